"""An in-memory Form and inboxes: what clients answer, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import parse_qs, quote, urlsplit

from invoicing.history.approval_code import SigningKey
from jobs.ports import (
    Answers,
    FormAnswer,
    IncomingKind,
    IncomingMail,
    IncomingMails,
    Mail,
    Unavailable,
)
from tests.jobs.world.mailboxes import let_in
from tests.jobs.world.world import Gate, Sent, World

FORM = "https://forms.test/viewform"


@dataclass(frozen=True)
class FakeForm:
    """A Form whose link carries what it was filled in with."""

    world: World
    gate: Gate

    def link(self, codes: Sequence[str], summary: str, *, approves: bool) -> str:
        filled = f"codes={quote(' '.join(codes))}&summary={quote(summary)}"
        return f"{FORM}?{filled}&approves={'yes' if approves else 'no'}"

    def answers(self, since: datetime) -> Answers:
        return self.gate.call("form.answers", lambda: self._answers(since))

    def _answers(self, since: datetime) -> Answers:
        if "form" in self.world.dead:
            raise Unavailable("form")
        given = [answer for answer in self.world.answers if answer.at >= since]
        return Answers(
            given=tuple(sorted(given, key=lambda answer: answer.at)), flaws=self.world.form_flaws
        )


@dataclass(frozen=True)
class FakeInbox:
    """Mailboxes into which mail comes; the mark is how much has come."""

    world: World
    gate: Gate

    def _all(self, mailbox: str) -> list[IncomingMail]:
        let_in(self.world, mailbox)
        return self.world.arrivals.get(mailbox, [])

    def mark(self, mailbox: str) -> str:
        return self.gate.call("inbox.mark", lambda: str(len(self._all(mailbox))))

    def since(self, mailbox: str, mark: str, at: datetime) -> IncomingMails:
        return self.gate.call("inbox.since", lambda: self._since(mailbox, mark, at))

    def _since(self, mailbox: str, mark: str, at: datetime) -> IncomingMails:
        lying = self._all(mailbox)
        new = lying[int(mark) :] if mark else [each for each in lying if each.at >= at]
        return IncomingMails(arrivals=tuple(new), mark=str(len(lying)))

    def thread(self, mailbox: str, thread_id: str) -> Sequence[IncomingMail]:
        return self.gate.call(
            "inbox.thread",
            lambda: [each for each in self._all(mailbox) if each.thread_id == thread_id],
        )

    def raw(self, mailbox: str, message_id: str) -> bytes:
        return self.gate.call("inbox.raw", lambda: self._raw(mailbox, message_id))

    def _raw(self, mailbox: str, message_id: str) -> bytes:
        self._all(mailbox)
        for each in self.world.sent:
            if each.message_id == message_id and each.mail.mailbox == mailbox:
                return written(each.mail)
        return b""

    def sent_since(self, mailbox: str, at: datetime) -> Sequence[str]:
        return self.gate.call("inbox.sent_since", lambda: self._sent_since(mailbox, at))

    def _sent_since(self, mailbox: str, at: datetime) -> Sequence[str]:
        self._all(mailbox)
        sent = [each for each in self.world.sent if each.mail.mailbox == mailbox]
        return [each.message_id for each in reversed(sent) if each.at >= at]


def written(mail: Mail) -> bytes:
    """Write a mail with what is attached."""
    message = EmailMessage()
    message["To"], message["Subject"] = ", ".join(mail.to), mail.letter.subject
    message.set_content(mail.letter.text)
    for each in mail.attachments:
        message.add_attachment(
            each.content, maintype="application", subtype="pdf", filename=each.name
        )
    return message.as_bytes()


@dataclass(frozen=True)
class FakeKeys:
    """The vault's keys."""

    world: World
    gate: Gate

    def all(self) -> Mapping[str, SigningKey]:
        return self.gate.call("keys.all", lambda: dict(self.world.keys))


def buttons(sent: Sent) -> list[str]:
    """The links of a request or a note, in order."""
    return [word for word in sent.mail.letter.text.split() if word.startswith(FORM)]


def submit(world: World, link: str, *, approves: bool | None = None, comment: str = "") -> None:
    """Somebody follows *link* and sends the Form, perhaps with another decision."""
    filled = parse_qs(urlsplit(link).query)
    chosen = filled["approves"] == ["yes"] if approves is None else approves
    answer(world, *filled["codes"][0].split(), approves=chosen, comment=comment)


def answer(world: World, *codes: str, approves: bool | None, comment: str = "") -> None:
    """Somebody sends the Form with whatever codes."""
    given = FormAnswer(
        id=world.new_id("response"),
        at=world.now,
        codes=codes,
        approves=approves,
        subjects=() if approves else ("Prix",),
        comment=comment,
    )
    world.answers.append(given)


def comes_in(
    world: World, to: Sent, *, text: str = "", nature: IncomingKind = IncomingKind.REPLY
) -> None:
    """Something comes in to the mailbox that *to* left from, in its thread."""
    arrival = IncomingMail(
        message_id=world.new_id("in"),
        thread_id=to.thread_id,
        at=world.now,
        nature=nature,
        sender=to.mail.to[0],
        text=text if nature is IncomingKind.REPLY else "",
        detail="550 5.1.1 no such user" if nature is IncomingKind.BOUNCE else "",
        is_permanent=nature is IncomingKind.BOUNCE,
        about=(f"<{to.message_id}@mail.gmail.test>",),
    )
    world.arrivals.setdefault(to.mail.mailbox, []).append(arrival)


def codes(link: str) -> list[str]:
    """The codes that *link* carries."""
    return parse_qs(urlsplit(link).query)["codes"][0].split()
