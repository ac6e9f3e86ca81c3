"""The agency's Form: its prefilled address, and its answers.

Source: https://developers.google.com/workspace/forms/api/reference/rest
(read in docs/facts/google-apis.md#forms).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from invoicing.texts.form import APPROVED, NO_LOGIN, SUBJECTS, WRONG
from invoicing.values.problems import Problem, Source
from jobs.ports import Answers, FormAnswer, Refused
from mail.printable import printable
from workspace.forms import items
from workspace.forms.items import CODE, COMMENT, CORRECTIONS, DECISION, DOCUMENT
from workspace.forms.setup import find
from workspace.google.errors import GoogleRefused, answer, json_object
from workspace.workbook.texts import plain

SHOWN = "items,publishSettings,settings,responderUri"
FILE = "trashed,permissions(type,role,view)"
GIVEN = "nextPageToken,responses(responseId,createTime,lastSubmittedTime,answers)"
PAGE = 5_000  # the most, and Google's own choice; it may give fewer
ADDRESS = 7_000  # characters; mail programs and proxies cut longer ones at 8 KB
CODES, CODE_LENGTH = 100, 300
COMMENT_LENGTH = 1_000  # characters
FORM = Source(tab="Formulaire")
GONE = Problem(code="form-gone", source=FORM)
CUT = "…"
DECISIONS = {plain(APPROVED): True, plain(WRONG): False}


class Form:
    """The one Form of the agency.

    Args:
        forms: ``service("forms", "v1", …)`` of the agency's account.
        drive: of the same account; only Drive knows of the trash, and who may answer.
    """

    def __init__(self, forms: Any, *, drive: Any) -> None:
        self._forms = forms.forms()
        self._drive = drive
        self._files = drive.files()
        self._found = ""  # found once a run
        self._uri = ""  # for those who answer; it never changes

    @property
    def _id(self) -> str:
        """Return the id of its file; ``Refused`` if it is gone."""
        if not self._is_there():
            raise Refused("form: gone", problems=[GONE])
        return self._found

    def _is_there(self) -> bool:
        """Return whether there is a Form with our mark; looked for once."""
        self._found = self._found or find(self._drive)
        return bool(self._found)

    def link(self, codes: Sequence[str], summary: str, *, approves: bool) -> str:
        """Return the address; if it is too long the summary is cut, never a code."""
        if not self._uri:
            form = _unless_gone(self._forms.get(formId=self._id, fields=SHOWN), "responderUri")
            if form is None:
                raise Refused("form: gone", problems=[GONE])
            self._uri = str(form["responderUri"])
        head = f"{self._uri}{'&' if '?' in self._uri else '?'}usp=pp_url"
        fixed = [(DECISION, APPROVED if approves else WRONG), (CODE, " ".join(codes))]
        given = [f"{asked.entry}={quote(value, safe='')}" for asked, value in fixed]
        room = ADDRESS - len("&".join([head, DOCUMENT.entry, *given])) - 1
        shown = f"{DOCUMENT.entry}={_fitting(summary, room)}"
        return "&".join([head, shown, *given])

    def answers(self, since: datetime) -> Answers:
        if not self._is_there():
            return Answers(given=(), flaws=(GONE,))
        given = self._given(since)
        form = _unless_gone(self._forms.get(formId=self._id, fields=SHOWN))
        viewed = {"fields": FILE, "includePermissionsForView": "published"}
        file = _unless_gone(self._files.get(fileId=self._id, **viewed))
        if given is None or form is None or file is None:
            return Answers(given=(), flaws=(GONE,))
        by_id = {each.id: each for each in sorted(given, key=lambda each: each.at)}
        ordered = sorted(by_id.values(), key=lambda each: (each.at, each.id))
        return Answers(given=tuple(ordered), flaws=tuple(_flaws(form, file)))

    def _given(self, since: datetime) -> list[FormAnswer] | None:
        responses = self._forms.responses()
        at = f"{since.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        request = responses.list(
            formId=self._id, filter=f"timestamp >= {at}", pageSize=PAGE, fields=GIVEN
        )
        answers: list[FormAnswer] = []
        while request is not None:
            page = _unless_gone(request)
            if page is None:
                return None
            answers += (_answer(request.methodId, each) for each in page.get("responses", ()))
            request = responses.list_next(request, page)
        return answers


def _unless_gone(request: Any, *needed: str) -> dict[str, Any] | None:
    try:
        return answer(request, *needed)
    except GoogleRefused as refused:
        if refused.status == HTTPStatus.NOT_FOUND:
            return None
        raise


def _fitting(text: str, room: int) -> str:
    """Return the beginning of a text that, quoted, is no longer than *room*."""
    lines = "\n".join(printable(line) for line in text.strip().splitlines())
    pieces = [quote(character, safe="") for character in lines]
    if sum(map(len, pieces)) <= room:
        return "".join(pieces)
    left, kept = room - len(quote(CUT)), []
    for piece in pieces:
        left -= len(piece)
        if left < 0:
            break
        kept.append(piece)
    return "".join([*kept, quote(CUT)]) if kept else ""


def _flaws(form: Mapping[str, Any], file: Mapping[str, Any]) -> Iterator[Problem]:
    """Return why silence would mean nothing."""
    if file.get("trashed"):
        yield GONE
    if not items.is_open(form) or not items.is_for_anyone(file.get("permissions", ())):
        yield Problem(code="form-closed", source=FORM)
    wrong = items.unreadable(form.get("items", ()))
    if items.needs_login(form):
        wrong.append(NO_LOGIN)
    if wrong:
        yield Problem(code="form-broken", source=FORM, values={"parts": ", ".join(wrong)})


def _answer(what: str, response: object) -> FormAnswer:
    """Read one answer; anybody can send anything."""
    fields = json_object(what, response, "responseId", "lastSubmittedTime")
    texts = {
        question: [str(each.get("value", "")) for each in given["textAnswers"].get("answers", ())]
        for question, given in fields.get("answers", {}).items()
        if "textAnswers" in given
    }
    decided = {plain(value) for value in texts.get(DECISION.question_id, ())}
    chosen = {plain(value) for value in texts.get(CORRECTIONS.question_id, ())}
    decisions = [approves for value, approves in DECISIONS.items() if value in decided]
    return FormAnswer(
        id=fields["responseId"],
        at=datetime.fromisoformat(fields["lastSubmittedTime"]).astimezone(UTC),
        codes=_codes(" ".join(texts.get(CODE.question_id, ()))),
        approves=decisions[0] if len(decisions) == 1 else None,
        subjects=tuple(each for each in SUBJECTS if plain(each) in chosen),
        comment=printable(" ".join(texts.get(COMMENT.question_id, ())))[:COMMENT_LENGTH].rstrip(),
    )


def _codes(text: str) -> tuple[str, ...]:
    codes = (printable(code)[:CODE_LENGTH] for code in re.split(r"[\s,]+", text))
    return tuple(dict.fromkeys(filter(None, codes)))[:CODES]
