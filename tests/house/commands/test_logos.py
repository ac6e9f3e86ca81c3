"""A logo from a file on somebody's machine to the documents of his client, over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from demonstration import AGENCY
from pdf.press import Press
from tests.house.world.budget import Asked, asked, over
from tests.house.world.doors import typed
from tests.house.world.gate import Gate
from tests.house.world.house import DEAD, House, shown
from tests.house.world.inspection import faults, files, is_quiet
from tests.sampling import pairs

PICTURE = AGENCY / "rouxel.png"
ROW = 2  # of ROUXEL


def dressed(house: House, picture: Path = PICTURE) -> None:
    """Deposit ROUXEL's logo as docs/setup.md says, and paste what the command answers."""
    code, said = typed(house, "logo", "--seller", "rouxel", str(picture))
    assert code == 0, said
    with house.hands() as hands:
        hands.type("Clients", "Logo", ROW, said.split()[-1])
        hands.type("Clients", "Couleur", ROW, "7b4a21")


def test_a_deposited_logo_is_printed(house: House) -> None:
    house.press = Press()
    dressed(house)
    house.run()

    assert faults(house, 4) == []
    pictures = {
        path: file.read_bytes().count(b"/Subtype /Image") for path, file in files(house).items()
    }
    with_logo = {count for path, count in pictures.items() if "ROUXEL" in path}
    without = {count for path, count in pictures.items() if "ROUXEL" not in path}
    assert min(with_logo) > max(without)


def test_a_logo_costs_one_request_a_run_and_none_a_look(house: House) -> None:
    dressed(house)
    house.control("DELETE", "/sandbox/requests")
    house.run()
    found = asked(house)
    found["drive.files.get"] -= 1
    assert over(found, Asked(mails=4, boxes=2)) == []

    house.control("DELETE", "/sandbox/requests")
    assert house.run().end.value == "idle"
    assert sum(asked(house).values()) <= 3


def test_what_cannot_be_a_logo_is_not_deposited(house: House, tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text("<svg/>")
    code, said = typed(house, "logo", "--seller", "ROUXEL", str(tmp_path / "logo.svg"))
    assert (code, "[logo-unusable]" in said) == (1, True)
    code, said = typed(house, "logo", "--seller", "NOBODY", str(PICTURE))
    assert (code, "[no-client]" in said) == (1, True)
    assert list(house.folder.glob("drive/**/Logos")) == []


def test_a_logo_that_is_gone_stops_its_client_only_and_says_what_to_do(house: House) -> None:
    with house.hands() as hands:
        hands.type("Clients", "Logo", ROW, "https://drive.google.com/file/d/1nowhere/view")
    house.run()
    assert [path for path in files(house) if "ROUXEL" in path] == []
    assert faults(house, 2) == []
    with house.hands() as hands:
        told = dict(hands.rows("Clients", "Code", "Problème"))
    assert "[logo-gone]" in told.pop("ROUXEL")
    assert set(told.values()) == {""}

    dressed(house)
    house.run()
    assert faults(house, 4) == []
    assert {status for status, _ in shown(house, "Statut", "Problème").values()} == {"Envoyée"}


DEATHS = pairs(range(6, 30, 4), (False, True), "logos")


@pytest.mark.parametrize(("death", "after"), DEATHS)
def test_a_run_that_dies_prints_its_logo_in_the_next(
    house: House, death: int, *, after: bool
) -> None:
    dressed(house)
    assert house.dies(Gate(die_at=death, after=after))
    house.later(DEAD)
    house.run()
    assert faults(house, 4) == []
    assert is_quiet(house)
