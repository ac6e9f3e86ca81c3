"""Payment terms as people write them, with the vectors of the two readings of « fin de mois »."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from invoicing.document.terms import MonthEnd, Terms, read_terms

VECTORS = [  # issue; 45 days then the end of the month; end of the month + 45 days; 60 days
    ("2026-01-02", "2026-02-28", "2026-03-17", "2026-03-03"),
    ("2026-01-31", "2026-03-31", "2026-03-17", "2026-04-01"),
    ("2026-09-20", "2026-11-30", "2026-11-14", "2026-11-19"),
    ("2026-12-31", "2027-02-28", "2027-02-14", "2027-03-01"),
    ("2028-01-15", "2028-02-29", "2028-03-16", "2028-03-15"),
]


@pytest.mark.parametrize(("issue", "after", "before", "sixty"), VECTORS)
def test_due_dates(issue: str, after: str, before: str, sixty: str) -> None:
    texts = {
        "45 jours puis fin de mois": after,
        "fin de mois + 45 jours": before,
        "60 jours": sixty,
    }
    for text, due in texts.items():
        terms = read_terms(text)
        assert terms is not None
        assert terms.due_date(date.fromisoformat(issue)).isoformat() == due


@pytest.mark.parametrize("text", ["à réception", "A réception de facture", "comptant", "Comptant "])
def test_at_once(text: str) -> None:
    assert read_terms(text) == Terms(days=0)


@pytest.mark.parametrize("text", ["", "45 jours fin de mois", "un jour", "30", "30 jours ou 60"])
def test_what_is_not_understood_or_has_two_readings_is_refused(text: str) -> None:
    assert read_terms(text) is None


@given(some.integers(1, 90), some.sampled_from(MonthEnd))
def test_what_is_printed_reads_back_the_same(days: int, month_end: MonthEnd) -> None:
    terms = Terms(days=days, month_end=month_end)
    assert read_terms(str(terms)) == terms
