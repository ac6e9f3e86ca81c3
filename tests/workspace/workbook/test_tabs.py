from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.document.invoice import DocumentType
from invoicing.rows.tabs import BuyerRow, InvoiceRow, LineRow
from invoicing.texts.problems.table import sentence
from workspace.columns.billing import INVOICES, LINES
from workspace.columns.clients import BUYERS
from workspace.columns.column import Tab
from workspace.columns.columns import TABS
from workspace.columns.columns_doc import workbook_page
from workspace.columns.program import PARAMETERS, SETTINGS
from workspace.workbook import rows as tabs
from workspace.workbook.headers import Grid, HeaderPositions, layout
from workspace.workbook.numbers import Raw
from workspace.workbook.reading import reading
from workspace.workbook.settings import read_days, read_settings


def grid_of(tab: Tab, *rows: dict[str, Raw]) -> Grid:
    """Return a tab as Sheets gives it: trailing empty cells are dropped."""
    headers = [column.header for column in tab.columns]
    cells: list[list[Raw]] = [[row.get(header, "") for header in headers] for row in rows]
    for row in cells:
        while row and row[-1] == "":
            row.pop()
    return [headers, *cells]


def invoices(*rows: dict[str, Raw]) -> tuple[InvoiceRow, ...]:
    grid = grid_of(INVOICES, *rows)
    placed = layout(INVOICES, grid)
    return tabs.read_rows(placed, tabs.find(placed, grid), InvoiceRow)


def names(tab: Tab, grid: Grid) -> list[str]:
    return [found.identity for found in tabs.find(layout(tab, grid), grid)]


def test_every_field_of_every_row_has_its_column() -> None:
    own = {"place", "identity", "cells", "problems"}
    for tab in TABS:
        if tab.row:
            fields = set(tab.row.__dataclass_fields__) - own
            assert fields == {column.field for column in tab.people}, tab.title


def test_a_row_is_read_with_its_types() -> None:
    (row,) = invoices({
        "Réf.": "f0001",
        "Destinataire": "martin-dupont",
        "Type": "Facture",
        "Quantité": Decimal("2.5"),
        "TVA": "20 %",
        "Prestation du": 46350,
        "Prête": True,
    })
    assert (row.key, row.buyer) == ("F0001", "MARTIN-DUPONT")
    assert row.document_type is DocumentType.INVOICE
    assert (row.quantity, row.period_start) == (Decimal("2.5"), date(2026, 11, 24))
    assert row.ready
    assert row.identity == "F0001#1"
    assert not row.problems


def test_a_bad_cell_is_a_problem_of_its_row_and_of_no_other() -> None:
    bad, good = invoices({"Réf.": "A", "Quantité": "1,5"}, {"Réf.": "B", "Quantité": 2})
    assert (bad.quantity, good.quantity, good.problems) == (None, Decimal(2), ())
    (problem,) = bad.problems
    assert sentence(problem) == (
        "Factures!L2 (Quantité) : « 1,5 » est du texte, pas un nombre. Retapez 1,5, après Format "
        "> Nombre > Nombre s’il le faut. [number-text]"
    )


def test_a_field_knows_where_it_stood() -> None:
    (row,) = invoices({"Réf.": "A", "Quantité": 1})
    assert str(row.problem("any", "net_price").source) == "Factures!N2 (Prix unitaire HT)"
    assert str(row.problem("any").source) == "Factures, ligne 2"
    assert len(row.cells) == len(list(row.cells)) == 36


def test_empty_and_free_rows_are_no_invoices() -> None:
    grid = grid_of(INVOICES, {"Réf.": "F0007"}, {}, {"Prête": False}, {"Réf.": "F0009", "Code": 1})
    placed = layout(INVOICES, grid)
    rows = tabs.find(placed, grid)
    assert [row.key for row in tabs.read_rows(placed, rows, InvoiceRow)] == ["F0009"]
    assert tabs.free_keys(rows) == (1, 9)


def test_a_buyer_of_whom_only_the_code_is_known_is_a_row() -> None:
    grid = grid_of(BUYERS, {"Code": "A"})
    placed = layout(BUYERS, grid)
    assert [row.code for row in tabs.read_rows(placed, tabs.find(placed, grid), BuyerRow)] == ["A"]


def test_doubled_keys_are_told_apart_and_rows_without_one_go_by_content() -> None:
    same: dict[str, Raw] = {"Destinataire": "X", "Quantité": 1}
    grid = grid_of(INVOICES, {"Réf.": "a", "Code": "1"}, {"Réf.": "A "}, same, same)
    found = names(INVOICES, grid)
    assert found[:2] == ["A#1", "A#2"]
    assert [name[-2:] for name in found[2:]] == ["#1", "#2"]
    assert found[2][:-2] == found[3][:-2]


@given(st.permutations(range(12)), st.integers(0, 3))
def test_a_line_is_found_again_wherever_rows_and_columns_have_moved(
    order: list[int], blank: int
) -> None:
    grid = grid_of(LINES, {"Réf.": "F1", "Quantité": 2}, {"Réf.": "F1", "Quantité": 3})
    moved: list[list[Raw]] = [[row[i] if i < len(row) else "" for i in order] for row in grid]
    empty: list[list[Raw]] = [[""]] * blank
    moved[1:] = [*empty, *reversed(moved[1:])]
    assert names(LINES, moved) == list(reversed(names(LINES, grid)))


def test_a_foreign_postcode_gets_no_zeros() -> None:
    grid = grid_of(
        BUYERS,
        {"Code": "A", "Code postal": 1000},
        {"Code": "B", "Code postal": 1000, "Pays": "BE"},
        {"Code": "C", "Code postal": "01067", "Pays": "DE"},
    )
    placed = layout(BUYERS, grid)
    rows = tabs.read_rows(placed, tabs.find(placed, grid), BuyerRow)
    assert [row.postcode for row in rows] == ["01000", "1000", "01067"]
    assert [row.order_required for row in rows] == [False, False, False]


def test_missing_and_doubled_headers_are_named() -> None:
    headers = [column.header for column in INVOICES.columns if column.header != "TVA"]
    found = layout(INVOICES, [[*headers, "Prête", "Ma colonne", "Ma colonne"]])
    missing, doubled = found.problems
    assert sentence(missing) == (
        "Factures (TVA) : la colonne « TVA » manque. Remettez cet en-tête en première ligne, ou "
        "faites lancer « python cli.py setup ». [missing-header]"
    )
    assert sentence(doubled) == (
        "Factures (Prête) : l’en-tête « Prête » se trouve plusieurs fois (AC, BA). Gardez-en un "
        "seul en première ligne ; renommez l’autre colonne. [doubled-header]"
    )


@pytest.mark.parametrize("header", ["Lieu d’exécution", " lieu  D'EXÉCUTION "])
def test_a_header_may_differ_by_case_spaces_and_apostrophe(header: str) -> None:
    headers = [column.header for column in INVOICES.columns]
    headers[headers.index("Lieu d'exécution")] = header
    assert not layout(INVOICES, [headers]).problems


def test_lines_are_read_too() -> None:
    grid = grid_of(LINES, {"Réf.": "F1", "Nature": "titre", "Désignation": "Chantier"})
    placed = layout(LINES, grid)
    (row,) = tabs.read_rows(placed, tabs.find(placed, grid), LineRow)
    assert (row.kind, row.item_name, row.quantity) == ("Titre", "Chantier", None)


def settings_of(**given_: Raw) -> tuple[HeaderPositions, Grid]:
    wanted = {column.field: column.header for column in PARAMETERS}
    rows: list[list[Raw]] = [[wanted[name], raw] for name, raw in given_.items()]
    grid: list[list[Raw]] = [["Paramètre", "Valeur"], *rows]
    return layout(SETTINGS, grid), grid


def test_the_agency_says_what_it_is_and_when_mail_may_leave() -> None:
    settings, problems = read_settings(
        *settings_of(name="Agence Ada", delay=0, hours="8h30 - 18h", days="lun-sam", phone="01 02")
    )
    assert not problems
    assert (settings.agency.name, settings.delay_minutes) == ("Agence Ada", 0)
    assert (settings.hours.start, settings.hours.end) == (time(8, 30), time(18))
    assert settings.hours.days == frozenset(range(6))
    assert settings.terms is None


def test_a_wrong_parameter_counts_as_not_given() -> None:
    settings, problems = read_settings(
        *settings_of(delay="dix", hours="jour", days="toujours", terms="45 jours fin de mois")
    )
    assert settings == read_settings(*settings_of())[0]
    codes = {problem.code for problem in problems}
    assert codes == {"number", "setting-hours", "setting-days", "terms-45"}


def test_a_doubled_parameter_is_said() -> None:
    placed, grid = settings_of(name="A")
    _, problems = read_settings(placed, [*grid, ["Nom de l'agence", "B"]])
    (problem,) = problems
    assert sentence(problem) == (
        "Paramètres!A3 (Paramètre) : le paramètre « Nom de l'agence » se trouve plusieurs fois. "
        "Gardez-en une seule ligne. [setting-doubled]"
    )


def test_days_may_go_over_the_week_end() -> None:
    assert read_days("sam-lun") == frozenset({5, 6, 0})
    assert read_days("lun-mar-mer") is None


def test_the_page_names_every_column_and_parameter() -> None:
    page = workbook_page()
    for column in [*(column for tab in TABS for column in tab.columns), *PARAMETERS]:
        assert f"| `{column.header}` |" in page


def test_a_thousand_rows_are_read_in_one_go() -> None:
    grids = {tab: grid_of(tab) for tab in TABS[:-1]}
    rows: list[dict[str, Raw]] = [{"Réf.": f"F{n}", "Code": "A"} for n in range(1000)]
    grids[INVOICES] = grid_of(INVOICES, *rows)
    found = reading(grids, [[column.header for column in TABS[-1].columns]])
    assert len(found.rows.invoices) == 1000
    assert found.shown["Factures"]["F7#1"]["Statut"] == ""
