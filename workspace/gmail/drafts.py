"""The drafts of a mailbox at Gmail: listed, written, deleted.

Source: https://developers.google.com/workspace/gmail/api/guides/drafts
(read in docs/facts/google-apis.md#message-id-and-sending-once).  Gmail writes its own
Message-ID, so our reference travels in a header of ours.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from invoicing.values.problems import Problem, Source
from jobs.ports import Mail, MailDraft, Refused
from mail.mime import REFERENCE, Attachment, InvalidMail, MailContent, composed
from workspace.gmail.mailboxes import answering_for
from workspace.google.errors import GoogleRefused, answer, done

ME = "me"
PAGE = 500  # drafts at most, in one list
LISTED = "nextPageToken,drafts(id,message(id,threadId))"
METADATA: Mapping[str, Any] = {
    "userId": ME,
    "format": "metadata",
    "metadataHeaders": ["Message-ID", REFERENCE],
}
SHOWN = "id,labelIds,internalDate,payload/headers"


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of the mailboxes that invoices leave from, and what was last listed of them."""

    gmail: Callable[[str], Any]  # of an address, its ``service("gmail", "v1", …)``: mailboxes.py
    _listed: dict[str, dict[str, MailDraft]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # by mailbox and id

    def drafts(self, mailbox: str) -> Sequence[MailDraft]:
        drafts = [_draft(each) for page in self._pages(mailbox) for each in page.get("drafts", ())]
        self._listed[mailbox] = {each.id: each for each in drafts}
        return drafts

    def reference(self, mailbox: str, message_id: str) -> str:
        message = self._unless_gone(mailbox, self._message(mailbox, message_id))
        return "" if message is None else header(message, REFERENCE)

    def draft(self, mail: Mail) -> MailDraft:
        body = {"message": {"raw": base64.urlsafe_b64encode(_bytes(mail)).decode()}}
        created = self._users(mail.mailbox).drafts().create(userId=ME, body=body)
        try:
            draft = _draft(self._answer(mail.mailbox, created, "id", "message"))
        except GoogleRefused as refused:
            if refused.status != HTTPStatus.BAD_REQUEST:
                raise
            problem = Problem(code="mail-refused", source=Source(tab="Factures"))
            raise Refused(str(refused), problems=[problem]) from None  # this mail, not the mailbox
        self._listed.get(mail.mailbox, {})[draft.id] = draft
        return draft

    def delete(self, mailbox: str, draft_id: str) -> None:
        request = self._users(mailbox).drafts().delete(userId=ME, id=draft_id)
        try:
            with answering_for(mailbox):
                done(request)
        except GoogleRefused as refused:
            if refused.status != HTTPStatus.NOT_FOUND:
                raise
        self._listed.get(mailbox, {}).pop(draft_id, None)

    def _by_id(self, mailbox: str) -> Mapping[str, MailDraft]:
        """Return the drafts of a mailbox by id, listed once."""
        if mailbox not in self._listed:
            self.drafts(mailbox)
        return self._listed[mailbox]

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


def header(message: Mapping[str, Any], name: str) -> str:
    """Return a header, "" if it is absent; Gmail may write its name in another case."""
    headers = message.get("payload", {}).get("headers", ())
    values = (each["value"] for each in headers if each["name"].lower() == name.lower())
    return str(next(values, "")).strip()


def _bytes(mail: Mail) -> bytes:
    """Compose a mail; ``Refused`` if it would be none."""
    content = MailContent(
        sender=mail.mailbox,
        sender_name=mail.sender_name,
        to=mail.to,
        reply_to=mail.reply_to,
        subject=mail.letter.subject,
        text=mail.letter.text,
        html=mail.letter.html,
        attachments=tuple(Attachment(name=d.name, content=d.content) for d in mail.attachments),
        headers={REFERENCE: mail.reference},
    )
    try:
        return composed(content)
    except InvalidMail as invalid:
        raise Refused(str(invalid)) from None


def _draft(draft: Mapping[str, Any]) -> MailDraft:
    message = draft["message"]
    return MailDraft(
        id=draft["id"], message_id=message["id"], thread_id=message.get("threadId", "")
    )
