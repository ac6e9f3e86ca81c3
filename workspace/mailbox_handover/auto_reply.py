"""A mailbox's automatic reply, which Gmail calls the vacation responder.

Source: https://developers.google.com/workspace/gmail/api/guides/vacation_settings
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from jobs.ports import AutoReply
from workspace.gmail.mailboxes import answering_for
from workspace.google.errors import GoogleRefused, answer
from workspace.mailbox_handover.accounts import Accounts, by_hand
from workspace.mailbox_handover.forwarding import ME

BY_HAND = "answer-by-hand"
OFF = {"enableAutoReply": False}
TEXTS = ("responseBodyPlainText", "responseBodyHtml")


class Answering:
    """Jobs' port of the same name."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def answer_automatically(self, mailbox: str, reply: AutoReply | None) -> None:
        settings = self._accounts.settings(mailbox)
        try:
            answer(settings.updateVacation(userId=ME, body=_body(reply) if reply else OFF))
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.FORBIDDEN:  # a consumer's consent without this right
                raise by_hand(BY_HAND, mailbox) from None
            raise

    def automatic_answer(self, mailbox: str) -> AutoReply | None:
        with answering_for(mailbox):
            vacation = answer(self._accounts.settings(mailbox).getVacation(userId=ME))
        if not vacation.get("enableAutoReply"):
            return None
        text = "\n".join(vacation[name] for name in TEXTS if vacation.get(name))
        return AutoReply(text=text, until=_end(vacation))


def _body(reply: AutoReply) -> dict[str, Any]:
    body = {"enableAutoReply": True, "responseBodyPlainText": reply.text}
    if reply.until is not None:
        body["endTime"] = str(int(reply.until.timestamp() * 1000))
    return body


def _end(vacation: Mapping[str, Any]) -> datetime | None:
    milliseconds = int(vacation.get("endTime", 0))
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
