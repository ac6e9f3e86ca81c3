"""A closing goes on only where it began: the same account, the same address, one client's alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from invoicing.history.events.contract_end import ClosingStep, LetGo
from jobs.on_request.hand_over_credentials import hand_over
from jobs.ports import Refused
from tests.jobs.audit.test_audit_closings import found, record
from tests.jobs.closing.test_closing import changed, confirmed, noted, steps
from tests.jobs.closing.test_closing_meanwhile import agreed_anew, of_client
from tests.jobs.closing.test_letting_go import closed
from tests.jobs.explorer.invariants import history_of
from tests.jobs.world.asking import CLIENT, Story, named
from tests.jobs.world.closings import (
    CONSUMER,
    HOUSE,
    WORKSPACE,
    a_story,
    accepted,
    confirmed_one,
    ready,
    received,
)
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import SIRETS, a_buyer, a_client, an_invoice

BOX, BUREAU = WORKSPACE, HOUSE.email


def with_another(story: Story, code: str = "DUPONT", **cells: Any) -> Story:
    """A second client is in the workbook."""
    rows = story.world.workbook.rows
    clients = (*rows.clients, a_client(code, **cells))
    story.world.workbook.rows = replace(rows, clients=clients)
    return story


def refused(story: Story) -> set[str]:
    """Why nothing is handed over."""
    with pytest.raises(Refused) as caught:
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    assert story.world.left == {}
    return {problem.code for problem in caught.value.problems}


@pytest.mark.parametrize(
    "cells",
    [
        {"mailbox": "ada@agence.test"},
        {"account": "Compte Gmail"},
        {"email": "autre@client.test", "approver": CLIENT},
    ],
)
def test_another_account_or_address_than_the_forwarded_one_is_not_closed(cells: Any) -> None:
    story = changed(ready(), **cells)
    assert refused(story) == {"closing-moved"}
    story = changed(received(), **cells).at("2026-12-04 11:00")
    assert steps(story)["received"] == "en cours"
    assert of_client(story, "Problème").count("la clôture attend") == 1
    assert all("revoked" not in did for did in story.world.left.values())


def test_the_agency_confirms_where_the_mail_will_go() -> None:
    (asked,) = named(changed(a_story(), closing=True).run(), "Clôturer le contrat")
    assert f"le courrier de {BOX} est transféré à {CLIENT}" in asked.mail.letter.text
    own = changed(a_story(account="Boîte du client"), closing=True).run()
    assert "transféré" not in named(own, "Clôturer le contrat")[0].mail.letter.text


def test_an_address_put_back_lets_the_closing_go_on() -> None:
    story = changed(received(), mailbox="ada@agence.test").at("2026-12-04 11:00")
    assert steps(changed(story, mailbox=BOX).at("2026-12-04 12:00"))["let-go"] == "fait"


def test_nothing_is_turned_to_an_address_that_the_client_has_not_confirmed() -> None:
    story = changed(confirmed_one(), email="pirate@evil.test").at("2026-11-30 10:15")
    assert story.world.forwarding == {}
    assert steps(story)["stopped"] == "fait"
    assert refused(changed(ready(), email="pirate@evil.test")) >= {"approver-changed"}


@pytest.mark.parametrize("box", [BOX, CONSUMER])
def test_a_mailbox_that_another_client_uses_is_closed_to_nobody(box: str) -> None:
    story = with_another(accepted(box), mailbox=box.upper()).at("2026-11-30 11:00")
    assert story.world.forwarding[box, CLIENT] == "accepted"
    assert f"{box} sert aussi à DUPONT" in of_client(story, "Problème")
    assert refused(with_another(ready(box), mailbox=box)) == {"closing-shared"}


def test_a_mailbox_that_was_another_clients_is_closed_like_any() -> None:
    story = with_another(accepted(), mailbox=BOX)
    record(story.world, [LetGo(client_code="DUPONT")])
    story.at("2026-11-30 11:00")
    assert history_of(story.world).closing("MARTIN").has(ClosingStep.KIT)


@pytest.mark.parametrize("box", [BUREAU, "agence@agence.test"])
def test_the_agencys_own_mailbox_is_never_handed_over(box: str) -> None:
    story = confirmed(a_story(mailbox=box), BUREAU).at("2026-11-30 10:15")
    assert story.world.forwarding == {}
    assert f"{box} sert aussi à l’agence" in of_client(story, "Problème")


@pytest.mark.parametrize(
    ("siret", "code"),
    [("", "siret"), ("44306184100047", "siren-changed"), (SIRETS["DURAND"], "siren-known")],
)
def test_nothing_is_laid_into_the_folder_of_another_company(siret: str, code: str) -> None:
    story = with_another(confirmed_one(), "DURAND")
    rows = story.world.workbook.rows
    (martin, durand), buyer = rows.clients, a_buyer("BOB", "DURAND")
    invoices = (*rows.invoices, an_invoice("F0900", "BOB"))
    rows = replace(rows, buyers=(*rows.buyers, buyer), invoices=invoices)
    story.world.workbook.rows = rows
    story.at("2026-11-30 10:15").world.forwarding[BOX, CLIENT] = "accepted"
    clients = (replace(martin, siret=siret), durand)
    story.world.workbook.rows = replace(rows, clients=clients)
    story.at("2026-11-30 11:00")
    assert not history_of(story.world).closing("MARTIN").has(ClosingStep.FORWARDED)
    assert f"[{code}]" in of_client(story, "Problème")


def test_a_copied_row_neither_calls_a_closing_off_nor_begins_one() -> None:
    story = ready()
    rows = story.world.workbook.rows
    copied = replace(rows.clients[0], identity="MARTIN#2", closing=False)
    story.world.workbook.rows = replace(rows, clients=(*rows.clients, copied))
    assert refused(story) == {"closing-not-there"}
    story.at("2026-11-30 12:15").at("2026-11-30 12:30")
    assert history_of(story.world).closing("MARTIN").next is ClosingStep.CREDENTIALS
    assert named(story, "Le contrat continue") == []
    story.world.workbook.rows = rows
    assert hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")


def test_nothing_is_handed_over_once_the_tick_is_taken_back() -> None:
    assert refused(changed(ready(), closing=False)) == {"closing-not-there"}


def test_what_was_noted_of_an_earlier_end_counts_no_more() -> None:
    story = received().at("2026-12-04 11:00")
    assert steps(story)["let-go"] == "fait"
    changed(story, closing=False, contract_from=date(2026, 12, 10)).at("2026-12-11 11:00")
    agreed_anew(story).at("2026-12-11 12:00")
    changed(story, account="Boîte du client")
    confirmed_anew(story, "2027-03-01 10:00").at("2027-03-01 12:00")
    assert (steps(story)["received"], story.world.left) == ("en cours", {})
    noted(story, "received", on=date(2027, 3, 1)).at("2027-03-01 12:15")
    assert steps(story)["let-go"] == "fait"


def confirmed_anew(story: Story, when: str) -> Story:
    """The contract is to be closed once more."""
    changed(story, closing=True).at(when)
    submit(story.world, buttons(named(story, "Clôturer le contrat")[-1])[0])
    return story


def test_a_confirmed_end_that_was_emptied_has_not_come() -> None:
    story = confirmed(a_story(contract_to=date(2026, 12, 31)), BUREAU).at("2026-11-30 10:15")
    changed(story, contract_to=None).at("2026-11-30 10:30").at("2026-12-15 10:30")
    assert steps(story)["stopped"] == "en cours"
    said = story.world.workbook.shown["Clôtures"]["MARTIN/STOPPED#1"]["À faire"]
    assert "a été vidée depuis votre réponse" in str(said)
    changed(story, contract_to=date(2026, 12, 15)).at("2026-12-16 10:30")
    assert steps(story)["stopped"] == "fait"


def test_a_grant_that_another_client_has_by_now_is_not_destroyed() -> None:
    story = with_another(closed(account="Boîte du client"), mailbox=BOX)
    story.at("2027-01-05 11:00")
    assert set(story.world.secrets) == {f"google/{BOX}"}
    story.world.left.clear()
    assert not found(story.world) & {"grant-alive", "secret-kept"}


def test_a_closed_row_that_names_another_mailbox_is_told_and_nothing_is_destroyed() -> None:
    story = closed(account="Boîte du client")
    secrets = dict(story.world.secrets)
    changed(story, mailbox="").at("2027-01-05 11:00")
    assert story.world.secrets == secrets
    assert "closed-row-changed" in found(story.world)
    changed(story, mailbox=BOX).at("2027-01-05 12:00")
    assert story.world.secrets == {}
