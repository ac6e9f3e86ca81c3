"""A page that was sent: what is wrong with its answers, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.google.forms.items import question_of
from sandbox.google.forms.sections import (
    Fields,
    answer,
    entry,
    following,
    has_other,
    listed,
    route,
    sections,
)
from sandbox.google.forms.store import Json, StoredForm
from sandbox.google.identity import accounts

EMAIL = "emailAddress"
REQUIRED = "Une réponse est nécessaire."
ONE = "Une seule réponse est possible."
LISTED = "Choisissez parmi les réponses proposées."
ADDRESS = "Indiquez une adresse e-mail valable."
CIRCLE = "Ces réponses ramènent au début du formulaire\u00a0: il ne peut pas être envoyé ainsi."


@dataclass(frozen=True, slots=True, kw_only=True)
class PageStep:
    """What to do with a page that was sent: show a section, or keep the answers."""

    history: Sequence[int] = ()  # the sections walked, the one to show last; empty: all is there
    problems: dict[str, str] = field(default_factory=dict)  # by field; "" speaks of the whole form


def step(form: StoredForm, fields: Fields) -> PageStep:
    """Judge a page: "back", "continue", or all answers at once, as programs send them."""
    history = _history(form, fields)
    if "back" in fields:
        return PageStep(history=history[:-1] or [0])
    if "continue" not in fields:
        return _whole(form, fields)
    wrong = problems(form, history[-1], fields)
    if wrong:
        return PageStep(history=history, problems=wrong)
    after = following(form, history[-1], fields)
    if after is None:
        return _whole(form, fields)
    # A way back shortens what was walked, so that "back" never turns in a circle.
    return PageStep(history=[*(at for at in history if at < after), after])


def _history(form: StoredForm, fields: Fields) -> list[int]:
    texts = next(iter(fields.get("pageHistory", ())), "0").split(",")
    count = len(sections(form))
    places = [int(text) for text in texts[-count:] if text.isdecimal() and text.isascii()]
    return [at for at in places if at < count] or [0]


def _whole(form: StoredForm, fields: Fields) -> PageStep:
    walked = route(form, fields)
    for count, at in enumerate(walked, 1):
        wrong = problems(form, at, fields)
        if wrong:
            return PageStep(history=walked[:count], problems=wrong)
    return PageStep() if walked else PageStep(history=[0], problems={"": CIRCLE})


def problems(form: StoredForm, at: int, fields: Fields) -> dict[str, str]:
    """Return what is wrong with the answers of one section, by field."""
    texts = {
        entry(item): problem(item, answer(item, fields))
        for item in sections(form)[at].items
        if question_of(item)
    }
    if form.collects_email and at == 0 and not accounts.ADDRESS.fullmatch(email(form, fields)):
        texts[EMAIL] = ADDRESS
    return {name: text for name, text in texts.items() if text}


def problem(item: Json, values: Sequence[str]) -> str:
    """Return what is wrong with the answer to one question, "" if nothing is."""
    question = question_of(item) or {}
    choice = question.get("choiceQuestion", {})
    if not values:
        return REQUIRED if question.get("required") else ""
    if len(values) > 1 and choice.get("type") != "CHECKBOX":
        return ONE
    if choice and set(values) - listed(item) and not has_other(item):
        return LISTED
    return ""


def answers(form: StoredForm, fields: Fields) -> dict[str, list[str]]:
    """Return the answers on the way that they themselves take, by question id."""
    by_question = {}
    for at in route(form, fields):
        for item in sections(form)[at].items:
            question = question_of(item)
            values = answer(item, fields) if question else []
            if question and values:
                by_question[question["questionId"]] = values
    return by_question


def email(form: StoredForm, fields: Fields) -> str:
    """Return the address that was typed, where the form asks for one."""
    typed = next(iter(fields.get(EMAIL, ())), "") if form.collects_email else ""
    return accounts.normal(typed)
