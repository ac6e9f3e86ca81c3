"""What jobs need from the outside world, in their own words.  workspace/ and pdf/ provide it.

This package gives on what its modules define: import from ``jobs.ports``.
"""

from __future__ import annotations

from jobs.ports.archive import Archive, Lying
from jobs.ports.desk import Desk
from jobs.ports.errors import Conflict, Refused, Trouble, Unavailable
from jobs.ports.file_ownership import Ownership, Tenure
from jobs.ports.form import Answers, Form, FormAnswer
from jobs.ports.handover import (
    Answering,
    AutoReply,
    Forwarding,
    Handover,
    LettingGo,
    Recovering,
    Recovery,
)
from jobs.ports.ledger import Cell, JournalRow, Ledger, Projection, Reading, Shown
from jobs.ports.mail import (
    Arrival,
    Document,
    Inbox,
    Letter,
    Mail,
    Mailbag,
    MailDraft,
    Nature,
    Outbox,
    SentMail,
)
from jobs.ports.press import Flaw, Press, Print, Writer
from jobs.ports.tables import Binder, Index, Link, Listing, Shape, Table, Tables, Value
from jobs.ports.tickets import Ticket, Tickets
from jobs.ports.vault import Keys, Safe

__all__ = [
    "Answering",
    "Answers",
    "Archive",
    "Arrival",
    "AutoReply",
    "Binder",
    "Cell",
    "Conflict",
    "Desk",
    "Document",
    "Flaw",
    "Form",
    "FormAnswer",
    "Forwarding",
    "Handover",
    "Inbox",
    "Index",
    "JournalRow",
    "Keys",
    "Ledger",
    "Letter",
    "LettingGo",
    "Link",
    "Listing",
    "Lying",
    "Mail",
    "MailDraft",
    "Mailbag",
    "Nature",
    "Outbox",
    "Ownership",
    "Press",
    "Print",
    "Projection",
    "Reading",
    "Recovering",
    "Recovery",
    "Refused",
    "Safe",
    "SentMail",
    "Shape",
    "Shown",
    "Table",
    "Tables",
    "Tenure",
    "Ticket",
    "Tickets",
    "Trouble",
    "Unavailable",
    "Value",
    "Writer",
]
