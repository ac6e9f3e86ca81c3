"""The search language of ``files.list``: ``q`` becomes SQL.

Source: https://developers.google.com/workspace/drive/api/guides/ref-search-terms
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.google.api.call import Call
from sandbox.google.drive.access import root_id
from sandbox.google.drive.errors import wrong

TOKEN = re.compile(
    r"\s*(?:'((?:[^'\\]|\\.)*)'|(<=|>=|!=|=|<|>)|([(){}])|([A-Za-z][\w.]*))", re.DOTALL
)
COMPARE = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
INSTANTS = {"createdTime": "created_at", "modifiedTime": "modified_at"}
TEXTS = {"name": "name", "mimeType": "mime_type"}
FLAGS = {"trashed": "trashed", "starred": "starred"}
DEEPEST = 50  # brackets in brackets

Token = tuple[str, str]  # kind, text


def invalid() -> Exception:
    """Return Drive's refusal of a query that it cannot read."""
    return wrong("Invalid Value", "invalid")


class Query:
    """Reads one query; ``sql`` and ``values`` are its WHERE clause over ``files f``."""

    def __init__(self, call: Call, text: str) -> None:
        self._call = call
        self._tokens = _tokens(text)
        self._depth = 0
        self.values: list[object] = []
        self.sql = self._either() if self._tokens else "1"
        if self._tokens:
            raise invalid()

    def _either(self) -> str:
        alternatives = [self._both()]
        while self._taken("or"):
            alternatives.append(self._both())
        return f"({' OR '.join(alternatives)})"

    def _both(self) -> str:
        conditions = [self._one()]
        while self._taken("and"):
            conditions.append(self._one())
        return f"({' AND '.join(conditions)})"

    def _one(self) -> str:
        self._depth += 1
        if self._depth > DEEPEST:
            raise invalid()
        try:
            if self._taken("not"):
                return f"NOT {self._one()}"
            if self._taken("("):
                condition = self._either()
                self._expect(")")
                return condition
            return self._term()
        finally:
            self._depth -= 1

    def _term(self) -> str:
        kind, text = self._next()
        if kind == "text":
            self._expect("in")
            return self._member(text, self._name())
        if text in {"appProperties", "properties"}:
            self._expect("has")
            return self._property(text)
        operator = self._next()[1]
        if text in FLAGS:
            return self._flag(FLAGS[text], operator)
        if text in INSTANTS:
            return self._instant(INSTANTS[text], operator)
        if text in TEXTS:
            return self._text(TEXTS[text], operator)
        if text == "fullText" and operator == "contains":
            return self._text("name || ' ' || f.description", operator)
        raise invalid()

    def _member(self, value: str, name: str) -> str:
        if name == "parents":
            self.values.append(root_id(self._call) if value == "root" else value)
            return "f.parent = ?"
        roles = {"owners": "owner", "writers": "writer", "readers": "reader"}
        if name not in roles:
            raise invalid()
        self.values += [self._call.account if value == "me" else value, roles[name]]
        return (
            "EXISTS (SELECT 1 FROM permissions p WHERE p.file_id = f.id"
            " AND p.address = ? AND p.role IN (?, 'owner'))"
        )

    def _property(self, field: str) -> str:
        self._expect("{")
        pairs = {}
        for name in ("key", "value"):
            if self._name() != name or self._next()[1] != "=":
                raise invalid()
            pairs[name] = self._string()
            if name == "key":
                self._expect("and")
        self._expect("}")
        owner = self._call.client_id if field == "appProperties" else ""
        self.values += [owner, pairs["key"], pairs["value"]]
        return (
            "EXISTS (SELECT 1 FROM file_properties p WHERE p.file_id = f.id"
            " AND p.client_id = ? AND p.key = ? AND p.value = ?)"
        )

    def _flag(self, column: str, operator: str) -> str:
        value = self._name()
        if operator not in {"=", "!="} or value not in {"true", "false"}:
            raise invalid()
        return f"f.{column} = {int((value == 'true') == (operator == '='))}"

    def _instant(self, column: str, operator: str) -> str:
        text = self._string()
        try:
            at = datetime.fromisoformat(text)
            self.values.append((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError):
            raise invalid() from None
        if operator not in COMPARE:
            raise invalid()
        return f"f.{column} {COMPARE[operator]} ?"

    def _text(self, column: str, operator: str) -> str:
        value = self._string()
        if operator == "contains":
            # For names Drive matches the beginnings of words; for MIME types, of the whole.
            escaped = re.sub(r"([\\%_])", r"\\\1", value)
            self.values.append(f"% {escaped}%" if column != "mime_type" else f"{escaped}%")
            start = "" if column == "mime_type" else "' ' || "
            words = f"replace(replace(replace({start}f.{column}, '-', ' '), '_', ' '), '.', ' ')"
            plain = f"{start}f.{column}"
            if column == "mime_type":
                return f"f.{column} LIKE ? ESCAPE '\\'"
            self.values.append(self.values[-1])
            return f"({plain} LIKE ? ESCAPE '\\' OR {words} LIKE ? ESCAPE '\\')"
        if operator not in {"=", "!="}:
            raise invalid()
        self.values.append(value)
        return f"f.{column} {COMPARE[operator]} ?"

    def _next(self) -> Token:
        if not self._tokens:
            raise invalid()
        return self._tokens.pop(0)

    def _name(self) -> str:
        return self._matching(lambda kind: kind == "name")

    def _string(self) -> str:
        return self._matching(lambda kind: kind == "text")

    def _matching(self, fits: Callable[[str], bool]) -> str:
        kind, text = self._next()
        if not fits(kind):
            raise invalid()
        return text

    def _taken(self, word: str) -> bool:
        if self._tokens and self._tokens[0][0] != "text" and self._tokens[0][1] == word:
            self._tokens.pop(0)
            return True
        return False

    def _expect(self, word: str) -> None:
        if not self._taken(word):
            raise invalid()


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    at = 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if not match:
            raise invalid()
        if match[1] is not None:
            tokens.append(("text", re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL)))
        else:
            tokens.append(
                ("sign", match[2] or match[3]) if match[2] or match[3] else ("name", match[4])
            )
        at = match.end()
    return tokens
