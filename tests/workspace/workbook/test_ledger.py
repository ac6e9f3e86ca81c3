from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from invoicing.texts.problems.table import sentence
from jobs.ports import Projection, Refused, Shown, Unavailable
from tests.workspace.hands import Office, delete, insert, office
from tests.workspace.loopback import Google
from workspace.workbook.ledger import Ledger

SENT_AT = datetime(2026, 11, 24, 13, 15, 7, tzinfo=UTC)


@pytest.fixture
def desk(google: Google) -> Iterator[Office]:
    with office(google) as found:
        yield found


def test_a_new_workbook_reads_as_empty_with_keys_ready(desk: Office) -> None:
    found = desk.ledger.read()
    assert (found.rows.invoices, found.journal) == ((), ())
    assert (found.free_keys, found.last_key) == (200, 200)


def test_the_first_reading_asks_once_the_second_for_the_frame_too(desk: Office) -> None:
    before = len(desk.client.sent)
    desk.ledger.read()
    assert desk.sent(before) == ["get values:batchGet"]
    desk.ledger.read()
    assert len(desk.sent(before)) == 3
    desk.ledger.read()
    assert desk.sent(before)[3:] == ["get values:batchGet"]


def test_what_people_type_is_read(desk: Office) -> None:
    desk.hands.fill("Factures", 3, buyer="dupont", quantity=2.5, vat="20 %", ready=True)
    desk.hands.fill("Clients", 2, code="ADA", siret="73282932000074", capital=1000.5)
    found = desk.ledger.read()
    (row,) = found.rows.invoices
    assert (row.key, row.buyer, row.quantity, row.ready) == (
        "F0002",
        "DUPONT",
        Decimal("2.5"),
        True,
    )
    (client,) = found.rows.clients
    assert (client.siret, client.capital) == ("73282932000074", Decimal("1000.5"))
    assert found.free_keys == 199


def test_all_missing_headers_are_said_at_once(desk: Office) -> None:
    desk.hands.type("Factures", "TVA", 1, "Taxe")
    desk.hands.type("Clients", "Ville", 1, "")
    with pytest.raises(Refused) as refused:
        desk.ledger.read()
    headers = {problem.values["header"] for problem in refused.value.problems}
    assert headers == {"TVA", "Ville"}


def test_a_deleted_tab_is_named_also_when_it_goes_between_two_reads(desk: Office) -> None:
    desk.ledger.read()
    desk.hands.change({"deleteSheet": {"sheetId": desk.hands.tab_id("Tarifs")}})
    with pytest.raises(Refused) as refused:
        desk.ledger.read()
    (problem,) = refused.value.problems
    assert sentence(problem) == (
        "Tarifs : l’onglet manque. Rétablissez-le (Fichier > Historique), ou faites lancer "
        "« python cli.py setup ». [missing-tab]"
    )


@pytest.mark.parametrize(("name", "value", "code"), [
    ("locale", "en_US", "locale"), ("timeZone", "Europe/London", "time-zone"),
])  # fmt: skip
def test_another_language_or_clock_is_refused(
    desk: Office, name: str, value: str, code: str
) -> None:
    change = {"properties": {name: value}, "fields": name}
    desk.hands.change({"updateSpreadsheetProperties": change})
    desk.ledger.read()  # the first only looks
    with pytest.raises(Refused) as refused:
        desk.ledger.read()
    assert [problem.code for problem in refused.value.problems] == [code]


def shown_row() -> dict[str, str | Decimal | date | datetime]:
    return {
        "Statut": "Envoyée",
        "Numéro": "ADA-2026-0001",
        "Date d'émission": date(2026, 11, 24),
        "Total HT": Decimal("1234.50"),
        "Envoyée le": SENT_AT,
        "Problème": "",
        "À vérifier": "=1+1",
    }


def test_the_program_shows_values_and_reads_them_back(desk: Office) -> None:
    desk.hands.fill("Factures", 2, buyer="X")
    projection = Projection(cells={"Factures": {"F0001#1": shown_row()}})
    assert list(desk.ledger.project(projection)) == []
    shown = desk.ledger.read().shown["Factures"]["F0001#1"]
    assert {header: shown[header] for header in shown_row()} == shown_row()
    assert shown["Total TTC"] == ""


def test_showing_costs_four_requests_and_two_when_nothing_differs(desk: Office) -> None:
    desk.hands.fill("Factures", 2, buyer="X")
    projection = Projection(cells={"Factures": {"F0001#1": shown_row()}})
    desk.ledger.read()
    before = len(desk.client.sent)
    desk.ledger.project(projection)
    assert [name.rpartition(":")[2] for name in desk.sent(before)][1:] == [
        "batchGet",
        "batchUpdate",
        "batchGet",
    ]
    assert len(desk.sent(before)) == 4
    desk.ledger.project(projection)
    assert len(desk.sent(before)) == 6


def transmission(state: str) -> dict[str, str | datetime]:
    return {"Clé": "F0001/dest", "Client": "ADA", "État": state, "Envoyé le": SENT_AT}


def test_transmissions_are_added_once_and_rewritten_where_they_differ(desk: Office) -> None:
    before = len(desk.client.sent)
    desk.ledger.project(Projection(cells={}, transmissions=(transmission("Envoyé"),)))
    assert len(desk.sent(before)) == 4
    desk.ledger.project(Projection(cells={}, transmissions=(transmission("Lu"),)))
    assert desk.hands.rows("Envois", "Clé", "Client", "État") == [("F0001/dest", "ADA", "Lu")]
    assert desk.ledger.read().shown["Envois"]["F0001/dest#1"]["Envoyé le"] == SENT_AT


def test_new_keys_are_appended_once_below_everything(desk: Office) -> None:
    desk.hands.fill("Factures", 203, subject="sans réf.")
    for _ in range(2):
        desk.ledger.project(Projection(cells={}, new_keys=("F0201", "F0202")))
    found = desk.ledger.read()
    assert (found.free_keys, found.last_key) == (202, 202)
    assert desk.hands.grid("Factures")[203][0] == "F0201"


def test_a_full_grid_grows_with_its_lists_and_boxes(desk: Office) -> None:
    keys = tuple(f"F{number:04d}" for number in range(201, 1101))
    desk.ledger.project(Projection(cells={}, new_keys=keys))
    assert desk.ledger.read().free_keys == 1100
    ready = desk.hands.column("Factures", "Prête")
    fields = "sheets(data(rowData(values(dataValidation(condition(type))))))"
    found = desk.hands.sheets.get(desk.book, fields, ranges=["Factures!A1100:AD1100"])
    cell = found["sheets"][0]["data"][0]["rowData"][0]["values"][ready]
    assert cell["dataValidation"]["condition"]["type"] == "BOOLEAN"


def test_a_missing_name_or_another_column_stops_its_tab_only(desk: Office) -> None:
    desk.hands.fill("Factures", 2, buyer="X")
    desk.hands.fill("Clients", 2, code="ADA")
    delete(desk.hands, "Factures", "COLUMNS", at=desk.hands.column("Factures", "Numéro"))
    insert(desk.hands, "Factures", "COLUMNS", at=1)
    end = len(desk.hands.grid("Factures")[0])
    assert end == 53
    desk.hands.sheets.write(desk.book, [{"range": "Factures!B1", "values": [["Numéro"]]}])
    cells: Shown = {
        "Factures": {"F0001#1": shown_row()},
        "Clients": {"ADA#1": {"Statut": "Prêt"}},
    }
    (problem,) = desk.ledger.project(Projection(cells=cells))
    assert sentence(problem) == (
        "Factures : le programme ne sait plus où afficher « Numéro ». Faites lancer "
        "« python cli.py setup » ; vos saisies ne changent pas. [projection-column]"
    )
    assert desk.hands.rows("Clients", "Code", "Statut") == [("ADA", "Prêt")]
    assert all(row == ("",) for row in desk.hands.rows("Factures", "Statut"))


def test_a_write_that_google_cannot_do_now_is_left_to_the_next_run(desk: Office) -> None:
    desk.hands.fill("Factures", 2, buyer="X")
    projection = Projection(cells={"Factures": {"F0001#1": shown_row()}})
    desk.google.fault("status", "sheets.spreadsheets.values.batchUpdate")
    with pytest.raises(Unavailable):
        desk.ledger.project(projection)
    assert list(Ledger(desk.client, desk.book).project(projection)) == []
    assert desk.hands.rows("Factures", "Statut") == [("Envoyée",)]
