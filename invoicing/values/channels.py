"""By which channel a document reaches somebody: the one table of channels.

The words are French, for people choose them in `Canal` and every Journal keeps them.
"""

from __future__ import annotations

BY_MAIL = "E-mail"
BY_HAND = {  # channels that a person serves → what is left to do
    "Chorus Pro": "À déposer",
    "Plateforme agréée": "À déposer",
    "Portail": "À déposer",
    "Courrier": "À poster",
    "Remis par le client": "À remettre",
}


def left_to_do(channel: str) -> str:
    """Return what a person has to do with a document; also for a channel that is no more."""
    return BY_HAND.get(channel, "À déposer")
