"""The questions of the agency's Form, and whether it still asks them.

Ids are of our choice (``questionId``: "on creation, it can be provided"), so that the address of a
filled-in Form and its answers are known whatever people do to titles and order.
Source: https://developers.google.com/workspace/forms/api/reference/rest/v1/forms
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from invoicing.texts import form as texts

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """A question as it must be; people may change its title and description."""

    item_id: str  # hexadecimal, below 2**31
    question_id: str
    title: str
    description: str = ""
    options: tuple[str, ...] = ()  # none: a text of several lines
    kind: str = ""  # of the choice
    is_required: bool = False

    @property
    def entry(self) -> str:
        """Return the name of its field in the page's address."""
        return f"entry.{int(self.question_id, 16)}"

    def item(self) -> dict[str, Any]:
        """Return it as Google's Item."""
        question = {"questionId": self.question_id, "required": self.is_required, **self._kind()}
        shown = {"title": self.title, "description": self.description}
        return {"itemId": self.item_id, **shown, "questionItem": {"question": question}}

    def _kind(self) -> dict[str, Any]:
        if not self.options:
            return {"textQuestion": {"paragraph": True}}
        options = [{"value": value} for value in self.options]
        return {"choiceQuestion": {"type": self.kind, "options": options}}

    def place(self, items: Sequence[Json]) -> int | None:
        """Return where it stands; if a person made it a grid, only the item's id is kept."""
        for at, item in enumerate(items):
            asked = _question(item).get("questionId")
            if self.question_id == asked or self.item_id == item.get("itemId"):
                return at
        return None

    def has_kind(self, item: Json) -> bool:
        """Return whether an item is this question, asked in the same way."""
        question = _question(item)
        kind = "choiceQuestion" if self.options else "textQuestion"
        return kind in question and question.get("questionId") == self.question_id

    def is_readable(self, item: Json) -> bool:
        """Return whether its answers can be understood: same kind, same options."""
        choice = _question(item).get("choiceQuestion", {})
        options = tuple(each.get("value") for each in choice.get("options", ()))
        same = not self.options or (choice.get("type"), options) == (self.kind, self.options)
        return self.has_kind(item) and same

    def is_as_made(self, item: Json) -> bool:
        """Return whether it also has the length and the obligation that we gave it."""
        question = _question(item)
        is_long = bool(self.options) or question.get("textQuestion", {}).get("paragraph", False)
        return (
            self.is_readable(item)
            and is_long
            and question.get("required", False) == self.is_required
        )


def _question(item: Json) -> Json:
    question: Json = item.get("questionItem", {}).get("question", {})
    return question


DOCUMENT = FormQuestion(
    item_id="1fac1a01",
    question_id="1fac1b01",
    title=texts.DOCUMENT,
    description=texts.DOCUMENT_NOTE,
)
DECISION = FormQuestion(
    item_id="1fac1a02",
    question_id="1fac1b02",
    title=texts.DECISION,
    description=texts.DECISION_NOTE,
    options=(texts.APPROVED, texts.WRONG),
    kind="RADIO",
    is_required=True,
)
CORRECTIONS = FormQuestion(
    item_id="1fac1a03",
    question_id="1fac1b03",
    title=texts.CORRECTIONS,
    description=texts.CORRECTIONS_NOTE,
    options=texts.SUBJECTS,
    kind="CHECKBOX",
)
COMMENT = FormQuestion(
    item_id="1fac1a04",
    question_id="1fac1b04",
    title=texts.COMMENT,
    description=texts.COMMENT_NOTE,
)
CODE = FormQuestion(
    item_id="1fac1a05",
    question_id="1fac1b05",
    title=texts.CODE,
    description=texts.CODE_NOTE,
    is_required=True,
)
ASKED = (DOCUMENT, DECISION, CORRECTIONS, COMMENT, CODE)


def unreadable(items: Sequence[Json]) -> list[str]:
    """Return the titles of our questions that a Form no longer asks, or asks in another way."""
    places = ((asked, asked.place(items)) for asked in ASKED)
    return [
        f"« {asked.title} »"
        for asked, at in places
        if at is None or not asked.is_readable(items[at])
    ]


def is_open(form: Json) -> bool:
    """Return whether a Form is published and takes answers."""
    state = form.get("publishSettings", {}).get("publishState", {})
    return bool(state.get("isPublished")) and bool(state.get("isAcceptingResponses"))


def needs_login(form: Json) -> bool:
    """Return whether only holders of a Google account can answer: Workspace's own default."""
    collects = form.get("settings", {}).get("emailCollectionType", "VERIFIED")
    return collects not in {"DO_NOT_COLLECT", "RESPONDER_INPUT"}


def is_for_anyone(permissions: Sequence[Json]) -> bool:
    """Return whether anybody with the link may answer (Drive's Permission, view "published")."""
    return any(
        each.get("type") == "anyone"
        and (each.get("view") == "published" or each.get("role") == "publishedReader")
        for each in permissions
    )
