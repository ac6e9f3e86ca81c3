"""docs/guide.md says what the program says, in its words, and all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from invoicing.related.links import LaterOutcome
from invoicing.texts.states import next_steps
from invoicing.texts.states import statuses as texts
from invoicing.values.channels import BY_HAND
from tests.papers.house import read
from workspace.columns.billing import ACTIONS
from workspace.columns.columns import TABS

STATUSES = {*texts.STATUSES.values(), *BY_HAND.values(), *(each.value for each in LaterOutcome)} - {
    ""
}
FOLDED = {column.header for tab in TABS for column in tab.columns if not column.shown}
FIRST_WORD_OF_FOLDING = "Les colonnes qui servent rarement sont **repliées**"


def _guide() -> str:
    """With no-break spaces as spaces."""
    return re.sub("[\u00a0\u202f]", " ", read("docs/guide.md"))


def _first_cells(header: str) -> set[str]:
    """What stands in the first column of a table, without its signs."""
    (table,) = re.findall(rf"(?m)^\| `{header}` \| Ce que .*\n\|[-|]+\n((?:\|.*\n)+)", _guide())
    cells = (row.split("|")[1].strip() for row in table.splitlines())
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def _next_steps() -> Iterator[re.Pattern[str]]:
    """Every text of `Prochaine étape` as a pattern, values that it names left open."""
    for name, table in vars(next_steps).items():
        if name.isupper():
            texts = table.values() if isinstance(table, Mapping) else (table,)
            yield from (re.compile(_open(text)) for text in texts if text)


def _open(text: str) -> str:
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))


def test_every_status_is_explained_and_no_other() -> None:
    assert _first_cells("Statut") == STATUSES


def test_every_next_step_is_explained_and_no_other() -> None:
    said, explained = list(_next_steps()), _first_cells("Prochaine étape")
    assert len(said) > len(next_steps.NEXT_STEPS)
    assert [text.pattern for text in said if not any(map(text.fullmatch, explained))] == []
    assert [each for each in explained if not any(text.fullmatch(each) for text in said)] == []


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_explained(action: str) -> None:
    assert re.search(rf"(?m)^\| {action} \|", _guide())


def test_folding_is_explained_before_a_folded_column_is_named() -> None:
    before, explained, after = _guide().partition(FIRST_WORD_OF_FOLDING)
    assert explained
    named = {header for header in re.findall(r"`([^`]+)`", before) if header in FOLDED}
    assert named == set()
    assert "(repliée" in after


def test_only_folded_columns_are_said_to_be_folded() -> None:
    said = set(re.findall(r"`([^`]+)` \(repliée", _guide()))
    assert said - FOLDED == set()
    assert len(said) > len(FOLDED) / 2
