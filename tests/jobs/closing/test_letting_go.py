"""What is over once a contract has ended: documents, codes, accesses; and who is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from invoicing.document.parties import Agency
from invoicing.history.contract_end import ContractEnd, Done
from invoicing.history.events.contract_end import BillingStopped, ClosingStep, LetGo
from invoicing.history.history import History
from invoicing.register.contract import contract_of
from invoicing.register.register import Register
from invoicing.values.problems import Problem, Source
from jobs.closing.mails.farewell import last_mail
from jobs.closing.progress_texts import detail as told_of
from jobs.on_request.hand_over_credentials import hand_over
from jobs.ports import Mail, MailBody, MailDraft, Refused
from tests.jobs.closing.test_closing import MONDAY, changed, confirmed, noted, steps
from tests.jobs.explorer.invariants import history_of
from tests.jobs.world.asking import CLIENT, Story, asking_rows, named, paris, to
from tests.jobs.world.closings import received
from tests.jobs.world.fakes import a_desk
from tests.jobs.world.leaving import FakeHandover
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import a_client, an_invoice, retyped, settings, workbook_rows
from tests.jobs.world.world import MailboxDraft


def test_no_document_is_dated_after_the_mandates_last_day() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = changed(Story(MONDAY, rows), contract_to=date(2026, 11, 30))
    confirmed(story)
    known = story.world.workbook.rows
    late = an_invoice("F0002")
    story.world.workbook.rows = replace(known, invoices=(*known.invoices, late))
    story.at("2026-12-01 10:00")
    assert {issued.issue_date for issued in history_of(story.world).documents.values()} == {
        date(2026, 11, 30)
    }
    assert "Dernier jour du mandat : 30/11/2026" in detail(story, "stopped")
    assert len(to(story, "ada@buyer.test")) == 1


def test_a_date_that_has_passed_is_told_with_each_document_and_stops_nothing() -> None:
    story = changed(Story(MONDAY, workbook_rows(an_invoice())), contract_to=date(2026, 11, 29))
    story.world.workbook.rows = retyped(story.world.workbook.rows, "F0001", approval="Oui")
    story.run()
    shown = story.world.workbook.shown
    for cell in (shown["Factures"]["F0001"], shown["Clients"]["MARTIN"]):
        assert "le contrat a pris fin le 29/11/2026" in str(cell["À vérifier"])
    assert len(to(story, CLIENT)) == 1
    changed(story, closing=True).at("2026-11-30 10:15")
    assert "a pris fin" not in str(shown["Clients"]["MARTIN"]["À vérifier"])


def detail(story: Story, step: str) -> str:
    """What « Clôtures » says was done."""
    return str(story.world.workbook.shown["Clôtures"][f"MARTIN/{step.upper()}#1"]["Détail"])


def closed(**client: Any) -> Story:
    """An account that is let go, whatever it is."""
    agency = Agency(name="Agence", email="bureau@agence.test")
    rows = workbook_rows(
        an_invoice(), clients=(a_client(**client),), settings=settings(agency=agency)
    )
    story = confirmed(Story(MONDAY, rows), agency.email).at("2026-11-30 10:15")
    box = client.get("mailbox", "martin@agence.test")
    story.world.forwarding[box, client.get("email", CLIENT)] = "accepted"
    story.world.secrets |= {f"google/{box}": "token", "handover/MARTIN": '{"password": "p"}'}
    story.at("2026-11-30 11:00")
    if steps(story)["credentials"] != "fait":
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    return noted(story, "received").at("2026-12-04 11:00").at("2026-12-04 11:15")


ACCOUNTS: list[dict[str, str]] = [
    {},
    {"mailbox": "martin@gmail.com"},
    {"account": "Boîte du client"},
]


@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_kind_of_account_is_let_go_and_the_client_is_told(account: dict[str, str]) -> None:
    story = closed(**account)
    assert set(steps(story).values()) == {"fait"}
    (told,) = named(story, "Contrat clôturé")
    assert told.mail.to == (CLIENT,)
    assert "restent partagés" in told.mail.letter.text
    assert "restent partagés" in detail(story, "let-go")
    is_ended = "délégations : aucun" in detail(story, "let-go")
    assert is_ended == ("vous y remettrez les vôtres" in told.mail.letter.text) == (not account)
    assert "Secrets gardés jusqu’au 03/01/2027" in detail(story, "let-go")
    late = story.at("2027-01-05 11:00").at("2027-01-05 12:00")
    assert "Secrets détruits le 05/01/2027" in detail(late, "let-go")
    assert len(named(late, "Contrat clôturé")) == 1


def test_files_are_offered_where_google_lets() -> None:
    story = closed(email="ada@gmail.com")
    files, owners = zip(*story.world.tenures, strict=True)
    assert set(owners) == {"ada@gmail.com"}
    assert story.world.folders[files[-1]][1] == "Remise"
    assert "pendingowner:me" in named(story, "Contrat clôturé")[0].mail.letter.text


def test_no_code_of_a_client_who_is_let_go_counts() -> None:
    story = closed(account="Boîte du client")
    (question,) = named(story, "Avez-vous bien tout reçu")
    submit(story.world, buttons(question)[0])
    story.at("2026-12-05 11:00").at("2026-12-05 12:00")
    history = history_of(story.world)
    assert list(history.open_questions("MARTIN")) == []
    assert len(named(story, "Avez-vous bien tout reçu")) == 1


def test_an_access_that_does_not_end_keeps_the_closing_open(monkeypatch: Any) -> None:
    def stays(*_: object) -> tuple[str, ...]:
        return ("delegate",)

    monkeypatch.setattr(FakeHandover, "accesses", stays)
    story = closed()
    assert steps(story)["let-go"] == "en cours"
    monkeypatch.undo()
    assert steps(story.at("2026-12-04 12:00"))["let-go"] == "fait"


def test_a_mail_of_ours_keeps_the_grant_alive_until_it_is_gone() -> None:
    rows = workbook_rows(an_invoice(), clients=(a_client(account="Boîte du client"),))
    story = noted(confirmed(Story(MONDAY, rows)).at("2026-11-30 10:15"), "received")
    letter = MailBody(subject="", text="", html="")
    mail = Mail(mailbox="martin@agence.test", sender_name="", to=(), letter=letter, reference="x")
    draft = MailDraft(id="d", message_id="m", thread_id="t")
    story.world.drafts.setdefault(mail.mailbox, {})["d"] = MailboxDraft(mail, draft, draft)
    story.at("2026-12-04 11:00")
    assert story.world.left == {}
    assert "brouillons" in str(story.world.workbook.shown["Clients"]["MARTIN"]["Problème"])
    del story.world.drafts[mail.mailbox]["d"]
    assert steps(story.at("2026-12-04 12:00"))["let-go"] == "fait"


def test_what_a_person_has_seen_to_is_told_as_that() -> None:
    day = date(2026, 11, 30)
    gone, stopped = LetGo(is_by_hand=True, on=day), BillingStopped(on=day)
    rows = {each.step: Done(at=paris(MONDAY), event=each) for each in (gone, stopped)}
    over = ContractEnd(steps=rows)
    history = History(closings={"MARTIN": over})
    register = Register.opened(workbook_rows(clients=(a_client(),)), history, paris(MONDAY))
    said = last_mail(contract_of(register, "MARTIN", a_client())).paragraphs
    assert "retirés à la main" in said[0]
    assert any("restent partagés" in each for each in said)
    assert "retirés à la main" in told_of(over, ClosingStep.LET_GO, kept=30)


def undelegated(_fake: FakeHandover, mailbox: str) -> None:
    """A Workspace that nobody has delegated to us."""
    values = {"mailbox": mailbox}
    by_hand = Problem(code="account-by-hand", source=Source(tab="Clients"), values=values)
    raise Refused("only its owner may", problems=[by_hand])


def test_what_a_person_answers_for_leaves_no_code_and_no_grant_of_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story = received()
    story.world.left.clear()  # the password was his own: our grant is alive
    monkeypatch.setattr(FakeHandover, "sign_out", undelegated)
    assert steps(story.at("2026-12-04 11:00"))["let-go"] == "en cours"
    noted(story, "let-go").at("2026-12-04 12:00")
    assert steps(story)["let-go"] == "fait"
    assert story.world.left == {"martin@agence.test": ("revoked",)}
    assert list(history_of(story.world).open_questions("MARTIN")) == []


def test_an_account_that_is_gone_is_ended_by_a_person_who_answers_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(*_: object) -> None:
        raise Refused("no such account")

    story = received()
    monkeypatch.setattr(FakeHandover, "is_dead", gone)
    assert steps(story.at("2026-12-04 11:00"))["let-go"] == "en cours"
    assert steps(noted(story, "let-go").at("2026-12-04 12:00"))["let-go"] == "fait"


def test_references_with_blanks_are_told_whole() -> None:
    story = Story("2026-11-30 09:00", asking_rows(key="F 1")).run()
    confirmed(story).at("2026-11-30 10:15")
    (told,) = named(story, "Demandes de validation retirées")
    assert "F 1" in told.mail.letter.text
    assert "Demandes retirées : F 1." in detail(story, "stopped")
