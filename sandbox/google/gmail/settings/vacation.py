"""The vacation responder: its settings, and the answer it gives.

Source: https://support.google.com/mail/answer/25922: one answer to a person in four days, sooner
when the text has changed; none to lists, automatic mail or spam (RFC 3834).
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid
from sandbox.google.gmail.mailbox import mailbox, mime
from sandbox.google.identity import account_state, accounts
from sandbox.state.clock import milliseconds

AGAIN_MS = 4 * 86_400_000
OFF = {"enableAutoReply": False}
BULK = frozenset({"bulk", "list", "junk"})
ROBOTS = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "forwarding-noreply@")


def get(call: Call) -> dict[str, Any]:
    """Answer ``getVacation``."""
    return settings(call.db, mailbox.owner(call))


def update(call: Call) -> dict[str, Any]:
    """Answer ``updateVacation``; whoever had an answer may have the new one."""
    account, body = mailbox.owner(call), call.body
    texts = ("responseSubject", "responseBodyPlainText", "responseBodyHtml")
    if body.get("enableAutoReply") and not any(body.get(name) for name in texts):
        message = "Either the response subject or the response body must be nonempty."
        raise invalid(message)
    if body.get("restrictToDomain") and account_state.is_consumer(call.db, account):
        message = "restrictToDomain is only available for Google Workspace users."
        raise invalid(message)
    call.db.execute("INSERT OR REPLACE INTO vacations VALUES (?, ?)", (account, json.dumps(body)))
    call.db.execute("DELETE FROM vacation_answers WHERE account = ?", (account,))
    return get(call)


def settings(db: sqlite3.Connection, account: str) -> dict[str, Any]:
    """Return what an account has set."""
    row = db.execute("SELECT content FROM vacations WHERE account = ?", (account,)).fetchone()
    return OFF | (json.loads(row["content"]) if row else {})


def answer(call: Call, mail: sqlite3.Row) -> tuple[str, bytes] | None:
    """Return whom to answer a mail that came in, and what, if anything is to be answered."""
    account, message = mail["account"], mime.parsed(bytes(mail["raw"]))
    vacation = settings(call.db, account)
    sender = next(iter(mime.addresses(message, "From")), "")
    if not sender or sender == account or _is_automatic(message, sender):
        return None
    if not _is_on(call, vacation) or "SPAM" in mailbox.labels_of(mail):
        return None
    if vacation.get("restrictToDomain") and not account_state.are_colleagues(
        call.db, account, sender
    ):
        return None
    if not _is_due(call, account, sender):
        return None
    return sender, _reply(call, account, sender, message)


def _is_on(call: Call, vacation: dict[str, Any]) -> bool:
    now = milliseconds(call.now)
    begins, ends = int(vacation.get("startTime", 0)), int(vacation.get("endTime", 0))
    return bool(vacation["enableAutoReply"]) and begins <= now and (not ends or now < ends)


def _is_automatic(message: EmailMessage, sender: str) -> bool:
    marked = mime.text(message, "Auto-Submitted").lower() not in {"", "no"}
    listed = mime.text(message, "Precedence").lower() in BULK or mime.text(message, "List-ID")
    return marked or bool(listed) or sender.startswith(ROBOTS)


def _is_due(call: Call, account: str, sender: str) -> bool:
    query = "SELECT at_ms FROM vacation_answers WHERE account = ? AND sender = ?"
    row = call.db.execute(query, (account, sender)).fetchone()
    now = milliseconds(call.now)
    if row and now < row["at_ms"] + AGAIN_MS:
        return False
    query = "INSERT OR REPLACE INTO vacation_answers VALUES (?, ?, ?)"
    call.db.execute(query, (account, sender, now))
    return True


def _reply(call: Call, account: str, sender: str, asked: EmailMessage) -> bytes:
    vacation = settings(call.db, account)
    subject = mime.text(asked, "Subject")
    begin = vacation.get("responseSubject", "")
    message = EmailMessage()
    message["From"] = f"{_quoted(accounts.display_name(call.db, account))} <{account}>"
    message["To"] = sender
    message["Subject"] = f"{begin} Re: {subject}".strip()
    message["Date"] = format_datetime(call.now)
    message["Message-ID"] = f"<CA{secrets.token_urlsafe(30)}@mail.gmail.com>"
    message["Auto-Submitted"] = "auto-replied"
    message["Precedence"] = "bulk"
    if mime.text(asked, "Message-ID"):
        message["In-Reply-To"] = message["References"] = mime.text(asked, "Message-ID").strip()
    if vacation.get("responseBodyHtml"):
        message.set_content(vacation["responseBodyHtml"], subtype="html", cte="quoted-printable")
    else:
        text = vacation.get("responseBodyPlainText", "") + "\n"
        message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "").replace('"', "") + '"'
