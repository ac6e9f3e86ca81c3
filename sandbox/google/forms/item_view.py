"""The items of a section as the page shows them, with what was typed before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sandbox.google.forms.answers import EMAIL
from sandbox.google.forms.items import options_of, question_of
from sandbox.google.forms.sections import OTHER, Fields, answer, entry, listed, sections
from sandbox.google.forms.store import Json, StoredForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer that can be chosen."""

    value: str  # that the page sends
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """An item of the page."""

    kind: str  # "text", "line", "paragraph", "radio", "checkbox", "list"
    title: str
    description: str
    name: str = ""  # of the field
    is_required: bool = False
    typed: str = ""  # the text, or that beside "other"
    choices: tuple[Choice, ...] = ()
    problem: str = ""


def item_view(item: Json, fields: Fields, problems: Mapping[str, str]) -> ItemView:
    """Return one item, filled in from the fields."""
    question = question_of(item)
    title, description = item.get("title", ""), item.get("description", "")
    if question is None:
        return ItemView(kind="text", title=title, description=description)
    values = answer(item, fields)
    unlisted = [value for value in values if value not in listed(item)]
    return ItemView(
        kind=_kind(question),
        title=title,
        description=description,
        name=entry(item),
        is_required=bool(question.get("required")),
        typed=next(iter(unlisted), ""),
        choices=tuple(_choices(item, fields, unlisted)),
        problem=problems.get(entry(item), ""),
    )


def _kind(question: Json) -> str:
    if "textQuestion" in question:
        return "paragraph" if question["textQuestion"].get("paragraph") else "line"
    kinds = {"RADIO": "radio", "CHECKBOX": "checkbox", "DROP_DOWN": "list"}
    return kinds[question["choiceQuestion"]["type"]]


def _choices(item: Json, fields: Fields, unlisted: Sequence[str]) -> Iterable[Choice]:
    sent = fields.get(entry(item), ())
    for option in options_of(item):
        if option.get("isOther"):
            chosen = OTHER in sent or bool(unlisted)
            yield Choice(value=OTHER, label="Autre\u00a0:", is_chosen=chosen)
        else:
            value = option["value"]
            yield Choice(value=value, label=value, is_chosen=value in sent)


def carried(form: StoredForm, at: int, fields: Fields) -> list[tuple[str, str]]:
    """Return the fields of the other sections, which the page carries unseen."""
    names = [EMAIL] if at and form.collects_email else []
    for index, section in enumerate(sections(form)):
        if index != at:
            entries = [entry(item) for item in section.items if question_of(item)]
            names += [name + end for name in entries for end in ("", ".other_option_response")]
    return [(name, value) for name in names for value in fields.get(name, ())]
