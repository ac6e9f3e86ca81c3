"""What is told to whom, once: by outcome of an answer, or kind of event."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, unique


@unique
class Told(Enum):
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

TOLD: Mapping[str, Told] = {
    "correction-asked": Told.AGENCY,
    "late-correction": Told.AGENCY,
    "late-acknowledged": Told.APPROVER,
    "already-sent": Told.APPROVER,
    "already-answered": Told.APPROVER,
    "replaced": Told.APPROVER,
    "expired": Told.APPROVER,
    "unreadable": Told.AGENCY,
    "reply": Told.AGENCY,
    "bounce": Told.AGENCY,
    "withdrawn": Told.APPROVER,
    "mailbox-dead": Told.AGENCY,
    "not-delivered": Told.AGENCY,
    "buyer-answered": Told.AGENCY,
}
