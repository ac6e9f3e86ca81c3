"""Gmail as an outbox: a draft, then its sending, then what Gmail says of it.

Source: https://developers.google.com/workspace/gmail/api/guides/drafts
(read in docs/facts/google-apis.md#message-id-and-sending-once).  Gmail writes its own
Message-ID, so our reference travels in a header of ours.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from invoicing.values.problems import Problem, Source
from jobs.ports import Mail, MailDraft, Refused, SentMail
from mail.mime import REFERENCE, composed
from workspace.gmail.mailboxes import answering_for
from workspace.google.errors import GoogleRefused, GoogleUnavailable, answer, done
from workspace.google.session import BACKOFF

ME = "me"
PAGE = 500  # drafts at most, in one list
LISTED = "nextPageToken,drafts(id,message(id,threadId))"
METADATA: Mapping[str, Any] = {
    "userId": ME,
    "format": "metadata",
    "metadataHeaders": ["Message-ID", REFERENCE],
}
SHOWN = "id,labelIds,internalDate,payload/headers"
PAUSES = 4, 8  # back-offs: 20 and 40 s, together the minute by which Gmail counts
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outbox:
    """The mailboxes that invoices leave from."""

    gmail: Callable[[str], Any]  # of an address, its ``service("gmail", "v1", …)``: mailboxes.py
    backoff: float = BACKOFF  # seconds

    def drafts(self, mailbox: str) -> Sequence[MailDraft]:
        return [_draft(each) for page in self._pages(mailbox) for each in page.get("drafts", ())]

    def reference(self, mailbox: str, message_id: str) -> str:
        found = self._unless_gone(mailbox, self._message(mailbox, message_id))
        return "" if found is None else _header(found, REFERENCE)

    def draft(self, mail: Mail) -> MailDraft:
        raw = base64.urlsafe_b64encode(composed(mail)).decode()
        drafts = self._users(mail.mailbox).drafts()
        created = drafts.create(userId=ME, body={"message": {"raw": raw}})
        try:
            return _draft(self._answer(mail.mailbox, created, "id", "message"))
        except GoogleRefused as refused:
            if refused.status != HTTPStatus.BAD_REQUEST:
                raise
            problem = Problem(code="mail-refused", source=Source(tab="Factures"))
            raise Refused(str(refused), problems=[problem]) from None  # this mail, not the box

    def delete(self, mailbox: str, draft_id: str) -> None:
        request = self._users(mailbox).drafts().delete(userId=ME, id=draft_id)
        try:
            with answering_for(mailbox):
                done(request)
        except GoogleRefused as refused:
            if refused.status != HTTPStatus.NOT_FOUND:
                raise

    def send(self, mailbox: str, draft_id: str) -> str:
        """Send; what Gmail refuses for its rate has not left, and is sent when a minute is over."""
        request = self._users(mailbox).drafts().send(userId=ME, body={"id": draft_id})
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

    def sent_in(self, mailbox: str, thread_id: str) -> Sequence[SentMail]:
        threads = self._users(mailbox).threads()
        request = threads.get(id=thread_id, fields=f"messages({SHOWN})", **METADATA)
        found = self._unless_gone(mailbox, request) or {}
        return [
            _sent(each) for each in found.get("messages", ()) if "SENT" in each.get("labelIds", ())
        ]

    def _message(self, mailbox: str, message_id: str) -> Any:
        return self._users(mailbox).messages().get(id=message_id, fields=SHOWN, **METADATA)

    def _users(self, mailbox: str) -> Any:
        return self.gmail(mailbox).users()

    def _answer(self, mailbox: str, request: Any, *needed: str) -> dict[str, Any]:
        with answering_for(mailbox):
            return answer(request, *needed)

    def _unless_gone(self, mailbox: str, request: Any) -> dict[str, Any] | None:
        try:
            return self._answer(mailbox, request)
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def _pages(self, mailbox: str) -> Iterator[dict[str, Any]]:
        drafts = self._users(mailbox).drafts()
        request = drafts.list(userId=ME, maxResults=PAGE, fields=LISTED)
        while request is not None:
            page = self._answer(mailbox, request)
            yield page
            request = drafts.list_next(request, page)


def _draft(found: Mapping[str, Any]) -> MailDraft:
    message = found["message"]
    return MailDraft(
        id=found["id"], message_id=message["id"], thread_id=message.get("threadId", "")
    )


def _sent(message: Mapping[str, Any]) -> SentMail:
    return SentMail(
        message_id=message["id"],
        message_header=_header(message, "Message-ID"),
        sent_at=EPOCH + timedelta(milliseconds=int(message["internalDate"])),
        reference=_header(message, REFERENCE),
    )


def _header(message: Mapping[str, Any], name: str) -> str:
    """Return a header, "" when it is not there; Gmail may write its name in another case."""
    headers = message.get("payload", {}).get("headers", ())
    found = (each["value"] for each in headers if each["name"].lower() == name.lower())
    return str(next(found, "")).strip()
