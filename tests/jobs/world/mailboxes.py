"""In-memory mailboxes.  A draft that is edited, or sent, gets another message id.

At Gmail's sending consumes the draft, and what was sent stays in its thread.  At another provider's
it leaves the draft where it is, and the sent mail is found only minutes later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from invoicing.values.problems import Problem, Source
from jobs.ports import Fate, Limits, Mail, MailDraft, Refused, SentMail, Unavailable
from tests.jobs.world.world import Gate, MailboxDraft, Sent, World

SHOWN_AFTER = timedelta(minutes=5)  # from the sending of a mail to its being found


def let_in(world: World, mailbox: str) -> None:
    """Refuse what Gmail refuses."""
    if mailbox in world.dead:
        raise Unavailable("mailbox")
    if mailbox in world.revoked:
        place = Source(tab="Clients", header="Adresse d'envoi")
        gone = Problem(code="mailbox-unauthorised", source=place, values={"mailbox": mailbox})
        raise Refused("invalid_grant", problems=[gone])


@dataclass(frozen=True)
class FakeDrafts:
    """The drafts of the mailboxes that invoices leave from."""

    world: World
    gate: Gate
    listed: dict[str, dict[str, MailDraft]] = field(default_factory=dict)  # by mailbox and id

    def _box(self, mailbox: str) -> dict[str, MailboxDraft]:
        let_in(self.world, mailbox)
        return self.world.drafts.setdefault(mailbox, {})

    def drafts(self, mailbox: str) -> Sequence[MailDraft]:
        drafts = self.gate.call("outbox.drafts", lambda: self._lying(mailbox))
        self.listed[mailbox] = {draft.id: draft for draft in drafts}
        return drafts

    def _lying(self, mailbox: str) -> list[MailDraft]:
        return [lying.draft for lying in self._box(mailbox).values()]

    def reference(self, mailbox: str, message_id: str) -> str:
        return self.gate.call("outbox.reference", lambda: self._reference(mailbox, message_id))

    def _reference(self, mailbox: str, message_id: str) -> str:
        for lying in self._box(mailbox).values():
            if lying.draft.message_id == message_id:
                return lying.mail.reference
        return next((each.reference for each in self._found(mailbox, message_id=message_id)), "")

    def draft(self, mail: Mail) -> MailDraft:
        draft = self.gate.call("outbox.draft", lambda: self._draft(mail))
        self.listed.get(mail.mailbox, {})[draft.id] = draft
        return draft

    def _draft(self, mail: Mail) -> MailDraft:
        new = self.world.new_id
        draft = MailDraft(id=new("draft"), message_id=new("message"), thread_id=new("thread"))
        self._box(mail.mailbox)[draft.id] = MailboxDraft(mail, draft, draft)
        return draft

    def delete(self, mailbox: str, draft_id: str) -> None:
        self.gate.call("outbox.delete", lambda: self._box(mailbox).pop(draft_id, None))
        self.listed.get(mailbox, {}).pop(draft_id, None)

    def _found(
        self, mailbox: str, *, message_id: str = "", thread_id: str = ""
    ) -> Iterator[SentMail]:
        self._box(mailbox)
        for each in self.world.sent:
            if message_id in {"", each.message_id} and thread_id in {"", each.thread_id}:
                yield SentMail(
                    message_id=each.message_id,
                    message_header=f"<{each.message_id}@mail.gmail.test>",
                    sent_at=each.at,
                    reference=each.mail.reference,
                )


class FakeOutbox(FakeDrafts):
    """The mailboxes that invoices leave from."""

    consumes = True

    def send(self, mailbox: str, draft_id: str) -> str:
        self.listed.pop(mailbox, None)  # what lies there afterwards is to be listed anew
        return self.gate.call("outbox.send", lambda: self._send(mailbox, draft_id))

    def _send(self, mailbox: str, draft_id: str) -> str:
        lying = self._box(mailbox).pop(draft_id, None)
        if lying is None:
            raise Refused("no such draft")
        message_id = self.world.new_id("message")
        self.world.sent.append(
            Sent(lying.mail, message_id, lying.draft.thread_id, self.world.now, lying.edited)
        )
        return message_id

    def sent(self, mailbox: str, message_id: str) -> SentMail:
        return self.gate.call("outbox.sent", lambda: self._sent(mailbox, message_id))

    def _sent(self, mailbox: str, message_id: str) -> SentMail:
        for each in self._found(mailbox, message_id=message_id):
            return each
        raise Refused("no such message")

    def fate(
        self, mailbox: str, draft_id: str, *, message_id: str, thread_id: str, reference: str
    ) -> tuple[Fate, SentMail | None]:
        if mailbox not in self.listed:
            self.drafts(mailbox)
        draft = self.listed[mailbox].get(draft_id)
        if draft is not None:
            return (Fate.UNSENT if draft.message_id == message_id else Fate.EDITED), None
        mail = self._looked_for(mailbox, thread_id, reference)
        return (Fate.UNKNOWN if mail is None else Fate.SENT), mail

    def _looked_for(self, mailbox: str, thread_id: str, reference: str) -> SentMail | None:
        sent = self.gate.call(
            "outbox.fate", lambda: list(self._found(mailbox, thread_id=thread_id))
        )
        return next((mail for mail in sent if mail.reference == reference), None)

    def limits(self, mailbox: str) -> Limits:  # noqa: ARG002  (the port's)
        return Limits(largest_mail=18_000_000, mails_an_hour=None, mails_a_day=500)


class KeepingOutbox(FakeOutbox):
    """Leaves a draft that is sent where it is, and shows the sent mail some minutes later."""

    consumes = False

    def _send(self, mailbox: str, draft_id: str) -> str:
        lying = self._box(mailbox).get(draft_id)
        message_id = super()._send(mailbox, draft_id)
        assert lying is not None  # it has been sent
        self._box(mailbox)[draft_id] = lying
        return message_id

    def fate(
        self, mailbox: str, draft_id: str, *, message_id: str, thread_id: str, reference: str
    ) -> tuple[Fate, SentMail | None]:
        mail = self._looked_for(mailbox, thread_id, reference)
        if mail is not None and self.world.now - mail.sent_at >= SHOWN_AFTER:
            return Fate.SENT, mail
        names = {"message_id": message_id, "thread_id": "", "reference": ""}
        return super().fate(mailbox, draft_id, **names)
