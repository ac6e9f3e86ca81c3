"""Gmail's search language: ``q`` becomes a test on one mail.

Source: https://support.google.com/mail/answer/7190.  Words match whole words, whatever their
case and accents.  Dates are midnights in Los Angeles, as the API reads them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

TOKEN = re.compile(r'\s*([-+]?)(?:([A-Za-z_0-9]+):)?("[^"]*"?|[({]|[)}]|[^\s(){}"]+)?')
WORD = re.compile(r"[^\W_]+")
ZONE = ZoneInfo("America/Los_Angeles")
SPANS = {"d": 1, "m": 30, "y": 365}  # days
SIZES = {"": 1, "k": 2**10, "m": 2**20}
DEEPEST = 20  # brackets in brackets


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchedMail:
    """What a search looks at."""

    labels: frozenset[str]
    at_ms: int
    size: int
    digest: Mapping[str, Any]
    names: Mapping[str, str]  # label ids by lower-case name

    @classmethod
    def of(cls, row: sqlite3.Row, names: Mapping[str, str]) -> SearchedMail:
        """Read a stored mail, of which only the size of its bytes is needed."""
        return cls(
            labels=frozenset(json.loads(row["labels"])),
            at_ms=row["at_ms"],
            size=row["size"],
            digest=json.loads(row["digest"]),
            names=names,
        )


Test = Callable[[SearchedMail], bool]


def words(text: str) -> str:
    """Return a text as its words, ready to be searched for whole ones.

    >>> words("Été n° 2026-0001")
    ' ete n 2026 0001 '
    """
    plain = unicodedata.normalize("NFKD", text.replace("°", " ")).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return f" {' '.join(WORD.findall(plain))} "


def holds(text: str, phrase: str) -> bool:
    """Return whether words stand in a text, next to each other."""
    needle = words(phrase)
    return bool(needle.strip()) and needle in words(text)


def compiled(text: str, now: datetime) -> Test:
    """Read a query.  Gmail refuses none: what it does not understand are words."""
    tokens = [match for match in TOKEN.finditer(text) if match[0].strip()]
    return _Reader([(m[1], (m[2] or "").lower(), m[3] or "") for m in tokens], now).test()


def hides_trash(text: str) -> bool:
    """Return whether a query leaves Trash and Spam out, as it does unless it names them."""
    return not re.search(r"(?i)\b(in|label|is):\(?\"?(trash|spam|anywhere)\b", text)


class _Reader:
    def __init__(self, tokens: list[tuple[str, str, str]], now: datetime) -> None:
        self._tokens = tokens
        self._now = now
        self._depth = 0

    def test(self, closing: str = "", field: str = "") -> Test:
        """Read up to a closing bracket: all must hold; in braces, one."""
        self._depth += 1
        alternatives: list[list[Test]] = []
        joined = False
        while self._tokens and self._tokens[0][2] not in (closing or "\n"):
            sign, name, value = self._tokens.pop(0)
            if not name and value in {"OR", "|"}:
                joined = True
            elif (name or value) and value not in {"AND", ")", "}"}:
                condition = self._one(sign, name or field, value)
                if joined and alternatives:
                    alternatives[-1].append(condition)
                else:
                    alternatives.append([condition])
                joined = False
        if self._tokens:
            self._tokens.pop(0)
        self._depth -= 1
        if closing == "}":
            return _any([test for group in alternatives for test in group])
        return _all([_any(group) for group in alternatives])

    def _one(self, sign: str, name: str, value: str) -> Test:
        if value in {"(", "{"} and self._depth < DEEPEST:
            test = self.test(")" if value == "(" else "}", name)
        else:
            test = self._term(name, value.strip('"'))
        return (lambda mail: not test(mail)) if sign == "-" else test

    def _term(self, name: str, value: str) -> Test:
        if name in FIELDS:
            return _text(FIELDS[name], value)
        if name in TESTS:
            return TESTS[name](value)
        if name in {"after", "newer", "before", "older"}:
            return _since(_instant(value), later=name in {"after", "newer"})
        if name in {"newer_than", "older_than"}:
            return _since(self._ago(value), later=name == "newer_than")
        return _text(EVERYWHERE, f"{name} {value}".strip())

    def _ago(self, value: str) -> int | None:
        match = re.fullmatch(r"(\d{1,4})([dmy])", value.lower())
        if not match:
            return None
        days = timedelta(days=int(match[1]) * SPANS[match[2]])
        return int(self._now.timestamp() * 1000) - int(days.total_seconds() * 1000)


def _all(tests: list[Test]) -> Test:
    return lambda mail: all(test(mail) for test in tests)


def _any(tests: list[Test]) -> Test:
    return tests[0] if len(tests) == 1 else lambda mail: any(test(mail) for test in tests)


FIELDS = {
    "from": ("from",),
    "to": ("to", "cc", "bcc"),
    "cc": ("cc",),
    "bcc": ("bcc",),
    "subject": ("subject",),
    "list": ("list",),
}
EVERYWHERE = ("subject", "from", "to", "cc", "bcc", "text", "files")


def _text(names: tuple[str, ...], value: str) -> Test:
    def test(mail: SearchedMail) -> bool:
        values = (mail.digest.get(name, "") for name in names)
        return any(
            holds(" \n ".join(text) if isinstance(text, list) else text, value) for text in values
        )

    return test


def _instant(value: str) -> int | None:
    if re.fullmatch(r"\d{9,11}", value):
        return int(value) * 1000
    match = re.fullmatch(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})", value)
    try:
        year, month, day = (int(part) for part in match.groups()) if match else (0, 0, 0)
        return int(datetime(year, month, day, tzinfo=ZONE).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def _since(at_ms: int | None, *, later: bool) -> Test:
    if at_ms is None:
        return lambda _: False
    return lambda mail: (mail.at_ms >= at_ms) is later


def _label(value: str) -> Test:
    key = value.lower()
    if key in {"anywhere", "all"}:
        return lambda _: True
    plain = {"drafts": "DRAFT", "draft": "DRAFT", "sent": "SENT", "chats": "CHAT"}
    dashed = re.sub(r"[\s/&()]", "-", key)

    def test(mail: SearchedMail) -> bool:
        label = plain.get(key) or mail.names.get(key) or mail.names.get(dashed) or key.upper()
        return label in mail.labels

    return test


def _is(value: str) -> Test:
    if value.lower() == "read":
        return lambda mail: "UNREAD" not in mail.labels
    return _label(value)


def _has(value: str) -> Test:
    if value.lower() == "attachment":
        return lambda mail: bool(mail.digest["files"])
    return lambda mail: any(name.lower().endswith(value.lower()) for name in mail.digest["files"])


def _filename(value: str) -> Test:
    def test(mail: SearchedMail) -> bool:
        return any(
            name.lower().endswith(f".{value.lower()}") or holds(name, value)
            for name in mail.digest["files"]
        )

    return test


def _message_id(value: str) -> Test:
    return lambda mail: mail.digest["message_id"].strip("<>") == value.strip("<>")


def _size(*, larger: bool) -> Callable[[str], Test]:
    def build(value: str) -> Test:
        match = re.fullmatch(r"(\d{1,12})([km]?)b?", value.lower())
        limit = int(match[1]) * SIZES[match[2]] if match else 0
        return lambda mail: (mail.size > limit) is larger

    return build


TESTS: Mapping[str, Callable[[str], Test]] = {
    "in": _label,
    "label": _label,
    "is": _is,
    "has": _has,
    "filename": _filename,
    "rfc822msgid": _message_id,
    "larger": _size(larger=True),
    "size": _size(larger=True),
    "smaller": _size(larger=False),
}
