"""`Aperçu`: a row is shown as it would be billed; it gets no number and goes nowhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from invoicing.document.invoice import DocumentType
from invoicing.history.records import DocumentKey
from invoicing.rows.tabs import Rows
from invoicing.values.problems import Problem, Source
from jobs.documents.folders import FILE
from jobs.dry_run import plan
from jobs.engine.run import End, run
from jobs.ports import Document, Flaw
from tests.jobs.explorer.invariants import faults, history_of
from tests.jobs.explorer.rehearsal import BILLING, Rehearsal
from tests.jobs.explorer.scheduler import KILL_AFTER, KILL_BEFORE
from tests.jobs.explorer.test_killed_anywhere import deaths
from tests.jobs.test_billing import billed, numbers
from tests.jobs.world.asking import Story, asking_rows, cell, number, requests
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.people import a_buyer, an_invoice, retyped, settings, workbook_rows
from tests.jobs.world.presses import PlainPress

TUESDAY, LATER, LATER_STILL = "2026-11-24 14:15", "2026-11-24 14:30", "2026-11-24 14:45"
MADE = "aperçu fait : voir PDF"


def glanced(**cells: Any) -> Rows:
    """A row that is not ticked, and is to be shown."""
    usual: dict[str, Any] = {"ready": False, "action": "Aperçu"}
    return workbook_rows(an_invoice(**{**usual, **cells}))


def previews(story: Story) -> list[Document]:
    """What was put into Drive."""
    return [file for file in story.world.files.values() if file.name.startswith("APERCU")]


def number_of(story: Story, key: str) -> str:
    return numbers(story.world).get(key, "")


def places(story: Story) -> set[str]:
    """The folders in which files lie."""
    return {story.world.folders[each][1] for each in story.world.parents.values()}


def test_a_row_that_is_not_ticked_is_shown_and_nothing_else_happens() -> None:
    story = Story(TUESDAY, glanced()).run()
    assert len(previews(story)) == len(story.world.files) == 1
    assert places(story) == {"Brouillons"}
    assert story.world.sent == []
    assert not number(story)
    (file_id,) = story.world.files
    assert file_id in cell(story, "PDF")
    assert (cell(story, "Statut"), cell(story, "Prochaine étape")) == ("", MADE)
    assert cell(story, "Total TTC") == "120.00"
    assert story.at(LATER).end is End.IDLE
    assert faults(story.world) == []


def test_it_is_done_once_until_the_cell_is_cleared_or_the_row_changes() -> None:
    story = Story(TUESDAY, glanced()).run().types(net_price=Decimal(90)).at(LATER)
    assert len(previews(story)) == 2
    assert list(story.world.files)[1] in cell(story, "PDF")
    story.types(action="").at(LATER_STILL)
    assert (cell(story, "PDF"), cell(story, "Prochaine étape")) == ("", "")
    assert story.at("2026-11-24 15:00").end is End.IDLE
    story.types(action="Aperçu").at("2026-11-24 15:15")
    assert len(previews(story)) == 3


def test_a_price_that_changes_elsewhere_is_shown_anew() -> None:
    story = Story(TUESDAY, glanced()).run()
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, buyers=(a_buyer(street="3 quai Perrache"),))
    assert len(previews(story.at(LATER))) == 2


def test_a_wrong_row_says_what_is_wrong_and_is_shown_once_it_is_right() -> None:
    story = Story(TUESDAY, glanced(buyer="EVE")).run()
    assert story.world.files == {}
    assert "[unknown-buyer]" in cell(story, "Problème")
    assert cell(story, "Prochaine étape") == "aperçu impossible : voir Problème"
    assert story.at(LATER).end is End.IDLE
    story.types(buyer="ADA").at(LATER_STILL)
    assert (cell(story, "Problème"), cell(story, "Prochaine étape")) == ("", MADE)


def test_without_the_wish_an_unticked_row_is_not_even_read() -> None:
    story = Story(TUESDAY, glanced(action="", buyer="EVE")).run()
    assert (cell(story, "Problème"), cell(story, "Prochaine étape")) == ("", "")


def test_what_cannot_be_printed_is_said_in_the_row() -> None:
    press = PlainPress({"Conseil F0001": Flaw(code="glyph-missing", values={
        "where": "Désignation", "characters": "☺"})})  # fmt: skip
    story = Story(TUESDAY, glanced())
    billed(story.world, press)
    assert "[glyph-missing]" in cell(story, "Problème")
    assert cell(story, "Prochaine étape") == "aperçu impossible : voir Problème"
    assert story.run().world.files != {}  # by a press that can


class NoDrafts(PlainPress):
    """Prints invoices, and no draft."""

    def draft(self, *_: object, **__: object) -> Document:
        raise ValueError


def test_a_preview_that_fails_holds_up_no_invoice() -> None:
    rows = glanced()
    story = Story(TUESDAY, replace(rows, invoices=(*rows.invoices, an_invoice("F0002"))))
    billed(story.world, NoDrafts())
    assert cell(story, "Statut", "F0002") == "Envoyée"
    assert previews(story) == []
    assert len(previews(story.at(LATER))) == 1
    assert faults(story.world) == []


def test_a_dry_run_says_that_it_would_be_made() -> None:
    story = Story(TUESDAY, glanced())
    (step,) = plan(a_desk(story.world), story.world.now).steps
    assert (step.key, step.text) == ("F0001", "aperçu au prochain passage")
    assert story.world.files == {}


def test_a_ticked_row_is_shown_and_goes_its_way() -> None:
    rows = replace(glanced(ready=True), settings=settings(delay_minutes=10))
    story = Story(TUESDAY, rows).run()
    assert len(previews(story)) == 1
    assert cell(story, "Prochaine étape").startswith(f"{MADE} ; part ")
    story.at(LATER)
    assert number(story)
    assert len(previews(story)) == 1
    assert cell(story, "Prochaine étape") == ""
    assert faults(story.world) == []


def test_a_row_that_was_withdrawn_may_be_looked_at() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice(action="Retirer"))).run()
    rows = retyped(story.world.workbook.rows, "F0001", action="Aperçu")
    story.world.workbook.rows = rows
    story.at(LATER).at(LATER_STILL)
    assert (len(previews(story)), number(story)) == (1, "")
    assert cell(story, "Statut") == "Retirée"
    story.world.workbook.rows = retyped(rows, "F0001", action="")
    story.at("2026-11-24 15:00").at("2026-11-24 15:15")
    assert number(story)


def test_a_preview_is_no_request_and_a_request_no_preview() -> None:
    story = Story(TUESDAY, retyped(asking_rows(), "F0001", ready=False, action="Aperçu")).run()
    assert requests(story) == []
    story.types(ready=True).at(LATER)
    assert [sent.mail.attachments[0].name[:9] for sent in requests(story)] == ["BROUILLON"]
    assert number(story.answers(approves=True).at(LATER_STILL))
    assert faults(story.world) == []


def test_what_nobody_can_be_asked_about_is_shown_all_the_same() -> None:
    story = Story(TUESDAY, retyped(asking_rows(), "F0001", action="Aperçu"))
    story.world.form_flaws = (Problem(code="form-closed", source=Source(tab="Paramètres")),)
    story.run()
    assert (requests(story), len(previews(story))) == ([], 1)
    assert "[form-closed]" in cell(story, "Problème")
    assert len(previews(story.at(LATER))) == 1


def test_an_unticked_row_takes_nobody_s_turn() -> None:
    back: dict[str, Any] = {
        "document_type": DocumentType.CREDIT_NOTE, "original": "MARTIN-2026-0001",
        "reason": "Retour", "item_name": "", "net_price": None,
    }  # fmt: skip
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    rows = story.world.workbook.rows
    glance = an_invoice("F0002", ready=False, action="Aperçu", **back)
    both = (*rows.invoices, glance, an_invoice("F0003", **back))
    patient = settings(delay_minutes=10)
    story.world.workbook.rows = replace(rows, invoices=both, settings=patient)
    story.at(LATER)
    assert cell(story, "Prochaine étape", "F0002") == MADE
    assert number_of(story, "F0003") == ""
    assert number_of(story.at(LATER_STILL), "F0003") == "MARTIN-2026-0002"
    assert "[original-credited]" in cell(story, "Problème", "F0002")


def test_an_issued_row_has_its_document() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    link = cell(story, "PDF")
    story.types(action="Aperçu").at(LATER).at(LATER_STILL)
    assert (previews(story), cell(story, "PDF")) == ([], link)


@pytest.mark.parametrize("act", [KILL_BEFORE, KILL_AFTER])
def test_it_is_made_once_wherever_the_run_dies(act: str) -> None:
    """Beside a row that is billed: there is one preview of one, one document of the other."""
    rows = glanced()
    both = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    for schedule, world in deaths(act, Rehearsal(rows=both, take_over=(False,))):
        rehearsal = Rehearsal(rows=both, take_over=(False,))
        assert rehearsal.rest(world) == [], schedule
        names = sorted(file.name[:6] for file in world.files.values())
        assert names == ["APERCU", "MARTIN"], schedule
        (shown,) = history_of(world).previews[DocumentKey(client="MARTIN", reference="F0001")]
        link = world.workbook.shown["Factures"]["F0001"]["PDF"]
        assert link == FILE.format(shown.file_id)


def test_a_row_that_is_gone_when_the_run_is_repeated_harms_nothing() -> None:
    def gone(world: Any) -> None:
        world.workbook.rows = workbook_rows(an_invoice("F0002"))

    rows = glanced()
    both = replace(rows, invoices=(*rows.invoices, an_invoice("F0002")))
    rehearsal = Rehearsal(rows=both, take_over=(False,), between=gone)
    for schedule, world in deaths(KILL_BEFORE, rehearsal):
        assert rehearsal.rest(world) == [], schedule
        assert run(BILLING, a_desk(world, "later"), world.now) is End.IDLE
