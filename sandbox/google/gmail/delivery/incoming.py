"""Mail that arrives in a hosted mailbox, from another one or from outside."""

from __future__ import annotations

import secrets
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.gmail.delivery import apply_settings
from sandbox.google.gmail.mailbox import mailbox, mime, resource, threads

HEADERS = {
    "from": "From",
    "subject": "Subject",
    "in_reply_to": "In-Reply-To",
    "references": "References",
    "auto_submitted": "Auto-Submitted",
}


def arrive(call: Call, account: str, raw: bytes) -> dict[str, Any]:
    """Put a mail into an inbox, in the thread it belongs to, and do what its settings say."""
    mime.checked(raw)
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    trace = (
        f"Delivered-To: {account}",
        f"Received: by 2002:a05:0:0:0:0:0:1 with SMTP id sandbox; {format_datetime(call.now)}",
    )
    raw = b"".join(line.encode() + end for line in trace) + raw
    fresh = mailbox.Fresh(
        account=account,
        raw=raw,
        labels=["INBOX", "UNREAD"],
        thread=threads.belonging(call, account, raw),
    )
    return resource.labelled(apply_settings.settle(call, mailbox.insert(call, fresh), arrive))


def composed(call: Call, fields: dict[str, Any]) -> bytes:
    """Write a mail from outside; ValueError for header values that are none."""
    message = EmailMessage()
    for name, header in HEADERS.items():
        if fields.get(name):
            message[header] = _line(fields[name])
    message["To"] = _line(fields["to"])
    message["Date"] = format_datetime(call.now)
    message["Message-ID"] = f"<{secrets.token_hex(12)}@sandbox.example>"
    message.set_content(str(fields.get("text", "")) + "\n", cte="quoted-printable")
    return message.as_bytes()


def _line(value: object) -> str:
    return " ".join(str(value).split())
