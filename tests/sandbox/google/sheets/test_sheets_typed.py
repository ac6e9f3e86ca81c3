from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.google.sheets.grid.formatted import shown
from sandbox.google.sheets.grid.locales import ENGLISH, FRENCH
from sandbox.google.sheets.grid.serial import EPOCH
from sandbox.google.sheets.grid.user_entered import typed

TODAY = date(2026, 11, 24)
SERIAL = 46_350  # of that day


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50", 1234.5),
        ("1\u00a0234,50", 1234.5),
        ("1\u202f234", 1234),
        ("12,5", 12.5),
        ("-3", -3),
        ("5 %", 0.05),
        ("20 %", 0.2),
        ("1,5 €", 1.5),
        ("1 234,50 €", 1234.5),
        ("24/11/2026", SERIAL),
        ("24/11/26", SERIAL),
        ("24/11", SERIAL),
        ("2026-11-24", SERIAL),
        ("24 novembre 2026", SERIAL),
        ("1.5", SERIAL - 207),  # the trap: 1 May, not one and a half
        ("14:30", 0.604166666666667),
        ("24/11/2026 14:30", 46350.6041666667),
        ("VRAI", True),
        ("faux", False),
        ("'012", "012"),
        ("0612345678", 612_345_678),  # the other trap
        ("06 12 34 56 78", "06 12 34 56 78"),
        ("30/02/2026", "30/02/2026"),
        ("11/24/2026", "11/24/2026"),
        ("1 23,5", "1 23,5"),
        ("20 % travaux", "20 % travaux"),
        ("=", "="),
        ("", None),
    ],
)
def test_a_french_spreadsheet_reads_what_is_typed_the_french_way(text: str, value: Any) -> None:
    found = typed(text, FRENCH, TODAY).value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.5", 1.5), ("1,234.50", 1234.5), ("11/24/2026", SERIAL), ("$2.50", 2.5), ("1,5", "1,5")],
)
def test_an_english_spreadsheet_reads_the_english_way(text: str, value: Any) -> None:
    assert typed(text, ENGLISH, TODAY).value == value


def test_a_text_cell_keeps_what_is_typed() -> None:
    look = {"type": "TEXT", "pattern": "@"}
    for text in ("20 %", "012", "24/11/2026", "=1+1", "VRAI"):
        assert typed(text, FRENCH, TODAY, look).value == text


def test_a_formula_is_no_value() -> None:
    found = typed("=A1+1", FRENCH, TODAY)
    assert (found.value, found.formula) == (None, "=A1+1")


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_shown_and_typed_again_is_the_same(amount: Any) -> None:
    for locale in (FRENCH, ENGLISH):
        for look in ({}, {"type": "NUMBER", "pattern": "#,##0.00"}, {"type": "CURRENCY"}):
            text = shown(float(amount), look, locale)
            text = text.replace("-$", "$-")  # what Sheets shows; typed, the sign stands inside
            assert typed(text, locale, TODAY).value == float(amount)


@given(st.integers(1, 73_000))
def test_a_date_shown_and_typed_again_is_the_same(serial: int) -> None:
    for locale in (FRENCH, ENGLISH):
        text = shown(serial, {"type": "DATE"}, locale)
        assert typed(text, locale, TODAY).value == serial
    assert EPOCH + timedelta(days=SERIAL) == EPOCH.replace(year=2026, month=11, day=24)


@given(st.text(max_size=40))
def test_any_text_can_be_typed(text: str) -> None:
    typed(text, FRENCH, TODAY)


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (1234.567, "#,##0.00", "1\u202f234,57"),
        (-0.004, "0.00", "0,00"),
        (2.5, "0.##", "2,5"),
        (0.2, "0%", "20%"),
        (12, "000", "012"),
        (1234.5, '#,##0.00 "€ HT"', "1\u202f234,50 € HT"),
        (-3, "0;(0)", "(3)"),
        (1234.5, "General", "1234,5"),
        (1 / 3, "@", "0,3333333333"),
    ],
)
def test_a_number_is_shown_by_its_pattern(value: float, pattern: str, text: str) -> None:
    assert shown(value, {"type": "NUMBER", "pattern": pattern}, FRENCH) == text


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("dd/mm/yyyy", "24/11/2026"),
        ("d mmmm yy", "24 novembre 26"),
        ("ddd d mmm", "mar. 24 nov."),
        ("dd/mm/yyyy hh:mm", "24/11/2026 14:30"),
        ("h:mm am/pm", "2:30 PM"),
        ("[h]:mm", "1112414:30"),
    ],
)
def test_a_moment_is_shown_by_its_pattern(pattern: str, text: str) -> None:
    assert shown(46350.6041666667, {"type": "DATE", "pattern": pattern}, FRENCH) == text
