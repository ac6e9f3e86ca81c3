"""What happens to documents: events, as the Journal keeps them.

Facts hold codes, numbers, ids and hashes; names, addresses and amounts stand only in the content.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, unique


@unique
class Kind(Enum):
    """Every event there is, with its facts."""

    BEGUN = "begun"  # workbook, root, tickets: set-up made the first ticket
    FOLDER = "folder"  # siren, year ("" for the client's own), id: reserved
    FOLDER_MADE = "folder-made"  # siren, year
    SEEN = "seen"  # content: first seen as it is now, ticked
    NUMBERED = "numbered"  # number, issue_date, siren, prefix, year, rank,
    # content, asked, record, file_id, roles, and its links to others; content: the invoice
    FILED = "filed"  # sha256, name, locked
    LOCKED = "locked"  # what could not be when it was filed
    DRAFTED = "drafted"  # role, draft_id, message_id, thread_id, box, to; of a letter: about, until
    # content: to whom
    DROPPED = "dropped"  # role: somebody edited the draft; it has been deleted
    SENT = "sent"  # role, message_id, message_header, sent_at
    LOST = "lost"  # role: the draft is gone and no sent message was found
    LAID_OUT = "laid-out"  # role, channel, file_id, note_id: for a person to deliver; reserved
    AT_HAND = "at-hand"  # role: both files lie there
    DELIVERED = "delivered"  # role, on, reference: a person has
    CAME_BACK = "came-back"  # role, message, at, permanent; content: the diagnostic
    DELAYED = "delayed"  # role, message, at; content: the diagnostic
    WAS_READ = "was-read"  # role, message, at
    WAS_ANSWERED = "was-answered"  # role, message, at; content: the words
    AGAIN = "again"  # role, why: a new attempt begins
    TRUSTED = "trusted"  # iban, approver: hashes; content: what they were, and who noted it
    REQUESTED = "requested"  # request, version, content, approver, expires, signed_with, reasons,
    # silence, hours, letter, file_id (of a draft), iban (of a client); content: what is asked
    DRAFT_FILED = "draft-filed"  # sha256, name
    ANSWERED = "answered"  # response, at, outcome, request, subjects; content: the comment
    REPLIED = "replied"  # message, at; content: the words
    BOUNCED = "bounced"  # message, at; content: the diagnostic
    MUTED = "muted"  # code: why the Form could not have been answered
    CONSENTED = "consented"  # request, content, at: the deadline
    AGREED = "agreed"  # content, by, agreement; content: who noted it
    FORGOTTEN = "forgotten"  # the cells of an agreement have been emptied: the same may count again
    WISHED = "wished"  # action ("" : cleared), asked
    PREVIEWED = "previewed"  # content, file_id: reserved; content: what is shown
    PREVIEW_FILED = "preview-filed"  # file_id, sha256, name
    RESTARTED = "restarted"  # on a person's wish
    GONE = "gone"  # its row is away, while the client is asked
    WITHDRAWN = "withdrawn"  # request, at: the row has stayed away
    CLOSING = "closing"  # step, and what it did: the end of a contract
    TRIED = "tried"  # what: something of a step has been begun
    REOPENED = "reopened"  # the closing was called off, or the client has come back
    READ = "read"  # box, mark: up to where a mailbox has been read
    BOX_DIED = "box-died"  # box, client, at: it lets us in no more; content: address, who he is
    BOX_BACK = "box-back"  # box: it does again


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened."""

    kind: Kind
    seller: str = ""  # the client's code
    key: str = ""  # the document's `Réf.`
    facts: Mapping[str, str] = field(default_factory=dict)
    content: str = ""  # canonical JSON: what was numbered, to whom it was written
