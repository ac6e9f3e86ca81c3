"""Gmail as an outbox: the sending of a draft, and what became of it.

Source: https://developers.google.com/workspace/gmail/api/guides/drafts
(read in docs/facts/google-apis.md#message-id-and-sending-once).  A draft that is edited gets
another message id; one that is sent is gone, and its mail stays in its thread.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jobs.ports import Fate, Limits, SentMail, Trouble
from mail.mime import REFERENCE
from wire.session import BACKOFF
from workspace.gmail.drafts import ME, METADATA, SHOWN, Drafts, header
from workspace.google.errors import GoogleUnavailable

PAUSES = 4, 8  # back-offs: 20 and 40 s, together the minute by which Gmail counts
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LARGEST_MAIL = 18_000_000  # bytes attached: Gmail takes 25 MB once coded, which adds 37 %
# Source: https://support.google.com/mail/answer/6584
CONSUMER_DOMAINS = {"gmail.com", "googlemail.com"}
CONSUMER_MAILS_A_DAY = 500  # Source: https://support.google.com/mail/answer/22839
WORKSPACE_MAILS_A_DAY = 2_000  # Source: https://support.google.com/a/answer/166852


@dataclass(frozen=True, slots=True)
class Outbox(Drafts):
    """The mailboxes that invoices leave from."""

    backoff: float = BACKOFF  # seconds

    @property
    def consumes(self) -> bool:
        return True

    def send(self, mailbox: str, draft_id: str) -> str:
        """Send; what Gmail refuses for its rate has not left, and is sent when a minute is over."""
        request = self._users(mailbox).drafts().send(userId=ME, body={"id": draft_id})
        try:
            message_id = self._leave_in_turn(mailbox, request)
        except Trouble:  # what lies there now is to be listed anew
            self._listed.pop(mailbox, None)
            raise
        self._listed.get(mailbox, {}).pop(draft_id, None)
        return message_id

    def _leave_in_turn(self, mailbox: str, request: Any) -> str:
        for pause in PAUSES:
            try:
                return self._leave(mailbox, request)
            except GoogleUnavailable as busy:
                if not busy.is_rate:
                    raise
                time.sleep(pause * self.backoff)
        return self._leave(mailbox, request)

    def _leave(self, mailbox: str, request: Any) -> str:
        return str(self._answer(mailbox, request, "id")["id"])

    def sent(self, mailbox: str, message_id: str) -> SentMail:
        return _sent(self._answer(mailbox, self._message(mailbox, message_id), "internalDate"))

    def _sent_in(self, mailbox: str, thread_id: str) -> Sequence[SentMail]:
        """Return what was sent in a thread, Trash included."""
        threads = self._users(mailbox).threads()
        request = threads.get(id=thread_id, fields=f"messages({SHOWN})", **METADATA)
        thread = self._unless_gone(mailbox, request) or {}
        messages = thread.get("messages", ())
        return [_sent(each) for each in messages if "SENT" in each.get("labelIds", ())]

    def fate(
        self, mailbox: str, draft_id: str, *, message_id: str, thread_id: str, reference: str
    ) -> tuple[Fate, SentMail | None]:
        draft = self._by_id(mailbox).get(draft_id)
        if draft is not None:
            return (Fate.UNSENT if draft.message_id == message_id else Fate.EDITED), None
        for mail in self._sent_in(mailbox, thread_id):
            if mail.reference == reference:
                return Fate.SENT, mail
        return Fate.UNKNOWN, None

    def limits(self, mailbox: str) -> Limits:
        is_consumer = mailbox.strip().lower().rpartition("@")[2] in CONSUMER_DOMAINS
        return Limits(
            largest_mail=LARGEST_MAIL,
            mails_an_hour=None,
            mails_a_day=CONSUMER_MAILS_A_DAY if is_consumer else WORKSPACE_MAILS_A_DAY,
        )


def _sent(message: Mapping[str, Any]) -> SentMail:
    return SentMail(
        message_id=message["id"],
        message_header=header(message, "Message-ID"),
        sent_at=EPOCH + timedelta(milliseconds=int(message["internalDate"])),
        reference=header(message, REFERENCE),
    )
