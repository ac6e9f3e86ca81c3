"""What a mailbox's settings do with a mail that came in: labels, copies to others, an answer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from sandbox.google.api.call import Call
from sandbox.google.gmail.mailbox import mailbox, mime
from sandbox.google.gmail.settings import filters, forwarding_targets, vacation
from sandbox.google.identity import accounts

Arrive = Callable[[Call, str, bytes], Any]  # puts a mail into a hosted inbox
DISPOSED: dict[str, tuple[list[str], list[str]]] = {  # labels that go on and off
    "leaveInInbox": ([], []),
    "markRead": ([], ["UNREAD"]),
    "archive": ([], ["INBOX"]),
    "trash": (["TRASH"], ["INBOX"]),
}


def settle(call: Call, mail: sqlite3.Row, arrive: Arrive) -> sqlite3.Row:
    """Do it; return the mail as it lies then."""
    account, targets = mail["account"], []
    for action in list(filters.met(call, mail)):
        add, remove = action.get("addLabelIds", ()), action.get("removeLabelIds", ())
        mail = mailbox.relabel(call, mail, add, remove)
        targets.append(accounts.normal(action.get("forward", "")))
    automatic = forwarding_targets.automatic(call.db, account)
    if automatic and "SPAM" not in mailbox.labels_of(mail):
        targets.append(automatic["address"])
        mail = mailbox.relabel(call, mail, *DISPOSED[automatic["disposition"]])
    for target in dict.fromkeys(filter(None, targets)):
        _copy(call, mail, target, arrive)
    _answer(call, mail, arrive)
    return mail


def _copy(call: Call, mail: sqlite3.Row, target: str, arrive: Arrive) -> None:
    """Send a mail on as it is; what came from there by forwarding does not go round."""
    account, raw = mail["account"], bytes(mail["raw"])
    passed = mime.text(mime.parsed(raw), "X-Forwarded-For").split()
    is_allowed = forwarding_targets.is_verified(call.db, account, target)
    if account in passed[::2] or not is_allowed or not accounts.is_hosted(call.db, target):
        return
    raw = mime.with_header(raw, "X-Forwarded-To", target)
    raw = mime.with_header(raw, "X-Forwarded-For", " ".join([*passed, account, target]))
    arrive(call, target, raw)


def _answer(call: Call, mail: sqlite3.Row, arrive: Arrive) -> None:
    reply = vacation.answer(call, mail)
    if reply is None:
        return
    to, raw = reply
    fresh = mailbox.Fresh(account=mail["account"], raw=raw, labels=["SENT"], thread=mail["thread"])
    mailbox.insert(call, fresh)
    if accounts.is_hosted(call.db, to):
        arrive(call, to, raw)
