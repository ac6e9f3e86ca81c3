"""The buttons under a question, and the request that they answer."""

from __future__ import annotations

from invoicing.history.approval_file import RequestVersion
from invoicing.register.contract import Question
from invoicing.values.mail_note import Button
from jobs.approval.yes_no_questions import links
from jobs.engine.context import Context


def open_request(context: Context, question: Question) -> RequestVersion | None:
    """Return the request that stands and has no answer yet."""
    current = context.register.history.dossier(question.key).current
    return None if current is None or current.is_decided else current


def yes_and_no(
    context: Context, question: Question, summary: str, labels: tuple[str, str]
) -> tuple[Button, Button]:
    """Return the two buttons; *summary*: the question, as the Form shows it."""
    yes, no = links(context, question.key, summary)
    return (
        Button(label=labels[0], address=yes),
        Button(label=labels[1], address=no, is_main=False),
    )
