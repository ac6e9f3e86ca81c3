"""The hand-over kit: what is in it, that it can be checked, and that it survives anything."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest

from invoicing.history.contract_end import ContractEnd
from invoicing.history.events.contract_end import ClosingStep, KitLaid
from invoicing.history.records import DocumentKey
from invoicing.values.canonical_json import sha256
from jobs.engine.run import run
from jobs.handover_kit import plan
from jobs.handover_kit.read_back import KitReadBack, opened
from jobs.on_request.restore_kit import restore
from jobs.ports import Document, Refused
from tests.jobs.closing.test_closing import changed, confirmed
from tests.jobs.explorer.invariants import faults, harms, history_of
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.explorer.scheduler import KILL_AFTER, KILL_BEFORE, Scheduler, Twist
from tests.jobs.test_billing import billed
from tests.jobs.world.asking import Story, named, to
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import a_buyer, a_client, an_invoice, workbook_rows
from tests.jobs.world.world import World, a_world

T = TypeVar("T")
MONDAY, THEN = "2026-11-30 10:00", "2026-11-30 10:15"
OWN: dict[str, Any] = {"account": "Boîte du client", "contact": "M. Martin"}
NUMBERS = ("MARTIN-2026-0001", "MARTIN-2026-0002")
F0001, F0002 = (DocumentKey(client="MARTIN", reference=each) for each in ("F0001", "F0002"))


def at_its_end(count: int = 2) -> Story:
    """A client whose documents are out, and whose end the agency has confirmed; and another."""
    rows = workbook_rows(
        *(an_invoice(f"F{n:04}") for n in range(1, count + 1)),
        an_invoice("F0900", "BOB"),
        clients=(a_client(**OWN), a_client("DURAND")),
        buyers=(a_buyer(), a_buyer("BOB", "DURAND")),
    )
    story = Story(MONDAY, rows).run()
    ticked = (a_client(**OWN, closing=True), a_client("DURAND"))
    story.world.workbook.rows = replace(rows, clients=ticked)
    (asked,) = named(story.run(), "Clôturer le contrat")
    submit(story.world, buttons(asked)[0])
    return story


def closing_of(world: World) -> ContractEnd:
    return history_of(world).closings["MARTIN"]


def handed_over(world: World) -> dict[str, Document]:
    """What lies in « Remise », by name."""
    found = [
        document
        for file_id, document in world.files.items()
        if world.folders[world.parents[file_id]][1] == "Remise"
    ]
    by_name = {document.name: document for document in found}
    assert len(by_name) == len(found)
    return by_name


def inside(document: Document) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document.content)) as held:
        assert held.testzip() is None
        return {name: held.read(name) for name in held.namelist()}


def on_disk(world: World, folder: Path) -> list[Path]:
    """What the client downloads."""
    for name, document in handed_over(world).items():
        (folder / name).write_bytes(document.content)
    return sorted(folder.glob("*.zip"))


def test_everything_of_the_client_lies_in_his_folder_and_nothing_of_others() -> None:
    world = at_its_end().at(THEN).world
    lying = handed_over(world)
    assert sorted(lying) == ["REMISE-MARTIN.zip", "bordereau-de-remise_MARTIN.pdf"]
    files = inside(lying["REMISE-MARTIN.zip"])
    issued = history_of(world).documents
    for number, key in zip(NUMBERS, (F0001, F0002), strict=True):
        folder = f"documents/2026/{number}/"
        assert sha256(files[f"{folder}{number}.pdf"]) == issued[key].sha256
        assert number in files[f"{folder}preuve_{number}.pdf"].decode()
    assert {"index.html", "piste-d-audit.pdf", "journal.json", "series.csv", "lignes/Envois.csv",
            "lignes/classeur.xlsx", "MANIFESTE.sha256"} <= set(files)  # fmt: skip
    assert [name for name, text in files.items() if b"DURAND" in text] == []
    assert faults(world) == []


def test_the_slip_names_what_lies_there_and_the_step_records_it() -> None:
    world = at_its_end().at(THEN).world
    lying = handed_over(world)
    whole, slip = lying["REMISE-MARTIN.zip"], lying["bordereau-de-remise_MARTIN.pdf"]
    done = closing_of(world).done(KitLaid)
    assert done is not None
    assert (done.zip, done.slip, done.count) == (whole.sha256, slip.sha256, 2)
    assert whole.sha256 in slip.content.decode()
    assert "MARTIN-2026-0002" in slip.content.decode()


def test_the_folder_is_shared_again_with_the_address_he_has_now() -> None:
    story = at_its_end()
    rows = story.world.workbook.rows
    moved = tuple(
        replace(client, email="new@client.test", approver=client.email)
        if client.code == "MARTIN"
        else client
        for client in rows.clients
    )
    story.world.workbook.rows = replace(rows, clients=moved)
    story.at(THEN)
    own = history_of(story.world).folders["732829320", ""].id
    assert (own, "new@client.test") in story.world.shared


def test_the_index_leads_to_every_file_of_a_document() -> None:
    files = inside(handed_over(at_its_end().at(THEN).world)["REMISE-MARTIN.zip"])
    page = files["index.html"].decode()
    links = set(re.findall(r"href='([^']+)'", page))
    assert "Nature" in page
    assert "Établi par" in page
    assert links <= set(files)
    assert {name for name in files if name.startswith(("documents/", "lignes/"))} <= links


def test_what_was_shown_and_never_issued_is_handed_over_with_its_proof() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(**OWN, approval="Toutes"),))
    story = changed(Story(MONDAY, rows).run(), closing=False)
    world = confirmed(story).at(THEN).world
    files = inside(handed_over(world)["REMISE-MARTIN.zip"])
    mine = sorted(name for name in files if name.startswith("sans-numero/"))
    assert [name.rpartition("/")[2][:9] for name in mine] == ["brouillon", "preuve_F0"]
    assert harms(world) == []


def shown_only(*keys: str) -> Story:
    """A client who has answered none of his requests, one call before his kit."""
    rows = workbook_rows(
        *(an_invoice(key) for key in keys), clients=(a_client(**OWN, approval="Toutes"),)
    )
    return confirmed(changed(Story(MONDAY, rows).run(), closing=False)).waits_until(THEN)


def test_references_that_are_written_alike_have_folders_of_their_own() -> None:
    files = inside(handed_over(shown_only("F 1", "F-1", "F/1").run().world)["REMISE-MARTIN.zip"])
    mine = [name for name in files if name.startswith("sans-numero/")]
    assert len(mine) == 6
    assert len({name.split("/")[1] for name in mine}) == 3


@pytest.mark.parametrize("most", [1, 100])
def test_a_draft_that_was_gone_already_is_said_and_makes_no_kit_unsound(
    most: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(plan, "MOST", most)
    story = shown_only("F0001", "F0002")
    gone = history_of(story.world).dossiers[F0001].versions[0]
    del story.world.files[gone.file_id]
    paths = on_disk(story.run().world, tmp_path)
    world = a_world(workbook_rows(clients=(), buyers=()), story.world.now)
    with opened(paths) as kit:
        assert list(kit.flaws()) == []
        assert restore(a_desk(world), world.now, kit).files == 3
        (other,) = (path for path in kit.hashes if "F0002" in path and "brouillon" in path)
        left = {path: found for path, found in kit.hashes.items() if path != other}
        assert len(list(KitReadBack(zips=kit.zips, hashes=left).flaws())) == 2


def test_a_kit_verifies_and_a_changed_one_does_not(tmp_path: Path) -> None:
    paths = on_disk(at_its_end().at(THEN).world, tmp_path)
    with opened(paths) as kit:
        assert list(kit.flaws()) == []
        changed_hashes = {**kit.hashes, "series.csv": "0" * 64, "more.txt": "1" * 64}
        del changed_hashes["index.html"]
        other = KitReadBack(zips=kit.zips, hashes=changed_hashes)
        assert set(other.flaws()) == {
            "series.csv a été modifié",
            "index.html manque",
            "more.txt n’est dans aucun manifeste",
        }


def test_what_is_no_kit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "none.zip").write_bytes(b"none")
    with pytest.raises(Refused), opened([tmp_path / "none.zip"]):
        pass


def deaths(act: str) -> Iterator[tuple[int, Story]]:
    """Let the run that makes the kit die at each of its calls."""
    step, ends = 0, "killed"
    while ends == "killed":
        step += 1
        story = at_its_end()
        scheduler = Scheduler(story.waits_until(THEN).world, (Twist(step, act),))
        desk = a_desk(story.world, "dies", gate=scheduler)
        ends = str(scheduler.play([partial(run, BILLING, desk, story.world.now)]).ends[0])
        yield step, story


@pytest.mark.parametrize("act", [KILL_BEFORE, KILL_AFTER])
def test_a_run_killed_at_any_call_is_completed_by_the_next(act: str) -> None:
    steps = 0
    for steps, story in deaths(act):
        story.at("2026-11-30 11:00").at("2026-11-30 12:00")
        assert closing_of(story.world).has(ClosingStep.KIT), steps
        assert len(handed_over(story.world)) == 2, steps
        assert faults(story.world) == [], steps
    assert steps > 40


def test_many_documents_are_dealt_out_among_zips(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(plan, "MOST", 2)
    world = at_its_end(5).at(THEN).world
    assert sorted(handed_over(world)) == [
        *(f"REMISE-MARTIN-documents-{n}.zip" for n in (1, 2, 3)),
        "REMISE-MARTIN.zip",
        "bordereau-de-remise_MARTIN.pdf",
    ]
    paths = on_disk(world, tmp_path)
    with opened(paths) as kit:
        assert list(kit.flaws()) == []
        assert len(list(kit.documents())) == 10  # with their proofs
    with opened(paths[1:]) as kit:
        assert len(list(kit.flaws())) == 2
    assert faults(world) == []


class Slow:
    """A world in which every upload takes thirteen minutes."""

    def __init__(self, world: World) -> None:
        self._world = world

    def call(self, name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        if name == "archive.put":
            self._world.wait(timedelta(minutes=13))
        return effect()


def test_a_run_without_time_leaves_the_rest_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST", 2)
    story = at_its_end(9).waits_until(THEN)
    made = []
    for hour in (12, 14):
        run(BILLING, a_desk(story.world, f"slow {hour}", gate=Slow(story.world)), story.world.now)
        made.append(len(handed_over(story.world)))
        story.waits_until(f"2026-11-30 {hour}:00")
    story.run()
    assert made == [3, 6]
    assert closing_of(story.world).has(ClosingStep.KIT)
    assert faults(story.world) == []


def test_a_document_that_is_not_what_was_recorded_stops_the_hand_over() -> None:
    story = at_its_end()
    issued = history_of(story.world).documents[F0001]
    story.world.files[issued.file_id] = Document(name=issued.name, content=b"\nother\n")
    story.at(THEN)
    assert not closing_of(story.world).has(ClosingStep.KIT)
    assert "MARTIN-2026-0001" in str(story.world.workbook.shown["Clients"]["MARTIN"]["Problème"])


def test_a_restored_ledger_is_never_billed_from(tmp_path: Path) -> None:
    story = at_its_end().at(THEN)
    world = a_world(workbook_rows(clients=(), buyers=()), story.world.now)
    with opened(on_disk(story.world, tmp_path)) as kit:
        told = restore(a_desk(world), world.now, kit)
    assert (told.client, told.files, told.rows["Factures"]) == ("MARTIN", 4, 2)

    world.workbook.rows = replace(story.world.workbook.rows, invoices=(an_invoice(),))
    billed(world)

    assert history_of(world).documents == {}
    assert "terminé" in str(world.workbook.shown["Factures"]["F0001"]["Problème"])
    assert to(story, "ada@buyer.test") == [f"Facture {number}" for number in NUMBERS]
    assert world.sent == []


def test_a_workbook_with_rows_is_left_alone(tmp_path: Path) -> None:
    story = at_its_end().at(THEN)
    before = dict(story.world.files)
    with (
        opened(on_disk(story.world, tmp_path)) as kit,
        pytest.raises(Refused, match="not empty"),
    ):
        restore(a_desk(story.world), story.world.now, kit)
    assert (story.world.typed, story.world.files) == ([], before)


def test_rows_that_are_not_those_of_the_kit_are_told(tmp_path: Path) -> None:
    story = at_its_end().at(THEN)
    world = a_world(workbook_rows(clients=(), buyers=()), story.world.now)
    world.forgetful = True
    with (
        opened(on_disk(story.world, tmp_path)) as kit,
        pytest.raises(Refused, match="not those of the kit"),
    ):
        restore(a_desk(world), world.now, kit)
