"""French sentences lie together in invoicing/texts; elsewhere stands only what is named here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.papers.house import HOUSE, all_modules, named, tree

TEXTS = "invoicing/texts/"
FEWEST_WORDS = 4
WORD = re.compile(r"[^\W\d_]+")
FRENCH = frozenset(
    {"au", "aux", "avec", "ce", "cette", "dans", "de", "des", "du", "elle", "est", "et", "il", "la"}
    | {"le", "les", "leur", "ne", "nous", "ou", "par", "pas", "pour", "que", "qui", "sa", "sans"}
    | {"se", "ses", "son", "sont", "sur", "un", "une", "vos", "votre", "vous", "été"}
)
ENGLISH = frozenset({"a", "and", "has", "in", "is", "its", "no", "of", "that", "the", "to", "with"})
SIGN = re.compile("[àâçéèêëîïôùûœ«»’]")
PATTERN = re.compile(r"\\|\(\?|\]\{|\?\(|^urn:|<\?")  # of regular expressions, XML
ALLOWED = {  # folder or file → why its French stands there
    "cli.py": "argparse: the help of an option stands beside the option",
    "demonstration/": "the demonstration agency, and what it prints",
    "invoicing/document/legal_mentions.py": "a text beside its source, its dates, its condition",
    "invoicing/document/terms.py": "what people type, and how it reads back",
    "invoicing/document/vat.py": "why no VAT is charged, beside the code of the reason",
    "invoicing/document/version_diff.py": "the name of a part beside how it is compared",
    "invoicing/rules/duplicates.py": "the header of a parameter",
    "invoicing/values/channels.py": "what people choose in `Canal`",
    "pdf/typesetting/printable_characters.py": "headers of columns",
    "workspace/columns/": "headers, choices and help of the workbook's columns",
}


def _docstrings(module: ast.Module) -> set[int]:
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }


def _texts(node: ast.AST, skipped: set[int]) -> Iterator[str]:
    """Yield the strings of a module; an f-string is one."""
    match node:
        case ast.JoinedStr(values=parts):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts
            )
        case ast.Constant(value=str(text)) if id(node) not in skipped:
            yield text
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _texts(child, skipped)


def is_french_sentence(text: str) -> bool:
    words = {word.lower() for word in WORD.findall(text)}
    if len(WORD.findall(text)) < FEWEST_WORDS or PATTERN.search(text) or words & ENGLISH:
        return False
    return bool(words & FRENCH or SIGN.search(text))


def sentences(path: Path) -> list[str]:
    module = tree(path)
    return [text for text in _texts(module, _docstrings(module)) if is_french_sentence(text)]


def _place(path: Path) -> str:
    """The line of ALLOWED that speaks of a module, or the module itself."""
    name = named(path)
    return next((place for place in ALLOWED if name.startswith(place)), name)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Rien ne part sans votre accord.", True),
        ("Le total {} est juste", True),
        ("Réf. {key}", False),
        ("a draft first, then its sending", False),
        (r"(?:le|on|en date du)\b de la", False),
        ("En attente", False),
    ],
)
def test_a_french_sentence_is_known(text: str, *, is_one: bool) -> None:
    assert is_french_sentence(text) is is_one


def test_french_sentences_stand_in_the_room_of_texts_alone() -> None:
    elsewhere = {
        _place(path)
        for path in all_modules()
        if not named(path).startswith((TEXTS, "sandbox/")) and sentences(path)
    }
    assert sorted(elsewhere) == sorted(ALLOWED)


def test_the_room_of_texts_holds_sentences() -> None:
    texts = [text for path in (HOUSE / TEXTS).rglob("*.py") for text in sentences(path)]
    assert len(texts) > 900
