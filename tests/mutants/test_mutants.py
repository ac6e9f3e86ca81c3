"""The list of mutants keeps up with the house; ``python -m tests.mutants`` plays them."""

from __future__ import annotations

import pytest

from tests.mutants.mutant import Mutant, mutants
from tests.papers.house import HOUSE

AT_LEAST = 40


def test_there_are_forty_mutants_of_forty_promises() -> None:
    assert len({mutant.says for mutant in mutants()}) == len(mutants()) >= AT_LEAST


@pytest.mark.parametrize("mutant", mutants(), ids=lambda mutant: mutant.says)
def test_a_mutant_stands_in_one_place_and_names_its_tests(mutant: Mutant) -> None:
    assert len(mutant.places) == 1
    assert mutant.old != mutant.new
    assert mutant.tests
    assert [name for name in mutant.tests if not (HOUSE / name).exists()] == []
