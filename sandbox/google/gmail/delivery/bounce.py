"""Mail that cannot be delivered: the report Gmail's own daemon sends back (RFC 3464)."""

from __future__ import annotations

import email.message
import json
import secrets
import sqlite3
from copy import deepcopy
from email.message import EmailMessage
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from sandbox.google.api.call import Call
from sandbox.google.gmail.mailbox import mailbox, mime
from sandbox.google.identity import accounts

DAEMON = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
SUBJECTS = {
    "hard": "Delivery Status Notification (Failure)",
    "soft": "Delivery Status Notification (Delay)",
}
WORDS = {
    "hard": (
        "** Address not found **\n\nYour message wasn't delivered to {to} because the address"
        " couldn't be found, or is unable to receive mail.\n\nThe response was:\n\n{code}\n"
    ),
    "soft": (
        "** Delivery incomplete **\n\nThere was a temporary problem delivering your message to"
        " {to}. Gmail will retry for 47 more hours.\n\nThe response was:\n\n{code}\n"
    ),
}
CODES = {
    "hard": (
        "failed",
        "5.1.1",
        "550-5.1.1 The email account that you tried to reach does not exist.",
    ),
    "soft": (
        "delayed",
        "4.2.2",
        "452-4.2.2 The email account that you tried to reach is over quota.",
    ),
}


def register(db: sqlite3.Connection, address: str, kind: str) -> None:
    """Let mail to an address bounce ("hard", "soft"), or no longer ("")."""
    if kind:
        db.execute("INSERT OR REPLACE INTO bounces VALUES (?, ?)", (address, kind))
    else:
        db.execute("DELETE FROM bounces WHERE address = ?", (address,))


def kind_of(db: sqlite3.Connection, address: str) -> str:
    """Return how mail to an address bounces; "" if it does not."""
    row = db.execute("SELECT kind FROM bounces WHERE address = ?", (address,)).fetchone()
    if row:
        return str(row["kind"])
    unknown = accounts.is_hosted_domain(db, address) and not accounts.is_hosted(db, address)
    return "hard" if unknown else ""


def send_back(call: Call, sent: sqlite3.Row, recipient: str, kind: str) -> None:
    """Put the report into the sender's inbox, in the thread of what it sent."""
    raw = report(call, sent, recipient, kind)
    fresh = mailbox.Fresh(
        account=sent["account"], raw=raw, labels=["INBOX", "UNREAD"], thread=sent["thread"]
    )
    mailbox.insert(call, fresh)


def report(call: Call, sent: sqlite3.Row, recipient: str, kind: str) -> bytes:
    """Return the report as bytes."""
    original = json.loads(sent["digest"])["message_id"]
    message = MIMEMultipart("report", report_type="delivery-status")
    message["Return-Path"] = "<>"
    message["From"] = DAEMON
    message["To"] = sent["account"]
    message["Auto-Submitted"] = "auto-replied"
    message["Subject"] = SUBJECTS[kind]
    message["In-Reply-To"] = original
    message["References"] = original
    message["X-Failed-Recipients"] = recipient
    message["Message-ID"] = f"<{secrets.token_hex(12)}.GMR@mx.google.com>"
    message["Date"] = format_datetime(call.now)
    words = WORDS[kind].format(to=recipient, code=CODES[kind][2])
    message.attach(MIMEText(words, "plain", "utf-8"))
    message.attach(_status(call, recipient, kind))
    message.attach(MIMEMessage(_headers_only(sent)))
    return message.as_bytes()


def _status(call: Call, recipient: str, kind: str) -> email.message.Message:
    action, status, diagnostic = CODES[kind]
    about_mail, about_recipient = email.message.Message(), email.message.Message()
    about_mail["Reporting-MTA"] = "dns; googlemail.com"
    about_mail["Arrival-Date"] = format_datetime(call.now)
    about_recipient["Final-Recipient"] = f"rfc822; {recipient}"
    about_recipient["Action"] = action
    about_recipient["Status"] = status
    about_recipient["Remote-MTA"] = "dns; mx.example.net. (192.0.2.1, the server for the domain.)"
    about_recipient["Diagnostic-Code"] = f"smtp; {diagnostic}"
    about_recipient["Last-Attempt-Date"] = format_datetime(call.now)
    part = email.message.Message()
    part["Content-Type"] = "message/delivery-status"
    part.set_payload([about_mail, about_recipient])
    return part


def _headers_only(sent: sqlite3.Row) -> EmailMessage:
    head, _ = mime.split(bytes(sent["raw"]))
    message = deepcopy(mime.parsed(head))
    for name in ("Content-Type", "Content-Transfer-Encoding"):
        del message[name]
    return message
