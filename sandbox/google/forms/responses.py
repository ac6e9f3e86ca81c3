"""The responses of a form: kept when it is sent, read by forms.responses.list and get."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from sqlite3 import Row

from sandbox.google.api.call import Call
from sandbox.google.api.errors import invalid, not_found
from sandbox.google.forms import store
from sandbox.google.forms.store import Json, StoredForm

MOST = 5000  # responses on a page
FILTER = re.compile(
    r"\s*timestamp\s*(>=?)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z\s*",
    re.ASCII,
)


def keep(
    call: Call, form: StoredForm, answers: Mapping[str, Sequence[str]], email: str = ""
) -> str:
    """Keep a response: the texts by question id; return its id."""
    response_id = "ACYDBN" + secrets.token_urlsafe(32)
    # Nine digits, so that texts are in the order of time.
    at = call.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f000")
    values = (form.id, response_id, at, email, json.dumps(dict(answers)))
    call.db.execute("INSERT INTO form_responses VALUES (?, ?, ?, ?, ?)", values)
    return response_id


def newest_first(call: Call, form: StoredForm) -> list[Row]:
    """Return all responses for people to look at."""
    query = "SELECT * FROM form_responses WHERE form_id = ? ORDER BY submitted_at DESC, id"
    return call.db.execute(query, (form.id,)).fetchall()


def get(call: Call) -> Json:
    """forms.responses.get."""
    query = "SELECT * FROM form_responses WHERE form_id = ? AND id = ?"
    key = (call.path["formId"], call.path["responseId"])
    row = call.db.execute(query, key).fetchone()
    if row is None:
        raise not_found()
    return {"formId": key[0], **_shown(row)}


def list_responses(call: Call) -> Json:
    """forms.responses.list, in the order of the ids, which are random: Google promises none."""
    form = store.load(call.db, call.path["formId"])
    comparison, since = _filter(call.one("filter"))
    size = _size(call.one("pageSize", "0"))
    token = _Token(f"{form.id} {call.one('filter')}")
    query = (
        "SELECT * FROM form_responses WHERE form_id = ? AND id > ?"  # noqa: S608 (> or >=)
        f" AND submitted_at {comparison} ? ORDER BY id LIMIT ?"
    )
    after = token.read(call.one("pageToken"))
    rows = call.db.execute(query, (form.id, after, since, size + 1)).fetchall()
    answer: Json = {"responses": [_shown(row) for row in rows[:size]]} if rows else {}
    if len(rows) > size:
        answer["nextPageToken"] = token.write(rows[size - 1]["id"])
    return answer


def _filter(text: str) -> tuple[str, str]:
    if not text:
        return ">=", ""
    match = FILTER.fullmatch(text)
    try:
        datetime.fromisoformat(match[2] if match else "")
    except ValueError:
        message = f"Invalid filter: {text}"
        raise invalid(message) from None
    assert match is not None
    return match[1], f"{match[2]}.{(match[3] or '').ljust(9, '0')}"


def _size(text: str) -> int:
    if int(text) < 0:
        raise invalid("page_size must not be negative.")
    return min(int(text) or MOST, MOST)


class _Token:
    """Page tokens of one form and one filter; any other is refused."""

    def __init__(self, what: str) -> None:
        self._mark = hashlib.sha256(what.encode()).hexdigest()[:16]

    def write(self, last_id: str) -> str:
        return base64.urlsafe_b64encode(f"{self._mark}{last_id}".encode()).decode()

    def read(self, token: str) -> str:
        try:
            text = base64.urlsafe_b64decode(token).decode()
        except (binascii.Error, ValueError):
            text = "?"
        if token and not text.startswith(self._mark):
            raise invalid("Invalid page_token.")
        return text.removeprefix(self._mark)


def instant(row: Row) -> str:
    """Return when a response was sent, as Google writes it: microseconds, UTC."""
    return f"{row['submitted_at'][:-3]}Z"


def _shown(row: Row) -> Json:
    answers = {
        question: {
            "questionId": question,
            "textAnswers": {"answers": [{"value": value} for value in values]},
        }
        for question, values in json.loads(row["answers"]).items()
    }
    # Nobody can change a response here: the first time it was sent is the last.
    fields = {
        "responseId": row["id"],
        "createTime": instant(row),
        "lastSubmittedTime": instant(row),
        "respondentEmail": row["email"],
        "answers": answers,
    }
    return {name: value for name, value in fields.items() if value}


HANDLERS = {
    "forms.forms.responses.get": get,
    "forms.forms.responses.list": list_responses,
}
