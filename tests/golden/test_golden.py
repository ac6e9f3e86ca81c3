"""Data of earlier versions is read, audited, proved and gone on with as it was by those versions.

What is expected lies beside the data, as the version wrote it down that made both (make.py).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.golden.opened import Told, at, emptied, kit_told, restored, unpacked, verified
from tests.golden.stated import CLOSINGS, DATA, GOLDENS, Golden, continued, stated
from tests.house.world.house import House

EVENTS = (
    "begun folder folder-made seen numbered filed locked drafted dropped sent lost laid-out "
    "at-hand delivered came-back delayed was-read was-answered again trusted requested "
    "draft-filed answered replied bounced muted consented agreed forgotten wished previewed "
    "preview-filed restarted gone withdrawn closing tried reopened read box-died box-back"
)  # all there were on 24 November 2026
KITS = sorted(path.stem for path in DATA.glob("REMISE-*.zip"))
each = pytest.mark.parametrize("golden", GOLDENS, ids=str)


@cache
def expected(path: Path) -> Told:
    """Read what the version stated that made the goldens."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module", params=GOLDENS, ids=str)
def read(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Told, Told]]:
    """What today's version states of a golden, and what is expected."""
    golden: Golden = request.param
    with unpacked(golden.archive, tmp_path_factory.mktemp(golden.name)) as house:
        yield as_json(stated(house, golden)), expected(golden.expected)


def as_json(told: Told) -> Told:
    """Pairs become lists, as in a file."""
    return dict(json.loads(json.dumps(told)))


@pytest.mark.parametrize("part", ["journal", "states", "shown", "audit", "proofs"])
def test_a_golden_says_today_what_it_said(read: tuple[Told, Told], part: str) -> None:
    told, wanted = read
    assert told[part] == wanted[part]


def test_every_kind_of_event_has_happened_in_some_golden() -> None:
    happened = {
        kind for golden in GOLDENS for kind in expected(golden.expected)["journal"]["events"]
    }
    assert happened == set(EVENTS.split())


@each
def test_a_golden_goes_on_as_it_would_have_gone_on(golden: Golden, tmp_path: Path) -> None:
    with unpacked(golden.archive, tmp_path) as house:
        told = as_json(continued(house, golden))
    assert told == expected(golden.expected)["continued"]


@pytest.mark.parametrize("name", KITS)
def test_a_kit_still_verifies(name: str) -> None:
    wanted = dict(expected(DATA / "kits.json")[name])
    wanted.pop("restored", None)
    assert as_json(kit_told([DATA / f"{name}.zip"])) == wanted


def test_a_changed_kit_does_not_verify(tmp_path: Path) -> None:
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(DATA / f"{KITS[0]}.zip") as held, zipfile.ZipFile(changed, "w") as other:
        for name in held.namelist():
            more = b" " if name == "lignes/lignes.json" else b""
            other.writestr(name, held.read(name) + more)
    assert kit_told([changed])["flaws"]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """Another agency's Google, set up, and nothing typed."""
    with emptied(tmp_path / "empty") as house:
        yield house


@pytest.mark.parametrize("name", ["REMISE-NORDET", "REMISE-ROUXEL"])
def test_a_kit_becomes_the_same_ledger_in_an_empty_workbook(name: str, empty: House) -> None:
    told = restored(empty, at(empty, CLOSINGS.ended), [DATA / f"{name}.zip"])
    assert as_json(told) == expected(DATA / "kits.json")[name]["restored"]


def test_a_proof_pack_still_verifies_and_a_changed_one_does_not() -> None:
    with zipfile.ZipFile(DATA / "preuve.zip") as held:
        files = {name: held.read(name) for name in held.namelist()}
    assert verified(files) == []
    name = next(name for name in files if name.endswith(".pdf"))
    assert verified(files | {name: files[name] + b" "})
