from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from invoicing.texts.problems.table import sentence
from jobs.ports import JournalRow, Projection, Refused
from tests.workspace.hands import Office, delete, insert, office
from tests.workspace.loopback import AGENCY, Google
from workspace.columns.columns import TABS
from workspace.columns.program import PARAMETERS
from workspace.google.session import GoogleSession
from workspace.setup.workbook import repair
from workspace.workbook.client import Json, Sheets, SheetsHTTP


@pytest.fixture
def desk(google: Google) -> Iterator[Office]:
    with office(google) as found:
        yield found


def mend(desk: Office, *, past: bool = False) -> list[str]:
    return repair(desk.client, desk.book, account=AGENCY, past=past)


def sheets_of(desk: Office, fields: str = "") -> dict[str, Json]:
    found = desk.hands.sheets.get(desk.book, fields)
    return {sheet["properties"]["title"]: sheet for sheet in found["sheets"]}


def test_a_new_workbook_is_french_and_has_all_tabs_in_order(desk: Office) -> None:
    found = desk.hands.sheets.get(desk.book, "properties(locale,timeZone),sheets.properties")
    assert found["properties"] == {"locale": "fr_FR", "timeZone": "Europe/Paris"}
    properties = [sheet["properties"] for sheet in found["sheets"]]
    assert [each["title"] for each in properties] == [tab.title for tab in TABS]
    assert [each["title"] for each in properties if each.get("hidden")] == ["Journal"]
    assert all(each["gridProperties"]["frozenRowCount"] == 1 for each in properties)


def test_every_column_has_its_header_and_help(desk: Office) -> None:
    fields = "sheets(properties(title),data(rowData(values(note,formattedValue))))"
    ranges = [f"'{tab.title}'!1:1" for tab in TABS]
    found = desk.hands.sheets.get(desk.book, fields, ranges=ranges)
    for tab, sheet in zip(TABS, found["sheets"], strict=True):
        cells = sheet["data"][0]["rowData"][0]["values"]
        assert [(cell["formattedValue"], cell["note"]) for cell in cells] == [
            (column.header, column.note) for column in tab.columns
        ]


def test_repeating_it_does_nothing(desk: Office) -> None:
    assert mend(desk) == []
    desk.hands.fill("Factures", 2, buyer="X")
    assert mend(desk, past=True) == ["Factures : lignes prêtes, 1 de plus."]


def test_parameters_are_there_with_their_defaults(desk: Office) -> None:
    rows = desk.hands.rows("Paramètres", "Paramètre", "Valeur")
    assert [name for name, _ in rows] == [each.header for each in PARAMETERS]
    assert ("Délai avant traitement (min)", 10) in rows
    settings = desk.ledger.read().rows.settings
    assert (settings.delay_minutes, str(settings.terms)) == (10, "30 jours")


def test_what_people_have_stays(desk: Office) -> None:
    desk.hands.fill("Factures", 2, buyer="X", subject="mon objet")
    insert(desk.hands, "Factures", "COLUMNS", at=0)
    desk.hands.sheets.write(desk.book, [{"range": "Factures!A1:A2", "values": [["À moi"], [7]]}])
    delete(desk.hands, "Factures", "COLUMNS", at=desk.hands.column("Factures", "Mentions"))
    desk.hands.sheets.write(desk.book, [{"range": "Paramètres!B2", "values": [["Agence"]]}])
    done = mend(desk, past=True)
    assert done[0] == "Factures : colonnes Mentions."
    grid = desk.hands.grid("Factures")
    assert (grid[0][0], grid[1][0], grid[0][-1]) == ("À moi", 7, "Mentions")
    assert desk.hands.rows("Factures", "Destinataire", "Objet")[0] == ("X", "mon objet")
    assert desk.hands.rows("Paramètres", "Valeur")[0] == ("Agence",)


def test_a_program_column_that_was_deleted_comes_back_under_the_next_name(desk: Office) -> None:
    desk.hands.fill("Factures", 2, buyer="X")
    for number in (2, 3):
        delete(desk.hands, "Factures", "COLUMNS", at=desk.hands.column("Factures", "Numéro"))
        done = mend(desk, past=True)
        assert "Factures : affichage de Numéro." in done
        found = desk.hands.sheets.get(desk.book, "namedRanges(name)")
        names = {each["name"] for each in found["namedRanges"]}
        assert f"P_Factures_Numero_{number}" in names
        cells = {"Factures": {"F0001#1": {"Numéro": f"ADA-{number}"}}}
        assert list(desk.ledger.project(Projection(cells=cells))) == []
        assert desk.hands.rows("Factures", "Réf.", "Numéro")[0] == ("F0001", f"ADA-{number}")


def test_a_name_that_means_another_column_is_moved_back(desk: Office) -> None:
    found = desk.hands.sheets.get(desk.book, "namedRanges")
    named = next(each for each in found["namedRanges"] if each["name"] == "P_Factures_PDF")
    named["range"]["startColumnIndex"] += 1
    named["range"]["endColumnIndex"] += 1
    desk.hands.change({"updateNamedRange": {"namedRange": named, "fields": "range"}})
    assert mend(desk) == ["Factures : affichage de PDF."]
    assert mend(desk) == []


def test_a_doubled_header_is_for_a_person_to_mend(desk: Office) -> None:
    desk.hands.type("Factures", "Mentions", 1, "TVA")
    with pytest.raises(Refused) as refused:
        mend(desk)
    (problem,) = refused.value.problems
    assert sentence(problem) == (
        "Factures (TVA) : l’en-tête « TVA » se trouve plusieurs fois (O, AA). Gardez-en un seul en "
        "première ligne ; renommez l’autre colonne. [doubled-header]"
    )


def test_the_journal_is_never_made_anew_over_a_past(desk: Office) -> None:
    desk.hands.change({"deleteSheet": {"sheetId": desk.hands.tab_id("Journal")}})
    with pytest.raises(Refused) as refused:
        mend(desk, past=True)
    assert [problem.code for problem in refused.value.problems] == ["journal-gone"]
    assert "Journal" not in sheets_of(desk, "sheets.properties(title)")
    assert mend(desk)[0] == "Journal : onglet créé."


def test_a_journal_with_other_headers_is_not_touched(desk: Office) -> None:
    desk.hands.type("Journal", "Faits", 1, "Fait")
    with pytest.raises(Refused):
        mend(desk)
    assert desk.hands.grid("Journal")[0][7] == "Fait"


def test_another_tab_and_the_language_come_back(desk: Office) -> None:
    desk.hands.change({"deleteSheet": {"sheetId": desk.hands.tab_id("Envois")}})
    change = {"properties": {"locale": "en_US"}, "fields": "locale"}
    desk.hands.change({"updateSpreadsheetProperties": change})
    mend(desk, past=True)
    transmissions = ({"Clé": "k", "État": "Envoyé"},)
    problems = desk.ledger.project(Projection(cells={}, transmissions=transmissions))
    assert list(problems) == []
    assert desk.hands.rows("Envois", "Clé", "État") == [("k", "Envoyé")]


def test_lists_offer_codes_and_rates(desk: Office) -> None:
    fields = "sheets(data(rowData(values(dataValidation,userEnteredFormat(numberFormat)))))"
    found = desk.hands.sheets.get(desk.book, fields, ranges=["Factures!A2:AD2"])
    (row,) = found["sheets"][0]["data"][0]["rowData"]
    cells: dict[str, Any] = dict(zip(desk.hands.grid("Factures")[0], row["values"], strict=False))
    buyer, vat = (cells[name]["dataValidation"] for name in ("Destinataire", "TVA"))
    assert buyer["condition"]["values"] == [{"userEnteredValue": "='Destinataires'!$A$2:$A"}]
    offered = [each["userEnteredValue"] for each in vat["condition"]["values"]]
    assert "20 %" in offered
    assert "19,6 %" not in offered
    assert cells["TVA"]["userEnteredFormat"]["numberFormat"]["type"] == "TEXT"
    assert cells["Prête"]["dataValidation"]["condition"]["type"] == "BOOLEAN"


def test_a_colleague_cannot_write_where_the_program_does(desk: Office, google: Google) -> None:
    colleague = "marie@agence.example"
    credentials = google.account(colleague, "spreadsheets", "drive")
    body = {"role": "writer", "type": "user", "emailAddress": colleague}
    address = f"{google.url}/drive/v3/files/{desk.book}/permissions"
    answer = desk.client.session.post(address, json=body, params={"sendNotificationEmail": "false"})
    assert answer.ok, answer.text
    with GoogleSession(credentials, backoff=0.01) as session:
        hers = Sheets(SheetsHTTP(session, root=google.url))
        hers.write(desk.book, [{"range": "Factures!F2", "values": [["Objet"]]}])
        for place in ("Factures!AM2", "Envois!A2", "Journal!A2"):
            with pytest.raises(Refused):
                hers.write(desk.book, [{"range": place, "values": [["x"]]}])
    assert isinstance(desk.ledger.read().journal, tuple)


def test_columns_are_folded_and_views_offered(desk: Office) -> None:
    sheets = sheets_of(desk)
    views = [view["title"] for view in sheets["Factures"]["filterViews"]]
    assert views == ["À préparer", "Chez le client", "À corriger"]
    assert [view["title"] for view in sheets["Envois"]["filterViews"]] == ["À corriger"]
    assert all(group["collapsed"] for group in sheets["Factures"]["columnGroups"])
    assert sheets["Factures"]["conditionalFormats"]
    assert "columnGroups" not in sheets["Lignes"]


def test_events_survive_a_repair(desk: Office) -> None:
    row = JournalRow(
        batch="t.1",
        parent="",
        rank="1/1",
        instant="2026-11-24T06:00:00+00:00",
        seller="",
        key="",
        event="begun",
        facts="{}",
        hash="0" * 64,
    )
    desk.ledger.append([row])
    mend(desk, past=True)
    assert desk.ledger.read().journal == (row,)
