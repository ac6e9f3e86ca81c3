"""Answers on the Form.

They are asked for from the oldest request on whose code may still come back, and told apart by
their ids: there is no cursor that could run past one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from invoicing.approval.verdicts import AnswerContext
from invoicing.history.events.approvals import Answered
from invoicing.values.canonical_json import to_json
from jobs.mail.answers.heard_answers import HeardAnswers
from jobs.mail.answers.questions import standing
from jobs.mail.listening_scope import ListeningScope
from jobs.ports import FormAnswer

MOST = 200  # answers of nobody recorded in one run; the others are there in the next


def read_form(ear: ListeningScope, heard: HeardAnswers) -> None:
    """Judge the answers that are new."""
    answers = ear.desk.form.answers(ear.oldest)
    history = ear.history
    new = [
        (answer, nth)
        for answer in answers.given
        for nth in range(max(1, len(answer.codes)))
        if response_id(answer, nth) not in history.heard
    ]
    if new:
        court = AnswerContext(
            history=history, keys=ear.desk.keys.all(), standing=standing(ear.books)
        )
        judged = list(_judged(court, new))
        heard.events += [event for event in judged if event.client_code]
        heard.events += [event for event in judged if not event.client_code][:MOST]
    heard.flaws = answers.flaws
    heard.form = not answers.flaws


def _judged(court: AnswerContext, new: Iterable[tuple[FormAnswer, int]]) -> Iterator[Answered]:
    """Judge answers one after the other: each may decide what the next is worth."""
    for answer, nth in new:
        code = answer.codes[nth] if answer.codes else ""
        verdict = court.judge(code, approves=answer.approves, at=answer.at)
        event = Answered(
            client_code=verdict.key.client,
            reference=verdict.key.reference,
            response=response_id(answer, nth),
            at=answer.at,
            outcome=verdict.outcome,
            request=verdict.request,
            subjects=tuple(answer.subjects),
            content=to_json(answer.comment),
        )
        if event.client_code:
            court = replace(court, history=court.history.then([(event, answer.at)]))
        yield event


def response_id(answer: FormAnswer, nth: int) -> str:
    """Name one decision of an answer: it may carry several codes, and be submitted again."""
    return f"{answer.id}/{answer.at.isoformat()}/{nth}"
