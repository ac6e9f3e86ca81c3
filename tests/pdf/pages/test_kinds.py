"""What each kind of document says of itself, of those before it and of what is to be paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.document.invoice import Invoice
from invoicing.values.amounts import Amount, Percent
from invoicing.values.french import MINUS, NBSP, euros
from pdf.facturx.cii import cii
from pdf.pages.invoice_view import view
from pdf.press import Press
from pdf.typesetting.drawn_text import pages, squeezed
from tests.pdf import samples


def printed(press: Press, invoice: Invoice) -> str:
    return "".join(pages(press.invoice(invoice, samples.AT).content))


def sums(invoice: Invoice) -> list[tuple[str, str]]:
    return [(line.label, line.amount.replace(NBSP, " ")) for line in view(invoice).totals]


@pytest.mark.parametrize(
    ("sample", "title"),
    [
        (samples.plain, "Facture"),
        (samples.deposit, "Facture d’acompte"),
        (samples.situation, "Facture de situation"),
        (samples.final, "Facture de solde"),
        (samples.credit_note, "Avoir"),
        (samples.corrected, "Facture rectificative"),
        (samples.deposit_credit, "Avoir sur acompte"),
    ],
)
def test_it_is_called_by_its_name(sample: Callable[[], Invoice], title: str) -> None:
    assert view(sample()).title == title


def test_the_box_stands_above_the_lines(press: Press) -> None:
    (page,) = pages(press.invoice(samples.plain(), samples.AT).content)
    box = "Àpayer3822,72€auplustardle24décembre2026"
    assert page.index(box) < page.index("FR7630006000011234567890189") < page.index("Désignation")
    assert page.index("Désignation") < page.index("Netàpayer3822,72€")


def test_a_credit_note_says_what_it_credits_and_asks_for_nothing(press: Press) -> None:
    text = printed(press, samples.credit_note())
    assert squeezed("Avoir sur la facture MARTIN-2026-0001 du 2 novembre 2026") in text
    assert squeezed("Motif Retour de deux façades") in text
    assert "Àvotrecrédit3822,72€" in text
    assert "Netàvotrecrédit3822,72€" in text
    assert not any(word in text for word in ("IBAN", "auplustardle24", "Conditions", "Àpayer"))


def test_a_line_under_way_says_what_it_is_a_part_of() -> None:
    invoice = samples.situation()
    told = tuple(note.replace(NBSP, " ") for note in view(invoice).rows[1].notes)
    assert told == (
        "Marché : 6 unités à 245,50 €, soit 1\u202f473,00 € HT",
        "Avancement cumulé : 70 %, soit 1\u202f031,10 € HT",
        "Déjà facturé : 441,90 € HT ; cette facture : 589,20 € HT",
    )
    assert all(note in cii(invoice).decode() for note in view(invoice).rows[1].notes)  # BT-127


def test_the_credit_note_of_a_deposit_has_a_code_of_its_own(press: Press) -> None:
    invoice = samples.deposit_credit()
    assert b"<ram:TypeCode>503</ram:TypeCode>" in cii(invoice)  # BR-FR-04
    assert list(press.flaws(invoice)) == []
    assert view(invoice).before == (
        f"Avoir sur la facture d’acompte MARTIN-2026-0001 du{NBSP}2{NBSP}novembre{NBSP}2026",
    )


def test_a_corrected_invoice_cancels_and_replaces(press: Press) -> None:
    text = printed(press, samples.corrected())
    assert squeezed("Annule et remplace la facture MARTIN-2026-0001 du 2 novembre 2026") in text
    assert squeezed("Motif Adresse de facturation") in text
    assert "IBAN" in text


def test_each_deposit_is_deducted_with_its_vat() -> None:
    first, second = (line for line in view(samples.final()).totals if line.note)
    assert first.label == "Acompte MARTIN-2026-0003"
    assert first.note.replace(NBSP, " ") == "du 14/09/2026 : 500,00 € HT + 100,00 € de TVA"
    assert first.amount == euros(Decimal(-600))
    assert second.label == "Acompte MARTIN-2026-0007"
    assert sums(samples.final())[-1] == ("Net à payer", "2\u202f022,72 €")


def test_under_franchise_a_deposit_has_no_vat(press: Press) -> None:
    deposit = replace(samples.final().draft.deposits[0], total_vat=Amount(Decimal(0)))
    franchise = samples.franchise()
    draft = replace(franchise.draft, deposits=(deposit,), penalties=Amount(Decimal(10)))
    invoice = replace(franchise, draft=draft)
    assert view(invoice).totals[1].note == "du 14/09/2026"
    assert squeezed(f"Pénalités retenues {MINUS}10,00 €") in printed(press, invoice)


def test_what_is_held_back_is_told_and_explained() -> None:
    assert sums(samples.held_back())[2:] == [
        ("Total TTC", "3\u202f822,72 €"),
        ("Arrondi au total convenu", f"{MINUS}0,02 €"),
        ("Reste dû", "3\u202f822,70 €"),
        (f"Retenue de garantie 5{NBSP}%", f"{MINUS}191,14 €"),
        ("Pénalités retenues (hors TVA)", f"{MINUS}150,00 €"),
        ("Net à payer", "3\u202f481,56 €"),
    ]
    assert view(samples.held_back()).mentions[0].replace(NBSP, " ") == (
        "Retenue de garantie de 5 % (loi n° 71-584 du 16 juillet 1971), soit 191,14 €, "
        "libérable au plus tard un an après la réception des travaux."
    )


def test_a_retention_alone_needs_no_balance_before_it() -> None:
    invoice = samples.issue(replace(samples.draft(), retention=Percent(Decimal(5))))
    assert [label for label, _ in sums(invoice)][2:] == [
        "Total TTC", f"Retenue de garantie 5{NBSP}%", "Net à payer",
    ]  # fmt: skip
