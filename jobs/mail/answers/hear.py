"""A run records what was answered, and remembers what it has listened to."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.events.approvals import Muted
from invoicing.register.entry import DocumentState
from jobs.engine.context import Context
from jobs.mail.answers.heard_answers import HeardAnswers
from jobs.mail.answers.listen import listen
from jobs.mail.heard import Heard
from jobs.mail.listening_scope import ListeningScope


def hear(context: Context, heard: Heard) -> None:
    """Record what was answered; remember what was listened to."""
    asking = dict.fromkeys(entry.client_code for entry in context.entries(DocumentState.UNASKED))
    register = context.register
    ear = ListeningScope(desk=context.desk, books=register, asking=tuple(asking), is_held=True)
    answers = listen(ear)
    heard.mailboxes = answers.boxes if answers.form else set()
    heard.has_listened = True
    heard.read |= answers.opened
    heard.closed |= answers.closed
    heard.is_form_read, heard.form_flaws = answers.form, answers.flaws
    context.record([*answers.events, *_muted(context, answers)])


def _muted(context: Context, answers: HeardAnswers) -> Iterator[Muted]:
    """A Form that cannot be answered makes silence say nothing."""
    for entry in context.entries(DocumentState.AWAITING_APPROVAL) if answers.flaws else ():
        yield Muted(
            client_code=entry.client_code,
            reference=entry.key.reference,
            code=answers.flaws[0].code,
        )
