"""A bounced buyer's address is corrected: sending again is proposed, and nothing leaves alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from invoicing.rows.tabs import Rows
from jobs.engine.run import End
from jobs.ports import IncomingKind
from tests.jobs.world.asking import AGENCY, Story, cell, named, to
from tests.jobs.world.listening import comes_in
from tests.jobs.world.people import a_buyer, an_invoice, settings, workbook_rows

TUESDAY = "2026-11-24 14:15"
NEW, OFFICE = "new@buyer.test", "compta@buyer.test"
PROPOSED = "l’adresse a été corrigée : choisissez « Renvoyer » dans Action"
HEADING = "Adresse corrigée depuis (2) : « Renvoyer » dans Action"


def bounced(rows: Rows, address: str = "ada@buyer.test") -> Story:
    """Everything that went to *address* has come back."""
    story = Story(TUESDAY, rows).run()
    for sent in list(story.world.sent):
        if address in sent.mail.to:
            comes_in(story.world, sent, nature=IncomingKind.BOUNCE)
    return story.at("2026-11-24 20:30")


def corrects(story: Story, **cells: Any) -> Story:
    """Somebody types another address into the buyer's row."""
    rows = story.world.workbook.rows
    buyers = (replace(rows.buyers[0], **cells), *rows.buyers[1:])
    story.world.workbook.rows = replace(rows, buyers=buyers)
    return story


def three(**values: bool) -> Rows:
    """Two documents of Ada's, and one of Bob's."""
    return workbook_rows(
        an_invoice("F0001"),
        an_invoice("F0002"),
        an_invoice("F0003", "BOB"),
        buyers=(a_buyer(), a_buyer("BOB")),
        settings=settings(**values),
    )


def test_a_corrected_address_is_proposed_on_every_document_that_came_back() -> None:
    story = bounced(three())
    assert cell(story, "Prochaine étape", "F0001").startswith("corrigez l’adresse")
    corrects(story, email=NEW).at("2026-11-25 09:00")
    for key in ("F0001", "F0002"):
        assert cell(story, "Statut", key) == "Non distribuée"
        assert cell(story, "Prochaine étape", key) == PROPOSED
        assert f"({NEW})" in cell(story, "Problème", key)
        assert "no such user" in cell(story, "Problème", key)
    assert cell(story, "Problème", "F0003") == ""
    assert to(story, NEW) == []
    assert story.at("2026-11-25 09:15").end is End.IDLE

    story.types(action="Renvoyer").at("2026-11-25 09:30").at("2026-11-25 09:45")
    assert len(to(story, NEW)) == 1  # the other waits for a wish of its own
    assert (cell(story, "Statut"), cell(story, "Problème")) == ("Envoyée", "")
    assert cell(story, "Prochaine étape", "F0002") == PROPOSED


def test_it_is_in_the_day_s_summary_until_it_is_sent() -> None:
    story = bounced(three(digest=True))
    corrects(story, email=NEW).at("2026-11-25 09:00")
    (text,) = [s.mail.letter.text for s in named(story, "Facturation : bilan du 25/11")]
    proposed = text.partition(HEADING)[2].partition("Envoyées")[0]
    assert "MARTIN-2026-0001" in proposed
    assert "MARTIN-2026-0002" in proposed
    assert "Non distribuées" not in text
    assert AGENCY in named(story, "Facturation : bilan du 25/11")[0].mail.to


def test_an_address_that_is_typed_as_it_was_is_no_correction() -> None:
    story = corrects(bounced(three()), email="ADA@buyer.test").at("2026-11-25 09:00")
    assert cell(story, "Prochaine étape").startswith("corrigez l’adresse")


def test_a_second_correction_asks_to_clear_the_action_first() -> None:
    story = bounced(workbook_rows(an_invoice()))
    corrects(story, email=NEW).types(action="Renvoyer").at("2026-11-25 09:00")
    comes_in(story.world, story.world.sent[-1], nature=IncomingKind.BOUNCE)
    story.at("2026-11-25 16:00")
    corrects(story, email="newer@buyer.test").at("2026-11-26 09:00")
    assert "videz Action" in cell(story, "Prochaine étape")
    story.types(action="").at("2026-11-26 09:15")
    assert cell(story, "Prochaine étape") == PROPOSED
    story.types(action="Renvoyer").at("2026-11-26 09:30")
    assert len(to(story, "newer@buyer.test")) == 1


def test_the_corrected_address_of_a_copy_is_proposed_too() -> None:
    story = bounced(workbook_rows(an_invoice(), buyers=(a_buyer(office=OFFICE),)), OFFICE)
    assert cell(story, "Statut") == "Envoyée"
    corrects(story, office=NEW).at("2026-11-25 09:00")
    assert "« Service comptable » a été corrigée" in cell(story, "Prochaine étape")
    assert "[copy-address-corrected]" in cell(story, "À vérifier")
    story.types(action="Renvoyer").at("2026-11-25 09:15")
    assert (len(to(story, NEW)), len(to(story, "ada@buyer.test"))) == (1, 1)
    assert cell(story, "Prochaine étape") == ""
