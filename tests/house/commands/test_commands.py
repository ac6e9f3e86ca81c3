"""The command line, and a workbook that is no longer what it was."""

from __future__ import annotations

from desk import open_agency
from tests.house.world.doors import typed
from tests.house.world.house import House
from tests.house.world.inspection import faults, files, history, sent, tickets


def test_a_run_by_hand_says_what_it_did(house: House) -> None:
    code, said = typed(house, "run")

    assert code == 0
    assert "fait" in said
    assert "ROUXEL-2026-0001, ROUXEL-2026-0002" in said
    assert faults(house, 4) == []
    assert "rien à faire" in typed(house, "run")[1]


def test_a_dry_run_says_what_would_happen_and_changes_nothing(house: House) -> None:
    code, said = typed(house, "run", "--dry-run")

    assert code == 0
    assert all(key in said for key in ("F0001", "F0002", "F0003", "F0004"))
    assert (sent(house), files(house), tickets(house)) == ([], {}, 1)
    assert history(house).documents == {}


def test_one_client_alone_is_billed_by_hand(house: House) -> None:
    assert typed(house, "run", "--seller", "ROUXEL")[0] == 0

    assert {document.client_code for document in history(house).documents.values()} == {"ROUXEL"}
    assert len(sent(house)) == 2


def test_an_instant_sets_the_clock_of_the_sandbox(house: House) -> None:
    code, said = typed(house, "run", "--at", "2026-11-25T10:30")

    assert (code, "25/11/2026 à 10:30" in said) == (0, True)
    dates = {document.issue_date.isoformat() for document in history(house).documents.values()}
    assert dates == {"2026-11-25"}


def test_an_instant_is_refused_without_a_sandbox(house: House) -> None:
    code, said = typed(house, "run", "--at", "2026-11-25T10:30", SANDBOX_URL="")

    assert (code, "bac à sable" in said) == (2, True)
    assert sent(house) == []


def test_set_up_again_has_nothing_to_do(house: House) -> None:
    nothing = (0, f"Rien à faire.\nWORKBOOK_ID={house.settings.workbook_id}\n")
    typed(house, "setup")  # rows have been filled in: as many empty ones are made
    assert typed(house, "setup") == nothing
    typed(house, "run")
    assert typed(house, "setup") == nothing
    assert typed(house, "setup", WORKBOOK_ID="") == nothing


def test_all_wrong_settings_are_said_at_once(house: House) -> None:
    wrong = {"WORKBOOK_ID": "", "VAULT": "elsewhere", "RETRY_BACKOFF": "soon",
             "GOOGLE_DRIVE_URL": "drive"}  # fmt: skip
    code, said = typed(house, "run", **wrong)

    assert code == 1
    assert [name for name in wrong if name not in said] == []


def test_what_is_refused_is_said_in_french(house: House) -> None:
    code, said = typed(house, "setup", AGENCY_ACCOUNT="personne@example.test")
    assert code == 1
    assert "(AGENCY_ACCOUNT)" in said
    assert "authorize --mailbox personne@example.test --also-sends" in said
    assert typed(house, "setup", VAULT_KEY="no key")[1].startswith("Refusé")


def test_a_restored_workbook_is_recognised(house: House) -> None:
    book = f"/sandbox/workbooks/{house.settings.workbook_id}"
    version = house.control("POST", f"{book}/versions")["version"]
    house.run()
    before = tickets(house)
    house.control("POST", f"{book}/restore", {"version": version})
    with house.hands() as hands:
        hands.type("Factures", "Objet", 2, "Suite")

    report = house.run().as_json()
    code, said = typed(house, "run")

    assert (report["end"], report["problems"][0]["code"]) == ("conflict", "workbook-restored")
    assert (code, "restaurez" in said.lower()) == (1, True)
    assert (len(sent(house)), tickets(house)) == (4, before)


def test_a_copied_workbook_is_recognised_and_takes_no_ticket(house: House) -> None:
    with open_agency(house.settings) as agency:
        copy = agency.drive.files().copy(fileId=house.settings.workbook_id, body={}).execute()
    original = house.environment["WORKBOOK_ID"]
    house.environment["WORKBOOK_ID"] = copy["id"]

    report = house.run().as_json()
    code, said = typed(house, "run")

    assert (report["end"], report["problems"][0]["code"]) == ("conflict", "workbook-copied")
    assert (code, "copie" in said.lower()) == (1, True)
    assert (sent(house), tickets(house)) == ([], 1)
    house.environment["WORKBOOK_ID"] = original
    assert house.run().end.value == "done"


def test_credentials_are_not_asked_for_where_nobody_can_type_them(house: House) -> None:
    asked = "Personne ne peut répondre ici : lancez cette commande dans un terminal.\n"
    assert typed(house, "keep", "--seller", "ROUXEL") == (2, asked)
