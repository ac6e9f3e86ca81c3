"""Proofs, the audit and a person's word, as they are typed; on the real press and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import open_agency
from tests.house.world.doors import typed
from tests.house.world.house import House, copied, shown
from tests.house.world.inspection import faults, history, sent, tickets
from tests.pdf.test_press import extracted
from workspace.google.errors import answer
from workspace.secrets.approval_keys import Keys

NUMBER = "ROUXEL-2026-0001"
OTHER_IBAN = "FR7630001007941234567890185"


@pytest.fixture(scope="module")
def billed(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Four invoices that are out, one of them after silence, printed by the real press."""
    with copied(small, tmp_path_factory.mktemp("billed") / "house") as house:
        with house.hands() as hands:
            hands.type("Factures", "Faire valider", 2, "Oui")
            for (address,) in hands.rows("Clients", "E-mail principal"):
                house.control("POST", "/accounts", {"address": address, "name": "Ada"})
        house.run()
        house.later(timedelta(hours=49))
        house.run()
        house.run()
        yield house


def test_a_proof_is_written_and_verifies(billed: House, tmp_path: Path) -> None:
    number = shown(billed, "Numéro")["F0001"][0]
    before = tickets(billed), len(sent(billed))

    code, said = typed(billed, "proof", number, "--to", str(tmp_path / "proof"))

    assert (code, f"preuve_{number}.pdf" in said) == (0, True)
    files = {path.name: path for path in (tmp_path / "proof").iterdir()}
    assert b"CrossIndustryInvoice" in files["factur-x.xml"].read_bytes()
    page = extracted(files[f"preuve_{number}.pdf"].read_bytes())
    assert "Accord tacite" in page
    assert "octet pour octet" in page
    assert (tickets(billed), len(sent(billed))) == before
    assert typed(billed, "proof", "--verify", str(tmp_path / "proof"))[0] == 0


def test_the_mails_of_a_proof_are_those_that_left(billed: House, tmp_path: Path) -> None:
    typed(billed, "proof", "--ref", "F0001", "--seller", "rouxel", "--to", str(tmp_path))
    left = {path.read_bytes() for path in billed.folder.glob("mail/*/sent/*.eml")}
    mails = [path.read_bytes() for path in tmp_path.glob("*.eml")]
    assert len(mails) >= 2
    assert set(mails) <= left


def test_a_pack_that_was_changed_does_not_verify(billed: House, tmp_path: Path) -> None:
    typed(billed, "proof", NUMBER, "--to", str(tmp_path))
    journal = tmp_path / "journal.json"
    journal.write_text(journal.read_text().replace("2026-11-2", "2026-12-2"))

    code, said = typed(billed, "proof", "--verify", str(tmp_path))

    assert code == 1
    assert "NON vérifié" in said
    assert "a été modifié" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["ROUXEL-2026-0099"], 1, "no-document"),
        ([], 2, "Donnez un numéro"),
        ([NUMBER, "--ref", "F0001"], 2, "Donnez un numéro"),
        (["--verify", "/nowhere/at/all"], 2, "n'est pas un dossier"),
    ],
)
def test_a_proof_of_nothing_is_refused(
    billed: House, words: list[str], code: int, said: str
) -> None:
    done = typed(billed, "proof", *words)
    assert done[0] == code
    assert said in done[1]


def test_a_folder_with_something_in_it_is_left_alone(billed: House, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    code, said = typed(billed, "proof", NUMBER, "--to", str(tmp_path))
    assert (code, "n'est pas vide" in said) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_clean_house_passes_its_audit_with_few_requests(billed: House) -> None:
    billed.control("DELETE", "/sandbox/requests")
    code, said = typed(billed, "audit")
    asked = [line["method"] for line in billed.control("GET", "/sandbox/requests")]

    assert (code, "rien ne manque" in said) == (0, True)
    wanted = [method for method in asked if not method.startswith("oauth2.")]
    assert len(wanted) <= 6 + 2 * 3  # the look, contents, Drive; two for each of three mailboxes


def test_what_people_deleted_is_found(house: House) -> None:
    house.run()
    with open_agency(house.settings) as agency:
        files = agency.drive.files()
        file_id = next(iter(history(house).documents.values())).file_id
        unlocked = {"contentRestrictions": [{"readOnly": False}]}
        answer(files.update(fileId=file_id, body=unlocked, fields="id"))
        answer(files.update(fileId=file_id, body={"trashed": True}, fields="id"))
    with house.hands() as hands:
        hands.type("Journal", "Lot", 40, "à la main")

    code, said = typed(house, "audit")

    assert code == 1
    assert "dans la corbeille de Drive" in said
    assert "ligne 40" in said


def test_a_persons_word_lets_a_client_go_on(house: House) -> None:
    house.run(seller="ROUXEL")
    with house.hands() as hands:
        hands.type("Clients", "IBAN", 2, OTHER_IBAN)
    code = next(row[0] for row in _clients(house) if row[1] == OTHER_IBAN)
    assert typed(house, "trust", "--seller", "NOBODY", "--noted-by", "Zoé", "--yes")[0] == 1
    done, said = typed(house, "trust", "--seller", code, "--noted-by", "Zoé")
    assert (done, "lancez cette commande dans un terminal" in said) == (2, True)

    done, said = typed(house, "trust", "--seller", code, "--noted-by", "Zoé", "--yes")

    assert (done, OTHER_IBAN in said, "noté par Zoé" in said) == (0, True, True)
    assert "Rien à confirmer" in typed(house, "trust", "--seller", code, "--noted-by", "Zoé")[1]
    assert house.run().end.value == "done"
    assert faults(house, 4) == []


def _clients(house: House) -> list[tuple[str, ...]]:
    with house.hands() as hands:
        return [tuple(map(str, row)) for row in hands.rows("Clients", "Code", "IBAN")]


def test_a_new_key_signs_and_the_old_one_still_tells(house: House) -> None:
    code, said = typed(house, "setup", "--renew-key")
    with open_agency(house.settings) as agency:
        kept = Keys(agency.vault).all()

    assert (code, "Clé des validations" in said) == (0, True)
    assert list(kept) == ["1", "2"]
    assert kept["1"].secret != kept["2"].secret
