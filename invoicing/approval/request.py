"""A request for approval, as the client company reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from invoicing.approval.reasons import Reason
from invoicing.document.invoice import Invoice
from invoicing.document.parties import Agency


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedDocument:
    """One document to be approved."""

    key: str  # its `Réf.`: it has no number yet
    version: int  # 1 for the first request
    invoice: Invoice  # number ""; issue_date: the day of the request, which the draft does not show
    reasons: tuple[Reason, ...]
    yes: str  # address of the Form, filled in with « C'est bon, envoyez »
    no: str  # … with « Il y a une erreur »
    changes: tuple[str, ...] = ()  # French: what differs from the version before
    is_silent: bool = True  # whether silence is consent
    remark_at: datetime | None = None  # aware: when he spoke against the version before


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequest:
    """One mail: all that one client is asked for at once, or reminded of."""

    agency: Agency
    contact: str  # whom it greets; may be ""
    asked: tuple[RequestedDocument, ...]  # at least one
    deadline: datetime  # aware: before it no answer is consent, after it silence is
    yes_to_all: str = ""  # address of the Form for all of them at once; "" for a single one
    is_reminder: bool = False
