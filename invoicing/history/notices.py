"""What is told to whom, once: by outcome of an answer, or kind of event."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, unique


@unique
class Audience(Enum):
    """Who is told."""

    AGENCY = "agency"
    APPROVER = "approver"


NEWS: Mapping[str, tuple[str, ...]] = {
    "objected": ("correction-asked",),
    "late": ("late-correction", "late-acknowledged"),
    "settled": ("already-sent",),
    "used": ("already-answered",),
    "stale": ("replaced",),
    "expired": ("expired",),
    "forged": ("unreadable",),
    "unknown": ("unreadable",),
    "replied": ("reply",),
    "bounced": ("bounce",),
    "withdrawn": ("withdrawn",),
    "box-died": ("mailbox-dead",),
    "came-back": ("not-delivered",),
    "was-answered": ("buyer-answered",),
}  # outcome or kind → codes of notes

TOLD: Mapping[str, Audience] = {
    "correction-asked": Audience.AGENCY,
    "late-correction": Audience.AGENCY,
    "late-acknowledged": Audience.APPROVER,
    "already-sent": Audience.APPROVER,
    "already-answered": Audience.APPROVER,
    "replaced": Audience.APPROVER,
    "expired": Audience.APPROVER,
    "unreadable": Audience.AGENCY,
    "reply": Audience.AGENCY,
    "bounce": Audience.AGENCY,
    "withdrawn": Audience.APPROVER,
    "mailbox-dead": Audience.AGENCY,
    "not-delivered": Audience.AGENCY,
    "buyer-answered": Audience.AGENCY,
}
