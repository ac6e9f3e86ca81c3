from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.document.terms import MonthEnd, Terms
from invoicing.document.vat import WORDS
from invoicing.texts.problems.reading import READING
from invoicing.texts.problems.table import sentence
from invoicing.values.problems import Problem, Source
from workspace.columns.billing import INVOICES
from workspace.columns.clients import BUYERS, CLIENTS
from workspace.columns.column import Column, Kind
from workspace.columns.columns import BY_TITLE
from workspace.workbook import cells
from workspace.workbook.numbers import Raw
from workspace.workbook.texts import WrongCell

QUANTITY = INVOICES.column("Quantité")
PRICE = INVOICES.column("Prix unitaire HT")
DISCOUNT = INVOICES.column("Remise (%)")
VAT = INVOICES.column("TVA")
START = INVOICES.column("Prestation du")
READY = INVOICES.column("Prête")
KEY = INVOICES.column("Réf.")
ORDER_NUMBER = INVOICES.column("N° de commande")
SUBJECT = INVOICES.column("Objet")
ITEM = INVOICES.column("Désignation")
TERMS = INVOICES.column("Conditions de paiement")
SIRET = CLIENTS.column("SIRET")
POSTCODE = BUYERS.column("Code postal")
NATURE = BUYERS.column("Nature")
CAPITAL = CLIENTS.column("Capital")
LOGO = CLIENTS.column("Logo")
FILE_ID = "1RPVpWYBzlHcfk3n3XwRBYei0gA5r1Nxy"

BLOCKS = (Path(__file__).parent / "wrong_cells.txt").read_text(encoding="utf-8").split("\n\n")


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: str(block).partition("\n")[0])
def test_a_wrong_cell_says_what_to_type(block: str) -> None:
    cell, message = block.strip().split("\n")
    tab, header, raw = cell.split(" | ")
    wrong = cells.read(BY_TITLE[tab].column(header), json.loads(raw, parse_float=Decimal))
    assert isinstance(wrong, WrongCell)
    source = Source(tab=tab, row=17, column="M", header=header)
    said = sentence(Problem(code=wrong.code, source=source, values=wrong.values))
    assert said == f"{tab}!M17 ({header}) : {message}"


def test_a_text_longer_than_a_label_is_refused() -> None:
    wrong = cells.read(SUBJECT, "x" * 1001)
    assert wrong == WrongCell(code="too-long", values={"length": "1001", "limit": "1000"})


def test_every_sentence_about_cells_can_be_said() -> None:
    values = dict.fromkeys(
        ("header", "columns", "value", "length", "limit", "sign", "example", "places", "choices",
         "name"), "x"
    )  # fmt: skip
    for code in READING:
        said = sentence(Problem(code=code, source=Source(tab="T"), values=values))
        assert said.endswith(f"[{code}]")


RIGHT_CELLS: list[tuple[Column, Raw, object]] = [
    (KEY, 12, "12"),
    (KEY, " f0012 ", "F0012"),
    (SIRET, 73282932000074, "73282932000074"),
    (SIRET, Decimal("7.3282932000074E13"), "73282932000074"),
    (POSTCODE, 1000, "01000"),
    (POSTCODE, 42000, "42000"),
    (POSTCODE, "01000", "01000"),
    (ORDER_NUMBER, 4500012345, "4500012345"),
    (ITEM, "- pose du parquet (2 couches)", "- pose du parquet (2 couches)"),
    (ITEM, " Cafe\u0301 \r\n noir ", "Café \n noir"),
    (QUANTITY, Decimal("0.30000000000000004"), Decimal("0.3")),
    (DISCOUNT, 5, Decimal(5)),
    (DISCOUNT, Decimal("2.5"), Decimal("2.5")),
    (NATURE, "  particulier", BUYERS.column("Nature").choices["Particulier"]),
    (VAT, 20, WORDS[0]),
    (VAT, Decimal("0.2"), WORDS[0]),
    (VAT, "5,5", WORDS[3]),
    (START, 46350, date(2026, 11, 24)),
    (START, Decimal("46350.0"), date(2026, 11, 24)),
    (READY, True, True),
    (LOGO, f"https://drive.google.com/file/d/{FILE_ID}/view", FILE_ID),
    (LOGO, f" https://drive.google.com/file/d/{FILE_ID}/view?usp=drive_link", FILE_ID),
    (LOGO, f"https://drive.google.com/open?id={FILE_ID}&usp=drive_copy", FILE_ID),
    (LOGO, FILE_ID, FILE_ID),
]


@pytest.mark.parametrize(("column", "raw", "value"), RIGHT_CELLS)
def test_a_right_cell_is_read(column: Column, raw: Raw, value: object) -> None:
    assert cells.read(column, raw) == value


def test_not_a_number_is_no_number() -> None:
    for text in ("NaN", "Infinity", "-Infinity"):
        raw = json.loads(text, parse_constant=Decimal)
        assert isinstance(cells.read(QUANTITY, raw), WrongCell)


def decimals(places: int, most: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=-most, max_value=most, places=places)


TYPED = [
    (QUANTITY, decimals(4, 10**6)),
    (PRICE, decimals(6, 10**6)),
    (CAPITAL, decimals(2, 10**9)),
    (DISCOUNT, st.one_of(st.just(Decimal(0)), st.decimals(min_value=1, max_value=100, places=2))),
    (START, st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    (READY, st.booleans()),
    (LOGO, st.from_regex(r"[A-Za-z0-9_]{20,44}", fullmatch=True)),
    (VAT, st.sampled_from([vat for vat in WORDS if vat.valid_to is None])),
    (NATURE, st.sampled_from(list(NATURE.choices.values()))),
    (INVOICES.column("Type"), st.sampled_from(list(INVOICES.column("Type").choices.values()))),
    (TERMS, st.builds(Terms, days=st.integers(1, 99), month_end=st.sampled_from(MonthEnd))),
    (SUBJECT, st.from_regex(r"[A-Za-zéè0-9][A-Za-zéè0-9 .,()'-]{0,40}[a-z]", fullmatch=True)),
    (KEY, st.from_regex(r"[A-Z][A-Z0-9-]{0,20}", fullmatch=True)),
]


@pytest.mark.parametrize(("column", "values"), TYPED, ids=lambda each: getattr(each, "header", ""))
def test_what_is_written_reads_back_the_same(
    column: Column, values: st.SearchStrategy[object]
) -> None:
    @given(values)
    def holds(value: object) -> None:
        wire = json.dumps(cells.written(column, value))
        back = cells.read(column, json.loads(wire, parse_float=Decimal))
        assert back == value

    holds()


SHOWN = [
    (Column(header="m", kind=Kind.AMOUNT, note=""), decimals(2, 10**9)),
    (
        Column(header="d", kind=Kind.DATE, note=""),
        st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    ),
    (Column(header="t", note=""), st.text(st.characters(categories=("L", "N")), min_size=1)),
]


@pytest.mark.parametrize(("column", "values"), SHOWN, ids=lambda each: getattr(each, "header", ""))
def test_what_is_shown_reads_back_the_same(
    column: Column, values: st.SearchStrategy[date | Decimal | str]
) -> None:
    @given(values)
    def holds(value: date | Decimal | str) -> None:
        wire = cells.written(column, value)
        raw = json.loads(json.dumps(wire), parse_float=Decimal)
        assert cells.shown(column, raw) == value
        assert cells.same(column, raw, wire)

    holds()


@given(st.datetimes(datetime(2001, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - UTC below
def test_instants_are_shown_to_the_second(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    column = Column(header="Envoyée le", kind=Kind.MOMENT, note="")
    raw = json.loads(json.dumps(cells.written(column, moment)), parse_float=Decimal)
    back = cells.shown(column, raw)
    assert isinstance(back, datetime)
    off = abs((back - moment).total_seconds())
    assert off == 0 or (off == 3600 and moment.month == 10)  # the hour that comes twice


def test_a_foreign_value_in_a_program_cell_is_shown_as_text() -> None:
    date_column = INVOICES.column("Échéance")
    assert cells.shown(date_column, "bientôt") == "bientôt"
    assert cells.shown(date_column, 12) == "12"
    assert cells.shown(date_column, None) == ""
