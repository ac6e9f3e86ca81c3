"""A contract's end over HTTP: the kit in Drive, checked by other hands, and read back."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from commands.set_up import establish
from demonstration import variables
from demonstration.furnish import _open_account
from desk import Settings
from invoicing.history.events.contract_end import ClosingStep
from sandbox.server import Sandbox
from tests.house.closing.ending import answered, asked
from tests.house.world.agency import ACCOUNT
from tests.house.world.doors import typed
from tests.house.world.house import GOOGLE, House, copied
from tests.house.world.inspection import history, sent
from tests.pdf.test_press import extracted
from workspace.columns.columns import BY_TITLE

CLIENT, ROW = "ROUXEL", 2
INJECTED = '=HYPERLINK("http://evil.example";"Cliquez")'


@pytest.fixture(scope="module")
def closed(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A client who has been handed everything; the other one goes on."""
    with copied(small, tmp_path_factory.mktemp("closed") / "house") as house:
        with house.hands() as hands:
            hands.type("Factures", "Faire valider", 2, "Oui")
        house.run()
        house.later(timedelta(hours=49))
        house.run()
        with house.hands() as hands:
            hands.type("Destinataires", "À l'attention de", ROW, INJECTED)
            hands.type("Clients", "Type de boîte", ROW, "Boîte du client")
            hands.type("Clients", "Clôture demandée", ROW, True)  # noqa: FBT003
        house.run()
        answered(asked(house, "Clôturer le contrat"))
        for _ in range(4):
            house.later(timedelta(minutes=20))
            house.run()
        yield house


def remise(house: House) -> dict[str, Path]:
    return {path.name: path for path in house.folder.glob("drive/**/Remise/*")}


@pytest.fixture(scope="module")
def unpacked(closed: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(remise(closed)["REMISE-ROUXEL.zip"]) as held:
        held.extractall(folder)
    return folder


def test_the_kit_lies_in_the_clients_folder(closed: House) -> None:
    assert sorted(remise(closed)) == ["REMISE-ROUXEL.zip", "bordereau-de-remise_ROUXEL.pdf"]
    closing = history(closed).closings[CLIENT]
    assert closing.has(ClosingStep.KIT)
    assert asked(closed, "Avez-vous bien tout reçu")


def test_sha256sum_finds_every_file_as_it_was(unpacked: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "MANIFESTE.sha256"],  # noqa: S607
        cwd=unpacked, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lying = [path for path in unpacked.rglob("*") if path.is_file()]
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("OK") == len(lying) - 1


def test_every_document_comes_with_its_data_its_draft_and_its_proof(unpacked: Path) -> None:
    folders = sorted((unpacked / "documents/2026").iterdir())
    assert len(folders) == 2
    for folder in folders:
        assert (folder / "factur-x.xml").read_bytes().startswith(b"<?xml")
        assert (folder / f"preuve_{folder.name}.pdf").exists()
    assert len(list(unpacked.rglob("brouillon-1_*.pdf"))) == 1
    assert "Accord tacite" in "".join(
        extracted(path.read_bytes()) for path in unpacked.rglob("preuve_*.pdf")
    )


def test_no_cell_of_the_workbook_is_a_formula(unpacked: Path) -> None:
    with zipfile.ZipFile(unpacked / "lignes/classeur.xlsx") as held:
        sheets = [held.read(name) for name in held.namelist() if "worksheets/sheet" in name]
        strings = held.read("xl/sharedStrings.xml").decode()
    roots = [ET.parse(io.BytesIO(sheet)).getroot() for sheet in sheets]  # noqa: S314
    tags = {element.tag.rpartition("}")[2] for root in roots for element in root.iter()}
    assert tags.isdisjoint({"f", "hyperlink", "hyperlinks"})
    assert "HYPERLINK" in strings
    assert "\n'=HYPERLINK" not in (unpacked / "lignes/Destinataires.csv").read_text("utf-8-sig")
    assert "'=HYPERLINK" in (unpacked / "lignes/Destinataires.csv").read_text("utf-8-sig")


def test_nothing_of_another_client_and_no_secret_is_in_it(closed: House, unpacked: Path) -> None:
    secrets = [
        closed.environment["VAULT_KEY"].encode(),
        closed.environment["OAUTH_CLIENT_SECRET"].encode(),
    ]
    for path in unpacked.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as held:
                content = b"".join(map(held.read, held.namelist()))
        text = extracted(content).encode() if path.suffix == ".pdf" else content
        assert b"GRENAT" not in text, path
        assert not any(secret in text for secret in secrets), path


def test_the_kit_verifies_without_google(closed: House, tmp_path: Path) -> None:
    kit = str(remise(closed)["REMISE-ROUXEL.zip"])
    assert typed(closed, "restore", "--verify", kit, WORKBOOK_ID="")[0] == 0
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(kit) as held, zipfile.ZipFile(changed, "w") as other:
        for name in held.namelist():
            more = b" " if name == "lignes/lignes.json" else b""
            other.writestr(name, held.read(name) + more)
    code, said = typed(closed, "restore", "--verify", str(changed))
    assert (code, "lignes/lignes.json a été modifié" in said) == (1, True)
    assert typed(closed, "restore", str(changed))[0] == 1


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[House]:
    """Another agency's Google, set up, and nothing typed."""
    agency = tmp_path / "agency"
    agency.mkdir()
    (agency / "agency.toml").write_text(f'account = "{ACCOUNT}"\n')
    folder = tmp_path / "empty" / GOOGLE
    with Sandbox(folder, port=0) as sandbox:
        environment = variables(sandbox, folder, agency=agency)
        house = House(folder=folder, url=sandbox.url, environment=environment)
        _open_account(Settings.read(environment), ACCOUNT, "Bureau")
        environment["WORKBOOK_ID"] = establish(house.settings)[-1].partition("=")[2]
        yield house


def test_a_kit_becomes_the_same_ledger_in_an_empty_workbook(closed: House, empty: House) -> None:
    kit = str(remise(closed)["REMISE-ROUXEL.zip"])

    code, said = typed(empty, "restore", kit)

    assert code == 0, said
    assert "Factures : 2 lignes, identiques cellule à cellule" in said
    whose = {"Clients": "Code", "Destinataires": "Client", "Clôtures": "Clé", "Envois": "Client",
             "Factures": "Destinataire"}  # fmt: skip
    for tab, header in whose.items():
        mine = [row for row in typed_in(closed, tab) if row[header].startswith(CLIENT)]
        assert mine
        assert typed_in(empty, tab) == mine
    assert len(list(empty.folder.glob("drive/**/2026/*.pdf"))) == 5


def test_a_restored_ledger_is_not_billed_from_nor_restored_twice(
    closed: House, empty: House
) -> None:
    kit = str(remise(closed)["REMISE-ROUXEL.zip"])
    typed(empty, "restore", kit)
    before = filled(empty, "Factures")

    empty.run()

    assert (history(empty).documents, sent(empty)) == ({}, [])
    code, said = typed(empty, "restore", kit)
    assert (code, "not-empty" in said) == (1, True)
    assert len(filled(empty, "Factures")) == len(before)


def test_a_workbook_in_use_is_refused(closed: House) -> None:
    before = {tab: filled(closed, tab) for tab in ("Clients", "Factures")}
    code, said = typed(closed, "restore", str(remise(closed)["REMISE-ROUXEL.zip"]))
    assert (code, "not-empty" in said) == (1, True)
    assert {tab: filled(closed, tab) for tab in before} == before


def filled(house: House, tab: str) -> list[dict[str, Any]]:
    """The rows that hold more than a key, header → cell."""
    with house.hands() as hands:
        headers, *rows = hands.grid(tab)
    found = [dict(zip(headers, row, strict=False)) for row in rows]
    kept = [{h: cell for h, cell in row.items() if cell not in {"", None}} for row in found]
    return [row for row in kept if sum(cell is not False for cell in row.values()) > 1]


def typed_in(house: House, tab: str) -> list[dict[str, Any]]:
    """The same without what the program shows, which it shows anew at each run's end."""
    known = BY_TITLE[tab]
    shown = {column.header for column in known.projected} if known.people else set()
    return [{h: cell for h, cell in row.items() if h not in shown} for row in filled(house, tab)]
