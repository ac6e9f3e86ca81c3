"""What jobs need from the outside world, in their own words.  workspace/ and pdf/ provide it.

This package gives on what its modules define: import from ``jobs.ports``.
"""

from __future__ import annotations

from invoicing.history.records import Fate
from jobs.ports.archive import Archive, ArchivedFile
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
    Document,
    Drafts,
    Inbox,
    IncomingKind,
    IncomingMail,
    IncomingMails,
    Limits,
    Mail,
    MailBody,
    MailDraft,
    Outbox,
    SentMail,
)
from jobs.ports.press import Flaw, MailWriter, Press, Print
from jobs.ports.tables import Binder, IndexPage, Link, Listing, Shape, Table, Tables, Value
from jobs.ports.tickets import Ticket, Tickets
from jobs.ports.vault import Keys, Safe

__all__ = [
    "Answering",
    "Answers",
    "Archive",
    "ArchivedFile",
    "AutoReply",
    "Binder",
    "Cell",
    "Conflict",
    "Desk",
    "Document",
    "Drafts",
    "Fate",
    "Flaw",
    "Form",
    "FormAnswer",
    "Forwarding",
    "Handover",
    "Inbox",
    "IncomingKind",
    "IncomingMail",
    "IncomingMails",
    "IndexPage",
    "JournalRow",
    "Keys",
    "Ledger",
    "LettingGo",
    "Limits",
    "Link",
    "Listing",
    "Mail",
    "MailBody",
    "MailDraft",
    "MailWriter",
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
]
