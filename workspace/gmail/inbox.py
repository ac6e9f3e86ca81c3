"""Gmail as an inbox: what came into a mailbox since a point, Spam and Trash included.

Source: https://developers.google.com/workspace/gmail/api/guides/sync
(read in docs/facts/google-apis.md#reading-a-mailbox).  mail/classify.py says what a mail is.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from jobs.ports import IncomingKind, IncomingMail, IncomingMails
from mail.classify import MailKind, classify
from mail.parts import LIMIT, parsed
from workspace.gmail.mailboxes import answering_for
from workspace.google.errors import GoogleRefused, answer

ME = "me"
PAGE = 500  # at most, in one list
ADDED = "nextPageToken,historyId,history(messagesAdded(message(id,labelIds)))"
FOUND = "nextPageToken,messages(id)"
LABELLED = "messages(id,labelIds)"
READ = "id,threadId,labelIds,internalDate,raw"
OURS = {"SENT", "DRAFT", "CHAT"}  # labels of what did not come in
CAME = "in:anywhere -in:sent -in:drafts -in:chats"
MARGIN = timedelta(days=1)  # before the instant that a search begins at: clocks differ
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KINDS = {
    MailKind.REPLY: IncomingKind.REPLY,
    MailKind.AUTOMATIC: IncomingKind.AUTOMATIC,
    MailKind.BOUNCE: IncomingKind.BOUNCE,
    MailKind.DELAY: IncomingKind.DELAY,
    MailKind.RECEIPT: IncomingKind.RECEIPT,
}


@dataclass(frozen=True, slots=True)
class Inbox:
    """The mailboxes that invoices leave from, and what comes back to them."""

    gmail: Callable[[str], Any]  # of an address, its ``service("gmail", "v1", …)``: mailboxes.py

    def mark(self, mailbox: str) -> str:
        request = self._users(mailbox).getProfile(userId=ME, fields="historyId")
        return str(self._answer(mailbox, request, "historyId")["historyId"])

    def since(self, mailbox: str, mark: str, at: datetime) -> IncomingMails:
        added = self._added(mailbox, mark)
        if added is None:
            now = self.mark(mailbox)  # before the search: what comes meanwhile comes again
            return IncomingMails(
                arrivals=self._arrivals(mailbox, self._search(mailbox, at)), mark=now
            )
        ids, now = added
        return IncomingMails(arrivals=self._arrivals(mailbox, ids), mark=now)

    def thread(self, mailbox: str, thread_id: str) -> Sequence[IncomingMail]:
        threads = self._users(mailbox).threads()
        request = threads.get(userId=ME, id=thread_id, format="minimal", fields=LABELLED)
        answered = self._unless_gone(mailbox, request) or {}
        return self._arrivals(mailbox, _came(answered.get("messages", ())))

    def raw(self, mailbox: str, message_id: str) -> bytes:
        messages = self._users(mailbox).messages()
        request = messages.get(userId=ME, id=message_id, format="raw", fields="raw")
        message = self._unless_gone(mailbox, request, "raw")
        return b"" if message is None else _decoded(message["raw"])

    def sent_since(self, mailbox: str, at: datetime) -> Sequence[str]:
        messages = self._users(mailbox).messages()
        first = messages.list(
            userId=ME,
            q=f"after:{int((at - MARGIN).timestamp())}",
            labelIds=["SENT"],
            includeSpamTrash=True,
            maxResults=PAGE,
            fields=FOUND,
        )
        pages = self._pages(mailbox, messages, first)
        return [str(each["id"]) for page in pages for each in page.get("messages", ())]

    def _added(self, mailbox: str, mark: str) -> tuple[Sequence[str], str] | None:
        """Return what history lists and how far it goes; ``None`` if Gmail forgot the mark.

        The first page says how far: what comes while the others are read comes again.
        """
        if not (mark.isascii() and mark.isdecimal()):
            return None
        history = self._users(mailbox).history()
        first = history.list(
            userId=ME,
            startHistoryId=mark,
            historyTypes="messageAdded",
            maxResults=PAGE,
            fields=ADDED,
        )
        try:
            pages = list(self._pages(mailbox, history, first, "historyId"))
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.NOT_FOUND:
                return None
            raise
        records = (record for page in pages for record in page.get("history", ()))
        added = (each["message"] for record in records for each in record.get("messagesAdded", ()))
        return _came(added), str(pages[0]["historyId"])

    def _search(self, mailbox: str, at: datetime) -> Sequence[str]:
        messages = self._users(mailbox).messages()
        query = f"{CAME} after:{int((at - MARGIN).timestamp())}"
        first = messages.list(
            userId=ME, q=query, includeSpamTrash=True, maxResults=PAGE, fields=FOUND
        )
        pages = self._pages(mailbox, messages, first)
        return _came(each for page in pages for each in page.get("messages", ()))

    def _arrivals(self, mailbox: str, ids: Iterable[str]) -> tuple[IncomingMail, ...]:
        read = (self._read(mailbox, message_id) for message_id in ids)
        return tuple(sorted(filter(None, read), key=lambda each: (each.at, each.message_id)))

    def _read(self, mailbox: str, message_id: str) -> IncomingMail | None:
        """Read a message; ``None`` if it is gone meanwhile, or did not come in."""
        messages = self._users(mailbox).messages()
        request = messages.get(userId=ME, id=message_id, format="raw", fields=READ)
        message = self._unless_gone(mailbox, request, "internalDate", "raw")
        if message is None or OURS & set(message.get("labelIds", ())):
            return None
        return _arrival(message)

    def _pages(
        self, mailbox: str, resource: Any, request: Any, *needed: str
    ) -> Iterator[dict[str, Any]]:
        while request is not None:
            page = self._answer(mailbox, request, *needed)
            yield page
            request = resource.list_next(request, page)

    def _users(self, mailbox: str) -> Any:
        return self.gmail(mailbox).users()

    def _answer(self, mailbox: str, request: Any, *needed: str) -> dict[str, Any]:
        with answering_for(mailbox):
            return answer(request, *needed)

    def _unless_gone(self, mailbox: str, request: Any, *needed: str) -> dict[str, Any] | None:
        try:
            return self._answer(mailbox, request, *needed)
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.NOT_FOUND:
                return None
            raise


def _came(messages: Iterable[Mapping[str, Any]]) -> Sequence[str]:
    """Return the ids, each once, of messages whose labels do not show that they are ours."""
    came = (each["id"] for each in messages if not OURS & set(each.get("labelIds", ())))
    return list(dict.fromkeys(came))


def _arrival(message: Mapping[str, Any]) -> IncomingMail:
    mail = classify(parsed(_bytes(message["raw"])))
    return IncomingMail(
        message_id=message["id"],
        thread_id=message.get("threadId", ""),
        at=EPOCH + timedelta(milliseconds=int(message["internalDate"])),
        nature=KINDS[mail.kind],
        sender=mail.sender,
        text=mail.text,
        failed=mail.failed,
        is_permanent=mail.is_permanent,
        detail=mail.detail,
        about=mail.about,
        reference=mail.reference,
    )


def _bytes(raw: str) -> bytes:
    """Decode the beginning, as much as is read."""
    return _decoded(raw[: LIMIT * 4 // 3 + 4 - LIMIT * 4 // 3 % 4])


def _decoded(raw: str) -> bytes:
    """Decode base64url, with or without its padding."""
    bare = raw.rstrip("=")
    try:
        return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except (binascii.Error, ValueError):
        return b""
