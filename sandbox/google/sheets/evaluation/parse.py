"""The formulas this sandbox understands, from text to a tree.

References, texts, numbers, ``+ - * / &``, comparisons, and calls of functions.  What it does not
understand is an error value, as in Sheets, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.google.sheets.grid.locales import Locale

REF, NAME, VALUE = "#REF!", "#NAME?", "#VALUE!"
BY_ZERO, BROKEN, ABSENT = "#DIV/0!", "#ERROR!", "#N/A"


class FormulaError(Exception):
    """An error value: ``#NAME?``, ``#REF!``, ``#VALUE!``, ``#DIV/0!``, ``#ERROR!``."""

    def __init__(self, sign: str) -> None:
        super().__init__(sign)
        self.sign = sign


@dataclass(frozen=True, slots=True)
class FormulaNode:
    """A part of a formula."""

    kind: str  # number, text, reference, name, call, binary, negative, percent
    text: str = ""
    parts: tuple[FormulaNode, ...] = field(default=())


LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"))
REFERENCE = (
    r"(?:(?:'(?:[^']|'')+'|[^\W\d]\w*)!)?"
    r"(?:\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d*)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}\d*|\$?\d+:\$?\d+)(?![\w(])"
)


def tokens(formula: str, locale: Locale) -> list[tuple[str, str]]:
    """Cut a formula, without its "=", into (kind, text)."""
    point = re.escape(locale.decimal)
    shape = re.compile(
        rf'(?P<blank>\s+)|(?P<text>"(?:[^"]|"")*")|(?P<reference>{REFERENCE})'
        rf"|(?P<number>\d+(?:{point}\d+)?)|(?P<error>#REF!)"
        r"|(?P<name>[^\W\d][\w.]*)|(?P<sign><>|<=|>=|[-+*/&=<>();,%])|(?P<bad>.)",
        re.DOTALL,
    )
    hits = [(hit.lastgroup or "bad", hit[0]) for hit in shape.finditer(formula)]
    return [token for token in hits if token[0] != "blank"]


class Parser:
    """Reads one formula by descending."""

    def __init__(self, formula: str, locale: Locale) -> None:
        self._left = tokens(formula.removeprefix("="), locale)
        self._locale = locale

    def parse(self) -> FormulaNode:
        """Return the tree of the whole formula."""
        node = self._level(0)
        if self._left:
            raise FormulaError(BROKEN)
        return node

    def _next(self, *signs: str) -> str:
        if self._left and self._left[0][0] == "sign" and self._left[0][1] in signs:
            return self._left.pop(0)[1]
        return ""

    def _level(self, level: int) -> FormulaNode:
        if level == len(LEVELS):
            return self._signed()
        node = self._level(level + 1)
        while sign := self._next(*LEVELS[level]):
            node = FormulaNode("binary", sign, (node, self._level(level + 1)))
        return node

    def _signed(self) -> FormulaNode:
        if self._next("-"):
            return FormulaNode("negative", "", (self._signed(),))
        if self._next("+"):
            return self._signed()
        node = self._atom()
        return FormulaNode("percent", "", (node,)) if self._next("%") else node

    def _atom(self) -> FormulaNode:
        if self._next("("):
            node = self._level(0)
            self._close()
            return node
        kind, text = self._left.pop(0) if self._left else ("bad", "")
        if kind == "name" and self._next("("):
            return FormulaNode("call", text.upper(), tuple(self._arguments()))
        if kind == "error":
            raise FormulaError(REF)
        if kind in {"sign", "bad"}:
            raise FormulaError(BROKEN)
        return FormulaNode(
            kind, text.replace(self._locale.decimal, ".") if kind == "number" else text
        )

    def _arguments(self) -> list[FormulaNode]:
        if self._next(")"):
            return []
        arguments = [self._level(0)]
        # ";" separates everywhere, "," only where it is not the decimal sign.
        separators = {";", self._locale.separator}
        while self._next(*separators):
            arguments.append(self._level(0))
        self._close()
        return arguments

    def _close(self) -> None:
        if not self._next(")"):
            raise FormulaError(BROKEN)
