"""By which channel a document reaches somebody: the one table of channels.

A channel's value is its French label: people choose it in `Canal`, and every Journal keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, unique


@unique
class Channel(StrEnum):
    """A way for a document, in the order in which `Canal` offers them."""

    MAIL = "E-mail"
    CHORUS_PRO = "Chorus Pro"
    PLATFORM = "Plateforme agréée"
    PORTAL = "Portail"
    POST = "Courrier"
    CLIENT = "Remis par le client"


BY_HAND: Mapping[str, str] = {  # channels that a person serves → what is left to do
    Channel.CHORUS_PRO: "À déposer",
    Channel.PLATFORM: "À déposer",
    Channel.PORTAL: "À déposer",
    Channel.POST: "À poster",
    Channel.CLIENT: "À remettre",
}


def left_to_do(channel: str) -> str:
    """Return what a person has to do with a document; also for a channel that is no more."""
    return BY_HAND.get(channel, "À déposer")
