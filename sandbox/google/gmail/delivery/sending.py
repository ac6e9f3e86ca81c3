"""Sending: what Gmail changes in a mail, and whom it reaches.

Gmail overwrites Message-ID (reported by many), sets Date, and puts the account into From.
"""

from __future__ import annotations

import secrets
import sqlite3
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid
from sandbox.google.gmail.delivery import bounce, incoming
from sandbox.google.gmail.mailbox import mailbox, mime, resource, threads
from sandbox.google.identity import accounts

MOST_RECIPIENTS = 500


def send(call: Call) -> dict[str, object]:
    """Answer ``messages.send``."""
    account = mailbox.owner(call)
    raw = mailbox.raw_of(call, call.body)
    thread = threads.asked(call, account, call.body.get("threadId", ""), raw)
    return resource.labelled(deliver(call, account, raw, thread))


def deliver(call: Call, account: str, raw: bytes, thread: str) -> sqlite3.Row:
    """Send a mail: into Sent, into the mailboxes hosted here, back as a bounce, or nowhere."""
    message = mime.checked(raw)
    recipients = list(dict.fromkeys(mime.addresses(message, "To", "Cc", "Bcc")))
    _check(recipients)
    raw = _stamped(call, account, raw, message)
    labels = ["SENT", "INBOX", "UNREAD"] if account in recipients else ["SENT"]
    fresh = mailbox.Fresh(account=account, raw=raw, labels=labels, thread=thread)
    sent = mailbox.insert(call, fresh)
    public = mime.without_header(raw, "Bcc")
    for recipient in recipients:
        if recipient != account:
            _reach(call, sent, recipient, public)
    return sent


def _check(recipients: list[str]) -> None:
    if not recipients:
        message = "Recipient address required"
        raise invalid(message)
    for recipient in recipients:
        if not accounts.ADDRESS.fullmatch(recipient):
            message = "Invalid To header"
            raise invalid(message)
    if len(recipients) > MOST_RECIPIENTS:
        message = "Too many recipients"
        raise invalid(message)


def _stamped(call: Call, account: str, raw: bytes, message: EmailMessage) -> bytes:
    if mime.addresses(message, "From") != [account]:
        name = accounts.display_name(call.db, account)
        raw = mime.with_header(raw, "From", formataddr((name if name != account else "", account)))
    raw = mime.with_header(raw, "Date", format_datetime(call.now))
    unique = f"<CA{secrets.token_urlsafe(30)}@mail.gmail.com>"
    return mime.with_header(raw, "Message-ID", unique)


def _reach(call: Call, sent: sqlite3.Row, recipient: str, raw: bytes) -> None:
    kind = bounce.kind_of(call.db, recipient)
    if kind:
        bounce.send_back(call, sent, recipient, kind)
    if accounts.is_hosted(call.db, recipient) and kind != "hard":
        incoming.arrive(call, recipient, raw)
