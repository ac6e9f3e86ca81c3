"""The mail that carries an invoice."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.amounts import ZERO
from invoicing.invoice import Invoice
from invoicing.parties import Agency
from pdf.filename import LONGEST, filename
from pdf.french import euros
from pdf.letter import WIDTH, words
from pdf.press import Press
from tests.pdf import samples
from tests.pdf.conftest import Golden

LETTERS = {
    "plain": samples.plain,
    "franchise": samples.franchise,
    "extreme": samples.extreme,
    "credit-note": samples.credit_note,
    "corrected": samples.corrected,
}


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    letter = press.cover_letter(LETTERS[name]())
    golden.check(f"letter-{name}.txt", f"{letter.subject}\n\n{letter.text}")
    golden.check(f"letter-{name}.html", letter.html)


@pytest.mark.parametrize("name", LETTERS)
def test_text_and_html_say_the_same(press: Press, name: str) -> None:
    invoice: Invoice = LETTERS[name]()
    letter, said = press.cover_letter(invoice), words(invoice)
    parts = [said.greeting, said.opening, said.request, said.contact, said.sender, *said.signature]
    for part in (*parts, *(text for pair in said.facts for text in pair)):
        flat = " ".join(part.split())
        assert flat in " ".join(letter.text.split())
        assert flat in " ".join(html.unescape(letter.html).split())


@pytest.mark.parametrize("name", LETTERS)
def test_the_text_is_narrow_enough(press: Press, name: str) -> None:
    letter = press.cover_letter(LETTERS[name]())
    assert max(map(len, letter.text.splitlines())) <= WIDTH


def test_the_subject_names_number_seller_and_buyer(press: Press) -> None:
    subject = press.cover_letter(samples.plain()).subject
    assert subject == "Facture MARTIN-2026-0001 – Menuiserie Martin pour Durand SARL"


def test_a_name_on_two_lines_adds_no_header(press: Press) -> None:
    draft = samples.draft()
    buyer = replace(draft.buyer, name="Durand\r\nBcc: x@y.example", attention="A\nB")
    letter = press.cover_letter(samples.issue(replace(draft, buyer=buyer)))
    assert letter.subject.endswith("pour Durand Bcc: x@y.example")
    assert letter.text.startswith("Bonjour A B,\n")


def test_nothing_is_fetched_from_elsewhere(press: Press) -> None:
    letter = press.cover_letter(samples.plain())
    assert not re.search(r"(?i)\bsrc=|\bhref=|url\(|https?:|<script|<link|<img", letter.html)


def test_the_iban_can_be_copied_into_a_bank_form(press: Press) -> None:
    letter = press.cover_letter(samples.plain())
    assert "FR76 3000 6000 0112 3456 7890 189" in letter.text
    assert "FR76 3000 6000 0112 3456 7890 189" in letter.html


def test_without_agency_attention_or_debt_little_is_said(press: Press) -> None:
    draft = samples.draft(1)
    free = replace(draft.lines[0], net_price=ZERO)
    draft = replace(draft, lines=(free,), buyer=replace(draft.buyer, attention=""))
    bare = replace(samples.issue(draft), agency=Agency())
    letter = press.cover_letter(bare)
    assert letter.text.startswith("Bonjour,\n")
    assert "IBAN" not in letter.text
    assert "pour le compte" not in letter.text + letter.html


def test_each_kind_is_called_by_its_name() -> None:
    assert "notre facture d’acompte MARTIN" in words(samples.deposit()).opening
    assert "notre facture de situation MARTIN" in words(samples.situation()).opening
    assert words(samples.final()).subject.startswith("Facture de solde MARTIN-2026-0001 – ")
    assert words(samples.credit_note()).sender.startswith("Avoir envoyé par ")


def test_a_credit_note_asks_for_nothing_and_names_its_invoice(press: Press) -> None:
    text = press.cover_letter(samples.credit_note()).text
    assert "Il se rapporte à la facture MARTIN-2026-0001" in text
    assert "À votre crédit" in text
    assert not any(word in text for word in ("IBAN", "régler", "règlement"))


def test_what_is_held_back_is_not_asked_for() -> None:
    assert dict(words(samples.held_back()).facts)["Montant à régler"] == euros(Decimal("3481.56"))
    assert words(samples.final()).preheader.startswith(euros(Decimal("2022.72")))


@pytest.mark.parametrize(
    ("seller", "number", "expected"),
    [
        ("Menuiserie Martin", "MARTIN-2026-0001", "MENUISERIE-MARTIN_MARTIN-2026-0001.pdf"),
        ("L’Œuvre & Cie", "O-1", "L-OEUVRE-CIE_O-1.pdf"),
        ("木工", "O-1", "O-1.pdf"),
        ("../../etc", "A/1", "ETC_A-1.pdf"),
        ("A" * 80, "B" * 20, "A" * 25 + "_" + "B" * 20 + ".pdf"),
        ("A" * 80, "B" * 46, "B" * 46 + ".pdf"),
    ],
)
def test_the_attachment_is_named_after_the_seller(seller: str, number: str, expected: str) -> None:
    name = filename(seller, number)
    assert name == expected
    assert len(name) <= LONGEST
