"""A new engineer finds where to change what, from the names of folders and files."""

from __future__ import annotations

import ast
import re
import tomllib
from typing import NamedTuple

import pytest

from tests.papers.house import HOUSE, read

HOW_MANY = 30
MOST_IN_A_ROOM = 3  # questions about one folder: they are to be of all areas


class Question(NamedTuple):
    """What somebody asks, the word looked for, and the file that answers."""

    asks: str
    noun: str
    path: str


QUESTIONS = [
    Question(**each) for each in tomllib.loads(read("tests/papers/questions.toml"))["question"]
]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.path)
def test_the_file_that_answers_exists_and_bears_the_word(question: Question) -> None:
    docstring = ast.get_docstring(ast.parse(read(question.path))) or ""
    where = " ".join(_words(question.path.replace("_", " ") + " " + docstring))
    assert [word for word in _words(question.noun) if word.rstrip("s") not in where] == []


def test_there_are_thirty_of_all_areas() -> None:
    assert len({question.asks for question in QUESTIONS}) == HOW_MANY
    assert len({question.path for question in QUESTIONS}) == HOW_MANY
    folders = [question.path.rpartition("/")[0] for question in QUESTIONS]
    assert max(map(folders.count, folders)) <= MOST_IN_A_ROOM
    assert {path.partition("/")[0] for path in folders} >= {
        "invoicing", "jobs", "mail", "pdf", "sandbox", "workspace"
    }  # fmt: skip
    assert all((HOUSE / question.path).is_file() for question in QUESTIONS)
