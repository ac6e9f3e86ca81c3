"""The mails that ask the client company, remind it, and tell it what happened."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from invoicing.approval.request import ApprovalRequest, RequestedDocument
from invoicing.values.french import NBSP
from invoicing.values.mail_note import Button
from jobs.ports import MailBody
from pdf.mails.approval_items import SHOWN_LINES
from pdf.mails.approval_request import words
from pdf.mails.frame import WIDTH
from pdf.press import Press
from pdf.typesetting.drawn_text import squeezed
from tests.pdf import samples
from tests.pdf.conftest import Golden
from tests.pdf.mails import asking
from tests.pdf.mails.asking import CREDIT, DEPOSIT, FINAL, HELD_BACK, LONG, NOTES, REQUESTS

HARM = "<b>Durand</b>\r\nBcc: x@y.example"


def flat(text: str) -> str:
    return " ".join(text.split())


def links(letter: MailBody) -> list[str]:
    return [html.unescape(found) for found in re.findall(r'href="([^"]*)"', letter.html)]


def silence(*documents: RequestedDocument) -> str:
    return str(words(asking.of(*documents)).silence).replace(NBSP, " ")


@pytest.mark.parametrize("name", REQUESTS)
def test_the_request_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    letter = press.request(REQUESTS[name])
    golden.check(f"request-{name}.txt", f"{letter.subject}\n\n{letter.text}")
    golden.check(f"request-{name}.html", letter.html)


@pytest.mark.parametrize("name", NOTES)
def test_the_note_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    letter = press.note(NOTES[name])
    golden.check(f"note-{name}.txt", f"{letter.subject}\n\n{letter.text}")
    golden.check(f"note-{name}.html", letter.html)


@pytest.mark.parametrize("name", REQUESTS)
def test_text_and_html_of_a_request_say_the_same(press: Press, name: str) -> None:
    request: ApprovalRequest = REQUESTS[name]
    letter, said = press.request(request), words(request)
    told = flat(re.sub("<[^>]*>", "", html.unescape(letter.html)))
    parts = [said.greeting, said.opening, str(said.silence), said.closing, *said.signature]
    for part in said.parts:
        parts += [part.heading, *part.under, *part.changes, part.more, part.terms, *part.reasons]
        parts += [text for item in part.items for text in (item.name, *item.notes, item.amount)]
        parts += [text for of in part.sums for text in (of.label, of.note, of.amount)]
    for text in parts:
        assert flat(text) in told
        assert squeezed(text) in squeezed(letter.text)  # very long words are broken


@pytest.mark.parametrize("name", REQUESTS)
def test_every_link_of_the_html_is_in_the_text(press: Press, name: str) -> None:
    request: ApprovalRequest = REQUESTS[name]
    letter = press.request(request)
    wanted = [address for asked in request.asked for address in (asked.yes, asked.no)]
    assert links(letter) == [*wanted, *filter(None, (request.yes_to_all,))]
    assert [line for line in letter.text.splitlines() if line.startswith("http")] == links(letter)


@pytest.mark.parametrize("name", REQUESTS)
def test_the_text_of_a_request_is_narrow_but_for_its_links(press: Press, name: str) -> None:
    told = press.request(REQUESTS[name]).text.splitlines()
    assert max(len(line) for line in told if not line.startswith("http")) <= WIDTH


@pytest.mark.parametrize("letter", [*REQUESTS, *NOTES])
def test_nothing_is_fetched_from_elsewhere(press: Press, letter: str) -> None:
    asking = letter in REQUESTS
    made = press.request(REQUESTS[letter]) if asking else press.note(NOTES[letter])
    assert not re.search(r"(?i)\bsrc=|url\(|@import|<script|<link|<img", made.html)


def test_the_subject_says_what_how_much_and_for_whom(press: Press) -> None:
    said = {name: press.request(request).subject for name, request in REQUESTS.items()}
    assert said["single"].replace(NBSP, " ") == (
        "À valider : facture F0012 – 3\u202f481,56 € – Durand SARL"
    )
    assert said["mixed"] == f"À valider{NBSP}: 2 documents – Durand SARL"  # no sum of both ways
    assert said["reminder"].startswith(f"Rappel, à valider{NBSP}: facture de solde F0014 – ")
    assert len(said["extreme"]) < 140


def test_a_credit_is_the_buyer_s_and_not_the_reader_s(press: Press) -> None:
    letter = press.request(REQUESTS["credit-note"])
    for told in (letter.text, letter.html):
        assert "Au crédit du destinataire" in told
        assert "votre crédit" not in told


def test_buyers_are_counted_once(press: Press) -> None:
    other = replace(DEPOSIT.invoice.draft, buyer=replace(samples.BUYER, name="Mairie de Lyon"))
    second = replace(DEPOSIT, invoice=replace(DEPOSIT.invoice, draft=other))
    subject = press.request(asking.of(DEPOSIT, FINAL, second)).subject
    assert subject.endswith(" – Durand SARL et un autre")


def test_silence_is_told_with_its_instant_in_the_seller_s_time() -> None:
    assert silence(DEPOSIT) == (
        "Sans réponse de votre part avant jeudi 26 novembre à 14 h 30, cette facture d’acompte "
        "sera considérée comme validée et envoyée."
    )
    summer = replace(REQUESTS["single"], deadline=datetime(2026, 7, 31, 22, 0, tzinfo=UTC))
    assert words(summer).silence.moment.replace(NBSP, " ") == "samedi 1er août à 0 h"


def test_silence_agrees_in_number_and_gender() -> None:
    credit = replace(CREDIT, is_silent=True)
    assert silence(credit).endswith("cet avoir sera considéré comme validé et envoyé.")
    assert silence(DEPOSIT, FINAL).endswith(
        "ces 2 factures seront considérées comme validées et envoyées."
    )
    assert silence(DEPOSIT, credit).endswith(
        "ces 2 documents seront considérés comme validés et envoyés."
    )


def test_what_is_never_silent_says_so() -> None:
    assert silence(CREDIT) == "Sans votre réponse, ce document ne sera pas envoyé."
    assert silence(CREDIT, CREDIT) == "Sans votre réponse, ces documents ne seront pas envoyés."


def test_a_mixed_mail_says_it_under_each_document() -> None:
    first, second = words(REQUESTS["mixed"]).parts
    assert "cette facture sera considérée" in str(first.silence)
    assert str(second.silence) == silence(CREDIT)
    assert all(part.silence is None for part in words(REQUESTS["several"]).parts)


def test_many_lines_are_cut_short_and_the_rest_counted() -> None:
    (part,) = words(asking.of(LONG)).parts
    assert len(part.items) == SHOWN_LINES
    assert part.more == "et 34 autres lignes, voir le PDF"
    (whole,) = words(asking.of(HELD_BACK)).parts
    assert len(whole.items) == len(HELD_BACK.invoice.draft.lines)
    assert whole.more == ""


def test_a_mail_of_twenty_documents_is_not_cut_by_gmail(press: Press) -> None:
    eight = asking.asked(samples.plain(8), "F0020")
    twenty = asking.of(*[eight] * 20)
    assert len(press.request(twenty).html.encode()) < 102_000
    assert {part.more for part in words(twenty).parts} == {"et 5 autres lignes, voir le PDF"}
    four = asking.of(*[asking.asked(samples.plain(4), "F0021")] * 20)
    assert {part.more for part in words(four).parts} == {"et une autre ligne, voir le PDF"}


def test_one_reason_is_a_sentence_and_several_are_a_list(press: Press) -> None:
    one, several = press.request(REQUESTS["reminder"]), press.request(REQUESTS["single"])
    assert "Votre accord est demandé parce que c’est une facture de solde." in one.text
    assert "- une retenue de garantie de 5\u00a0% est appliquée ;" in several.text


def test_a_name_on_two_lines_adds_no_header_and_no_markup(press: Press) -> None:
    draft = replace(DEPOSIT.invoice.draft, buyer=replace(samples.BUYER, name=HARM))
    hostile = replace(DEPOSIT, invoice=replace(DEPOSIT.invoice, draft=draft), changes=(HARM,))
    letter = press.request(replace(asking.of(hostile), contact=HARM))
    assert letter.subject.endswith("<b>Durand</b> Bcc: x@y.example")
    assert "<b>" not in letter.html
    assert "\nBcc:" not in letter.text


def test_a_note_keeps_its_lines_and_shows_markup_as_it_is(press: Press) -> None:
    letter = press.note(replace(asking.NOTE, subject=HARM, greeting=HARM, facts=((HARM, HARM),)))
    assert letter.subject == "<b>Durand</b> Bcc: x@y.example"
    assert "<b>" not in letter.html
    assert "\nBcc:" not in letter.text
    assert "Vous n’avez rien à faire.<br>Elle sera classée" in letter.html


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://x.example/\r\nBcc: y", "file:///etc/passwd"]
)
def test_only_addresses_of_the_web_become_links(press: Press, address: str) -> None:
    button = Button(label="Ouvrir", address=address)
    with pytest.raises(ValueError, match="address"):
        press.note(replace(asking.NOTE, buttons=(button,)))


def test_the_lists_of_a_note_are_whole_and_nothing_empty_is_shown(press: Press) -> None:
    lists = tuple((f"Titre {h}", tuple(f"{h}.{i}, {HARM}" for i in range(50))) for h in range(10))
    letter = press.note(replace(asking.NOTE, lists=(*lists, ("Vide", ()), ("Blanc", ("", " ")))))
    assert letter.html.count("<li ") == 500
    assert "<b>" not in letter.html
    assert not any(word in letter.html + letter.text for word in ("Vide", "Blanc"))
    assert [line for line in letter.text.splitlines() if line.startswith("- 9.49")]
    assert "\nBcc:" not in letter.text
    assert len(letter.html.encode()) < 102_000  # Gmail cuts what is longer
