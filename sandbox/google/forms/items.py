"""What an item may be: a text, a section, a question answered by text or by choice."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence

from sandbox.google.api.errors import invalid, unimplemented
from sandbox.google.forms.store import Json
from sandbox.google.forms.texts import check_line, pruned

KINDS = (
    "imageItem",
    "pageBreakItem",
    "questionGroupItem",
    "questionItem",
    "textItem",
    "videoItem",
)
PLAYED = frozenset({"pageBreakItem", "questionItem", "textItem"})
ID = re.compile(r"[0-9a-f]{1,8}")
LARGEST = 2**31 - 1  # of an id: entry numbers are positive int32
UNPLAYED = ("grading", "image", "shuffle")


def kind_of(item: Json) -> str:
    """Return the one kind of an item."""
    kinds = [kind for kind in KINDS if kind in item]
    if len(kinds) != 1:
        raise invalid("item: exactly one kind of item must be set.")
    return kinds[0]


def question_of(item: Json) -> Json | None:
    """Return an item's question, if it has one."""
    question: Json | None = item.get("questionItem", {}).get("question")
    return question


def question_kind(question: Json) -> str:
    """Return the one kind of a question."""
    kinds = [name for name in question if name.endswith("Question")]
    if len(kinds) != 1:
        raise invalid("item.questionItem.question: exactly one kind of question must be set.")
    return kinds[0]


def checked(item: Json, others: Sequence[Json]) -> Json:
    """Return an item as it is kept, with ids that no other item has."""
    kind = kind_of(item)
    if kind not in PLAYED:
        message = f"item.{kind}"
        raise unimplemented(message)
    check_line(item.get("title", ""), "item.title")
    taken = set(ids(others))
    result: Json = {**pruned(item), "itemId": _id(item.get("itemId", ""), taken)}
    if kind == "questionItem":
        taken.add(int(result["itemId"], 16))
        result["questionItem"] = _question_item(item["questionItem"], taken)
    return result


def ids(items: Sequence[Json]) -> Iterator[int]:
    """Return the ids of items and questions, which share one space (our choice)."""
    for item in items:
        yield int(item["itemId"], 16)
        question = question_of(item)
        if question:
            yield int(question["questionId"], 16)


def _id(given: str, taken: set[int]) -> str:
    if not given:
        number = secrets.randbelow(LARGEST) + 1
        return _id("", taken) if number in taken else f"{number:08x}"
    if not ID.fullmatch(given) or not 0 < int(given, 16) <= LARGEST:
        message = f"Invalid ID: {given}"
        raise invalid(message)
    if int(given, 16) in taken:
        message = f"Duplicate ID: {given}"
        raise invalid(message)
    return given


def _question_item(body: Json, taken: set[int]) -> Json:
    question = body.get("question", {})
    kind = question_kind(question)
    for part in (body, question, question[kind], *question[kind].get("options", [])):
        for name in UNPLAYED:
            if part.get(name):
                message = f"item.questionItem: {name}"
                raise unimplemented(message)
    if kind == "choiceQuestion":
        _check_choice(question[kind])
    elif kind != "textQuestion":
        message = f"item.questionItem.question.{kind}"
        raise unimplemented(message)
    fields: Json = pruned(question)
    return {"question": {**fields, "questionId": _id(question.get("questionId", ""), taken)}}


def _check_choice(choice: Json) -> None:
    kind, options = choice.get("type", ""), choice.get("options", [])
    if kind not in {"RADIO", "CHECKBOX", "DROP_DOWN"}:
        raise invalid("choiceQuestion.type is required.")
    if not options:
        raise invalid("choiceQuestion.options: at least one option is required.")
    for option in options:
        _check_option(kind, option)
    values = [option.get("value", "") for option in options]
    if len(set(values)) < len(values):
        raise invalid("choiceQuestion.options: Cannot have duplicate option values.")


def _check_option(kind: str, option: Json) -> None:
    other = option.get("isOther", False)
    if other and (kind == "DROP_DOWN" or option.get("value")):
        raise invalid("option.isOther: only for RADIO and CHECKBOX, and without a value.")
    if not other and not check_line(option.get("value", ""), "option.value").strip():
        raise invalid("option.value is required.")
    goes = {"goToAction", "goToSectionId"} & set(option)
    if len(goes) > 1 or (goes and kind == "CHECKBOX"):
        raise invalid("option: one way to go on, and only from RADIO and DROP_DOWN.")
    if option.get("goToAction") == "GO_TO_ACTION_UNSPECIFIED":
        raise invalid("option.goToAction is unspecified.")


def options_of(item: Json) -> list[Json]:
    """Return the options of a choice question, none of any other item."""
    question = question_of(item) or {}
    options: list[Json] = question.get("choiceQuestion", {}).get("options", [])
    return options


def check_targets(items: Sequence[Json]) -> None:
    """Refuse an option that leads to a section which is not there."""
    pages = {item["itemId"] for item in items if "pageBreakItem" in item}
    for item in items:
        for option in options_of(item):
            target = option.get("goToSectionId")
            if target and target not in pages:
                message = f"option.goToSectionId: there is no section {target}."
                raise invalid(message)
