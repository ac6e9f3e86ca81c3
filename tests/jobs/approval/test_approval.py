"""Approval, told in dates: what the client answers, or does not, and what then happens."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.document.parties import Agency
from invoicing.history.approval_code import SigningKey
from invoicing.values.problems import Problem, Source
from jobs.engine.run import End
from jobs.ports import IncomingKind
from tests.jobs.explorer.invariants import faults
from tests.jobs.world.asking import (
    AGENCY,
    BUYER,
    CLIENT,
    Story,
    asking_rows,
    cell,
    named,
    number,
    paris,
    requests,
    to,
)
from tests.jobs.world.listening import answer, buttons, comes_in, submit
from tests.jobs.world.people import a_client, an_invoice, settings, workbook_rows

TUESDAY = "2026-11-24 14:15"


def test_an_approval_after_three_hours_sends_the_invoice() -> None:
    story = Story(TUESDAY).run()
    assert to(story, CLIENT) == ["À valider F0001 v1 avant 2026-11-26 13:30"]
    assert cell(story, "Statut") == "En attente du client"
    assert cell(story, "Prochaine étape") == "attend M. Martin jusqu’à jeu. 26/11 à 14 h 30"
    assert not number(story.at("2026-11-24 17:00"))
    story.answers(approves=True).at("2026-11-24 17:15")
    assert number(story) == "MARTIN-2026-0001"
    assert to(story, BUYER) == ["Facture MARTIN-2026-0001"]
    assert cell(story, "Validée par") == "Formulaire"
    assert faults(story.world) == []


def test_between_two_answers_nothing_is_done() -> None:
    story = Story(TUESDAY).run()
    story.at("2026-11-24 14:30").at("2026-11-24 14:45")
    assert story.end is End.IDLE
    assert len(story.world.sent) == 1


@pytest.mark.parametrize(
    ("asked", "before", "after"),
    [
        ("2026-11-24 14:16", "2026-11-26 14:15", "2026-11-26 14:30"),
        ("2026-10-23 14:25", "2026-10-25 13:15", "2026-10-26 08:00"),  # winter comes in between
        ("2027-03-26 14:25", "2027-03-28 15:15", "2027-03-29 08:00"),  # summer does
    ],
)
def test_silence_is_consent_after_48_elapsed_hours(asked: str, before: str, after: str) -> None:
    rows = asking_rows()
    only_weekdays = replace(settings(), hours=replace(settings().hours, days=frozenset(range(5))))
    story = Story(asked, replace(rows, settings=only_weekdays)).run()
    assert not number(story.at(before))
    assert number(story.at(after))
    assert cell(story, "Validée par") == "Accord tacite (48 h)"
    assert faults(story.world) == []


def test_silence_is_dated_at_the_deadline() -> None:
    story = Story(TUESDAY).run().at("2026-11-27 09:00")
    assert cell(story, "Validée le") == str(paris("2026-11-26 14:30"))


def test_a_reminder_comes_half_way_once() -> None:
    story = Story(TUESDAY).run().at("2026-11-25 14:00")
    assert named(story, "Rappel") == []
    story.at("2026-11-25 14:30").at("2026-11-25 15:00").at("2026-11-26 12:00")
    assert len(named(story, "Rappel")) == 1
    assert buttons(named(story, "Rappel")[0]) == buttons(requests(story)[0])


def test_nobody_is_reminded_at_night() -> None:
    story = Story("2026-11-24 03:00").run().at("2026-11-25 03:15")
    assert named(story, "Rappel") == []
    assert len(named(story.at("2026-11-25 08:00"), "Rappel")) == 1


def test_a_correction_at_47_h_59_counts() -> None:
    story = Story(TUESDAY).run().waits_until("2026-11-26 14:29")
    story.answers(approves=False, comment="Le prix est de 90").at("2026-11-26 14:31")
    assert not number(story)
    assert cell(story, "Statut") == "Correction demandée"
    assert "Le prix est de 90" in cell(story, "Problème")
    assert any(subject.startswith("Correction demandée") for subject in to(story, AGENCY))
    assert not number(story.at("2026-12-20 10:00"))  # nothing restarts by itself


@pytest.mark.parametrize("subject", ["", "Prix"])
def test_an_objection_that_says_nothing_is_told_as_such(subject: str) -> None:
    story = Story(TUESDAY).run().answers(approves=False)
    given = story.world.answers.pop()
    story.world.answers.append(replace(given, subjects=tuple(filter(None, [subject]))))
    story.at("2026-11-24 15:00")
    [note] = named(story, "Correction demandée")
    is_told = ("sans dire laquelle : appelez-le" in cell(story, "Problème"),
               "Il ne dit pas laquelle" in note.mail.letter.text)  # fmt: skip
    assert is_told == (not subject, not subject)


def test_the_deadline_is_shown_while_silence_would_be_consent() -> None:
    story = Story(TUESDAY).run()
    assert cell(story, "À valider avant")
    story.answers(approves=False).at("2026-11-24 15:00")
    assert not cell(story, "À valider avant")
    story.types(action="Remettre en validation").at("2026-11-24 15:15")
    assert cell(story, "Statut") == "En attente du client"
    assert not cell(story, "À valider avant")  # nothing has changed: silence does not count


def test_an_objection_stays_shown_while_something_else_is_wrong() -> None:
    story = Story(TUESDAY).run().answers(approves=False, comment="Trop cher").at("2026-11-24 15:00")
    story.types(noted_by="Léa").at("2026-11-24 15:15")
    assert "« Trop cher »" in cell(story, "Problème")
    assert "il manque « agreed_on » et « agreed_by »" in cell(story, "Problème")
    story.types(agreed_by="Téléphone").at("2026-11-24 15:30")
    assert "il manque « agreed_on »." in cell(story, "Problème")  # a look has seen it
    story.types(agreed_on=paris("2026-11-24 10:00").date()).at("2026-11-24 15:45")
    assert number(story)
    assert not cell(story, "Problème")


def test_an_objection_after_silence_counts_until_the_number_is_taken() -> None:
    story = Story("2026-11-27 18:00").run()  # a Friday
    only_weekdays = replace(settings().hours, days=frozenset(range(5)))
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(rows, settings=settings(hours=only_weekdays))
    story.at("2026-11-29 19:00")  # Sunday: silence
    assert cell(story, "Validée par") == "Accord tacite (48 h)"
    story.waits_until("2026-11-30 07:55").answers(approves=False).at("2026-11-30 08:00")
    assert not number(story)
    assert cell(story, "Statut") == "Correction demandée"


def test_an_objection_after_the_number_is_a_wish_for_a_correction() -> None:
    story = Story(TUESDAY).run().answers(approves=True).at("2026-11-24 15:00")
    story.waits_until("2026-11-24 16:00").answers(approves=False, comment="zut")
    story.at("2026-11-24 16:15")
    assert cell(story, "Statut") == "Envoyée"
    assert "zut" in cell(story, "À vérifier")
    assert any("après l’envoi" in subject for subject in to(story, AGENCY))
    assert any("bien arrivée" in subject for subject in to(story, CLIENT))


def test_of_two_answers_the_second_contrary_one_still_stops() -> None:
    story = Story(TUESDAY).run().answers(approves=True).answers(approves=False)
    story.at("2026-11-24 15:00")
    assert cell(story, "Statut") == "Correction demandée"


def test_an_approval_after_an_objection_under_one_code_is_refused() -> None:
    story = Story(TUESDAY).run().answers(approves=False).answers(approves=True)
    story.at("2026-11-24 15:00")
    assert cell(story, "Statut") == "Correction demandée"
    assert any("Une seule réponse" in subject for subject in to(story, CLIENT))


def test_a_corrected_row_is_asked_about_again_on_a_persons_word() -> None:
    story = Story(TUESDAY).run().answers(approves=False).at("2026-11-24 15:00")
    story.types(net_price=Decimal(200)).at("2026-11-24 15:15")
    assert len(requests(story)) == 1
    story.types(action="Remettre en validation").at("2026-11-24 15:30")
    assert requests(story)[-1].mail.letter.subject.startswith("À valider F0001 v2")
    assert "les prix" in requests(story)[-1].mail.letter.text
    old = buttons(requests(story)[0])[0]
    submit(story.world, old)
    assert not number(story.at("2026-11-24 15:45"))  # an approval of the first version
    story.answers(approves=True).at("2026-11-24 16:00")
    assert number(story)
    assert faults(story.world) == []


@pytest.mark.parametrize("is_mail", [False, True])
def test_silence_is_no_consent_to_what_the_client_spoke_against(is_mail: bool) -> None:  # noqa: FBT001
    story = Story(TUESDAY).run()
    if is_mail:
        comes_in(story.world, requests(story)[0], text="attends, c’est faux")
    else:
        story.answers(approves=False)
    story.at("2026-11-24 15:00").types(action="Remettre en validation").at("2026-11-24 15:15")
    told = requests(story)[-1].mail.letter.text
    assert "F0001 jamais sans réponse\nF0001 après votre remarque" in told
    assert cell(story, "Prochaine étape").endswith("rien n’a changé depuis sa remarque")
    assert "ne vaudra pas accord" in cell(story, "À vérifier")
    assert not number(story.at("2026-12-04 10:00"))
    assert number(story.answers(approves=True).at("2026-12-04 10:15"))
    assert "rien n’a changé" not in cell(story, "À vérifier")


def test_what_was_mended_after_an_objection_may_leave_by_silence_again() -> None:
    story = Story(TUESDAY).run().answers(approves=False).at("2026-11-24 15:00")
    story.types(net_price=Decimal(200), action="Remettre en validation").at("2026-11-24 15:15")
    assert number(story.at("2026-11-26 15:45"))


def test_an_objection_under_the_old_code_still_counts() -> None:
    story = Story(TUESDAY).run().types(quantity=Decimal(100)).at("2026-11-24 15:00")
    assert len(requests(story)) == 2
    submit(story.world, buttons(requests(story)[0])[1])
    story.at("2026-11-24 15:15")
    assert cell(story, "Statut") == "Correction demandée"


def test_a_wish_stays_done_while_its_cell_is_left_alone() -> None:
    story = Story(TUESDAY).run().answers(approves=False).at("2026-11-24 15:00")
    story.types(action="Remettre en validation").at("2026-11-24 15:15")
    story.answers(approves=False).at("2026-11-24 15:30").at("2026-11-24 15:45")
    assert len(requests(story)) == 2
    story.types(action="").at("2026-11-24 16:00")
    story.types(action="Remettre en validation").at("2026-11-24 16:15")
    assert len(requests(story)) == 3


def test_a_row_edited_at_hour_47_starts_a_new_clock() -> None:
    story = Story(TUESDAY).run().types(net_price=Decimal(200))
    story.at("2026-11-26 13:15").at("2026-11-26 14:45")
    assert not number(story)
    assert len(requests(story)) == 2
    assert number(story.at("2026-11-28 13:45"))


def test_a_reply_by_mail_breaks_the_silence() -> None:
    story = Story(TUESDAY).run().waits_until("2026-11-25 10:00")
    comes_in(story.world, requests(story)[0], text="attends, c’est faux")
    story.at("2026-11-25 10:15")
    assert cell(story, "Statut") == "Réponse à lire"
    assert "attends, c’est faux" in cell(story, "Problème")
    assert any(subject.startswith("Réponse à lire") for subject in to(story, AGENCY))
    assert not number(story.at("2026-12-10 10:00"))


def test_a_reply_in_the_thread_at_the_last_moment_is_read_by_its_id() -> None:
    story = Story(TUESDAY).run().at("2026-11-25 10:15").waits_until("2026-11-26 14:44")
    story.world.arrivals.setdefault("martin@agence.test", [])
    comes_in(story.world, requests(story)[0], text="non !")
    story.at("2026-11-26 14:45")
    assert cell(story, "Statut") == "Réponse à lire"


def test_an_agreement_heard_on_the_telephone_is_evidence() -> None:
    story = Story(TUESDAY).run()
    comes_in(story.world, requests(story)[0], text="appelez-moi")
    story.at("2026-11-25 10:15")
    story.types(agreed_on=paris("2026-11-25 10:00").date(), agreed_by="Téléphone", noted_by="Léa")
    story.at("2026-11-25 10:30")
    assert number(story)
    assert cell(story, "Validée par") == "Téléphone"
    assert faults(story.world) == []


def test_an_agreement_counts_for_the_content_it_was_noted_for() -> None:
    story = Story("2026-11-24 22:00", asking_rows())
    story.types(agreed_on=paris("2026-11-24 10:00").date(), agreed_by="SMS", noted_by="Léa").run()
    assert requests(story) == []
    story.types(net_price=Decimal(300)).at("2026-11-24 23:00")
    assert len(requests(story)) == 1
    assert not number(story)


def test_no_lifts_a_specific_reason_only_with_an_agreement() -> None:
    rows = workbook_rows(
        an_invoice(exceptional=True, approval="Non"),
        clients=(a_client(approval="Les spécifiques"),),
    )
    story = Story(TUESDAY, rows).run()
    assert "exceptionnelle" in cell(story, "Problème")
    assert story.world.sent == []
    story.types(agreed_on=paris(TUESDAY).date(), agreed_by="Mail", noted_by="Léa")
    assert number(story.at("2026-11-24 14:30"))


def test_a_request_that_bounced_is_no_question() -> None:
    story = Story(TUESDAY).run()
    comes_in(story.world, requests(story)[0], nature=IncomingKind.BOUNCE)
    story.at("2026-11-24 15:00").at("2026-12-10 10:00")
    assert not number(story)
    assert cell(story, "Statut") == "Bloquée : voir Problème"
    assert "no such user" in cell(story, "Problème")


def test_an_out_of_office_answer_breaks_nothing() -> None:
    story = Story(TUESDAY).run()
    comes_in(story.world, requests(story)[0], nature=IncomingKind.AUTOMATIC)
    assert number(story.at("2026-11-26 14:45"))


def test_a_form_that_does_not_answer_at_the_deadline_is_no_consent() -> None:
    story = Story(TUESDAY).run()
    story.world.dead.add("form")
    story.at("2026-11-26 14:45").at("2026-11-26 15:00")
    assert not number(story)
    story.world.dead.clear()
    assert number(story.at("2026-11-26 15:15"))


def test_a_mailbox_that_cannot_be_read_is_no_consent() -> None:
    story = Story(TUESDAY).run()
    story.world.dead.add("martin@agence.test")
    assert not number(story.at("2026-11-26 14:45"))


def test_a_closed_form_makes_silence_mute() -> None:
    story = Story(TUESDAY).run()
    story.world.form_flaws = (Problem(code="clock", source=Source(tab="Paramètres")),)
    story.at("2026-11-25 10:00")
    story.world.form_flaws = ()
    story.at("2026-12-10 10:00")
    assert not number(story)
    assert cell(story, "Statut") == "Bloquée : voir Problème"
    story.types(action="Remettre en validation").at("2026-12-10 10:15")
    assert number(story.at("2026-12-12 10:45"))


def test_nobody_is_sent_to_a_closed_form() -> None:
    story = Story(TUESDAY)
    story.world.form_flaws = (Problem(code="clock", source=Source(tab="Paramètres")),)
    story.run()
    assert story.world.sent == []
    assert cell(story, "Problème")


def test_without_a_key_nothing_is_asked() -> None:
    story = Story(TUESDAY)
    story.world.keys.clear()
    story.run()
    assert story.world.sent == []


def test_a_code_under_a_new_key_counts_and_the_old_one_for_thirty_days() -> None:
    story = Story(TUESDAY).run()
    story.world.keys["2"] = SigningKey(secret=b"n" * 32, made=paris("2026-10-01 08:00"))
    story.answers(approves=True).at("2026-11-24 15:00")
    assert not number(story)
    assert any("expiré" in subject for subject in to(story, CLIENT))


@pytest.mark.parametrize("code", ["", "1-AAAAAAAAAAAAAAAA-" + "B" * 32, "n’importe quoi"])
def test_a_code_of_nobody_changes_nothing_and_is_told(code: str) -> None:
    story = Story(TUESDAY).run()
    answer(story.world, code, approves=True)
    story.at("2026-11-24 15:00").at("2026-11-24 15:15")
    assert not number(story)
    assert sum("sans code valable" in subject for subject in to(story, AGENCY)) == 1


def test_all_are_approved_by_one_button() -> None:
    rows = replace(asking_rows(), invoices=(an_invoice("F0001"), an_invoice("F0002")))
    story = Story(TUESDAY, rows).run()
    assert len(requests(story)) == 1
    assert len(requests(story)[0].mail.attachments) == 2
    submit(story.world, buttons(requests(story)[0])[-1])
    story.at("2026-11-24 15:00")
    assert len(to(story, BUYER)) == 2
    assert faults(story.world) == []


def test_a_row_taken_back_is_not_sent_and_can_be_resumed() -> None:
    story = Story(TUESDAY).run().types(action="Retirer").at("2026-11-24 15:00")
    assert cell(story, "Statut") == "Retirée"
    story.answers(approves=True).at("2026-11-24 15:15")
    assert not number(story)
    assert any("plus valable" in subject for subject in to(story, CLIENT))
    assert not number(story.at("2026-12-10 10:00"))


def test_a_new_iban_is_confirmed_from_the_old_address() -> None:
    story = Story("2026-11-24 14:15", workbook_rows(an_invoice())).run()
    assert number(story)
    changed = a_client(iban="FR1420041010050500013M02606", email="voleur@ailleurs.test")
    rows = story.world.workbook.rows
    story.world.workbook.rows = replace(
        rows, clients=(changed,), invoices=(*rows.invoices, an_invoice("F0002"))
    )
    story.at("2026-11-24 15:00").at("2026-11-30 15:00")
    assert len(to(story, BUYER)) == 1
    assert cell(story, "Prochaine étape", "F0002") == "attend : voir la fiche du client MARTIN"
    row = next(iter(story.world.workbook.shown["Clients"].values()))
    assert row["Statut"] == "À confirmer par le client"
    assert "trust --seller MARTIN --noted-by" in str(row["Problème"])
    asked = [sent for sent in story.world.sent if "coordonnées" in sent.mail.letter.subject]
    assert [sent.mail.to for sent in asked] == [(CLIENT,)]
    submit(story.world, buttons(asked[0])[0])
    story.at("2026-11-30 15:15")
    assert len(to(story, BUYER)) == 2
    assert faults(story.world) == []


def test_the_agencys_own_mailbox_asks_when_it_has_one() -> None:
    agency = Agency(name="Agence", email="bureau@agence.test")
    rows = replace(asking_rows(), settings=settings(agency=agency))
    story = Story(TUESDAY, rows).run()
    assert [sent.mail.mailbox for sent in story.world.sent] == ["bureau@agence.test"]
    story.answers(approves=True).at("2026-11-24 15:00")
    assert [sent.mail.mailbox for sent in story.world.sent][-1] == "martin@agence.test"


def test_a_dead_mailbox_of_the_agency_stops_no_invoice() -> None:
    agency = Agency(name="Agence", email="bureau@agence.test")
    rows = replace(
        asking_rows(), settings=settings(agency=agency),
        invoices=(an_invoice("F0001"), an_invoice("F0002", approval="Non")),
    )  # fmt: skip
    story = Story(TUESDAY, rows)
    story.world.dead.add("bureau@agence.test")
    story.run()
    assert to(story, BUYER) == ["Facture MARTIN-2026-0001"]
    story.world.dead.clear()
    story.at("2026-11-24 15:00")
    assert len(requests(story)) == 1


def test_over_the_turn_of_the_year_the_number_is_of_the_new_one() -> None:
    story = Story("2026-12-30 14:15").run().at("2027-01-02 09:00")
    assert number(story) == "MARTIN-2027-0001"
