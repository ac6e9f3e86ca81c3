"""The sections of a form, and the way through them that answers take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sandbox.google.forms.items import options_of, question_of
from sandbox.google.forms.store import Json, StoredForm

Fields = Mapping[str, Sequence[str]]  # what a query or a sent page says, by the field's name
OTHER = "__other_option__"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """What is on the screen at once: a header, and the items to the next page break."""

    title: str
    description: str
    items: Sequence[Json]


def sections(form: StoredForm) -> list[FormSection]:
    """Return the sections; the first has the form's own description."""
    heads: list[Json] = [{"description": form.description}]
    below: list[list[Json]] = [[]]
    for item in form.items:
        if "pageBreakItem" in item:
            heads.append(item)
            below.append([])
        else:
            below[-1].append(item)
    return [
        FormSection(
            title=head.get("title", ""), description=head.get("description", ""), items=items
        )
        for head, items in zip(heads, below, strict=True)
    ]


def following(form: StoredForm, at: int, fields: Fields) -> int | None:
    """Return the section after one, None if the form is to be sent.

    Where two questions of a section lead on, the last that is answered does (our choice).
    """
    parts = sections(form)
    after = at + 1 if at + 1 < len(parts) else None
    for item in parts[at].items:
        values = answer(item, fields) if question_of(item) else []
        for option in options_of(item):
            if values and _is_chosen(option, values, item) and _leads(option):
                after = _target(form, option, at)
    return after


def route(form: StoredForm, fields: Fields) -> list[int]:
    """Return the sections from the first to the sending; empty when the way is a circle."""
    walked = [0]
    while (after := following(form, walked[-1], fields)) is not None:
        if after in walked:
            return []
        walked.append(after)
    return walked


def may_go_on(form: StoredForm, at: int) -> bool:
    """Return whether any answer leads from a section to another one."""
    options = [option for item in sections(form)[at].items for option in options_of(item)]
    onward = [option for option in options if _leads(option)]
    if at + 1 < len(sections(form)):
        return True
    return any(_target(form, option, at) is not None for option in onward)


def _leads(option: Json) -> bool:
    return "goToAction" in option or "goToSectionId" in option


def _is_chosen(option: Json, values: Sequence[str], item: Json) -> bool:
    if option.get("isOther"):
        return bool(set(values) - listed(item))
    return option["value"] in values


def _target(form: StoredForm, option: Json, at: int) -> int | None:
    action = option.get("goToAction", "")
    if action == "RESTART_FORM":
        return 0
    if action == "SUBMIT_FORM":
        return None
    breaks = [item["itemId"] for item in form.items if "pageBreakItem" in item]
    if not action:
        return breaks.index(option["goToSectionId"]) + 1
    return at + 1 if at < len(breaks) else None


def listed(item: Json) -> set[str]:
    """Return the values that a choice question offers."""
    return {option["value"] for option in options_of(item) if not option.get("isOther")}


def has_other(item: Json) -> bool:
    """Return whether a choice question takes an answer that is not on its list."""
    return any(option.get("isOther") for option in options_of(item))


def entry(item: Json) -> str:
    """Return the field's name: the question's id, read as hexadecimal, in decimal.

    >>> entry({"questionItem": {"question": {"questionId": "0000001f"}}})
    'entry.31'
    """
    question = question_of(item) or {}
    return f"entry.{int(question['questionId'], 16)}"


def answer(item: Json, fields: Fields) -> list[str]:
    """Return what was answered to a question: texts with LF line ends, none of them blank."""
    name = entry(item)
    values = list(dict.fromkeys(fields.get(name, ())))
    if has_other(item):
        other = next(iter(fields.get(f"{name}.other_option_response", ())), "")
        values = [other if value == OTHER else value for value in values]
    return [value.replace("\r\n", "\n") for value in values if value.strip()]
