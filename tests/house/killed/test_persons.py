"""Somebody works in the Sheet while a run is under way, or after one has died."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.house.world.gate import Gate, Killed
from tests.house.world.house import DEAD, House, shown
from tests.house.world.inspection import attached, faults, files, history, is_quiet, sent
from tests.sampling import pairs
from tests.workspace.hands import Hands, delete, insert, sort

TYPED = ("Destinataire", "Prestation du", "Désignation", "Quantité", "Prix unitaire HT", "Prête")
BLOCKED = "Bloquée : voir Problème"
MOMENTS = {  # just before which request of a run
    "before the numbers are recorded": ":batchUpdate",
    "before the first upload": "/upload/",
    "before the first mail leaves": "/drafts/send",
    "before the results are written": "/values:batchUpdate",
}
ACTS: dict[str, Callable[[Hands], None]] = {
    "sorts": lambda hands: sort(hands, "Factures", "Prix unitaire HT"),
    "inserts a row": lambda hands: insert(hands, "Factures", "ROWS", at=2),
    "inserts a column": lambda hands: insert(hands, "Factures", "COLUMNS", at=3),
    "deletes an empty row": lambda hands: delete(hands, "Factures", "ROWS", at=9),
}


@pytest.mark.parametrize(
    ("moment", "act"),
    pairs(MOMENTS, ACTS, "persons"),
)
def test_rows_that_move_during_a_run_keep_what_is_theirs(
    house: House, moment: str, act: str
) -> None:
    typed = shown(house, *TYPED)
    with house.hands() as hands:
        gate = Gate(acts=[(MOMENTS[moment], lambda: ACTS[act](hands))])
        report = house.run(gate)

    assert (report.end.value, gate.acts) == ("done", [])
    assert shown(house, *TYPED) == typed
    assert faults(house, 4) == []
    assert is_quiet(house)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_row_deleted_during_a_run_harms_no_other_row(house: House, moment: str) -> None:
    with house.hands() as hands:
        house.run(Gate(acts=[(MOMENTS[moment], lambda: delete(hands, "Factures", "ROWS", at=2))]))
    left = shown(house, "Statut", "Numéro")

    assert sorted(left) == ["F0001", "F0003", "F0004"]
    issued = {document.reference: document.number for document in history(house).documents.values()}
    assert left == {key: ("Envoyée", issued[key]) for key in left}
    assert len(sent(house)) == len(files(house)) == len(issued)
    house.run()
    assert is_quiet(house)


def test_what_a_person_types_during_a_run_stays(house: House) -> None:
    with house.hands() as hands:
        typed = ("/values:batchUpdate", lambda: hands.type("Factures", "Objet", 3, "Chantier"))
        house.run(Gate(acts=[typed]))

    assert shown(house, "Objet")["F0002"] == ("Chantier",)


def test_a_row_edited_before_its_number_waits_for_the_next_run(house: House) -> None:
    """Rows are read once more just before numbers are given, after the mailboxes were asked."""
    with house.hands() as hands:
        gate = Gate(acts=[("/drafts", lambda: hands.type("Factures", "Prix unitaire HT", 2, 7))])
        house.run(gate)
    assert shown(house, "Numéro")["F0001"] == ("",)

    house.run()
    assert faults(house, 4) == []
    assert '"7"' in _mail_of(house, "F0001")


def _mail_of(house: House, key: str) -> str:
    """The attachment of a document, plain text."""
    number = shown(house, "Numéro")[key][0]
    found = [attached(mail).decode() for mail in sent(house) if number in str(mail["Subject"])]
    assert len(found) == 1
    return found[0]


def _die() -> None:
    raise Killed


def test_a_price_changed_after_the_number_changes_nothing_that_leaves(house: House) -> None:
    assert house.dies(Gate(acts=[("/upload/", _die)]))
    with house.hands() as hands:
        hands.type("Factures", "Prix unitaire HT", 2, 999)
    house.later(DEAD)

    house.run()

    assert "100.5" in _mail_of(house, "F0001")
    assert "999" not in _mail_of(house, "F0001").partition('"lines"')[2].partition("]")[0]
    status, problem, remark = shown(house, "Statut", "Problème", "À vérifier")["F0001"]
    assert (status, "[changed-after-issue]" in problem + remark) == (BLOCKED, True)
    assert is_quiet(house)


def test_a_sent_row_under_a_new_name_is_not_billed_again(house: House) -> None:
    house.run()
    with house.hands() as hands:
        hands.type("Factures", "Réf.", 2, "F0099")

    house.run()

    assert len(sent(house)) == len(history(house).documents) == 4
    status, problem = shown(house, "Statut", "Problème")["F0099"]
    assert (status, bool(problem)) == (BLOCKED, True)
    assert is_quiet(house)
