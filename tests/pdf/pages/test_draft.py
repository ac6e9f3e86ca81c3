"""The draft that goes to the client: what an issue alone gives is not on it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from invoicing.document.invoice import Invoice
from invoicing.document.terms import MonthEnd, Terms
from invoicing.texts.problems.table import sentence
from invoicing.values.french import NBSP
from jobs.ports import Refused
from pdf.pages.draft_view import DRAFT, PREVIEW, drafted
from pdf.pages.pagination import PageLayout
from pdf.press import Press
from pdf.typesetting.drawn_text import pages, squeezed
from pdf.typesetting.filename import LONGEST
from tests.pdf import samples
from tests.pdf.conftest import Golden
from tests.pdf.pages.test_qr import read
from tests.pdf.test_press import SAMPLES, extracted


def unnumbered(sample: Callable[[], Invoice]) -> Invoice:
    return replace(sample(), number="")


@pytest.mark.parametrize("name", ["rich", "credit-note"])
def test_the_draft_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    shown = drafted(unnumbered(SAMPLES[name]), "F0012")
    golden.check(f"draft-{name}.html", press.html(shown, PageLayout(1, 5)))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_page_is_marked_and_has_neither_date_nor_transfer(press: Press, name: str) -> None:
    content = press.draft(unnumbered(SAMPLES[name]), "F0012", samples.AT).content
    for text in pages(content):
        assert text.count(squeezed(DRAFT.mark)) == 1
        assert squeezed("24 novembre 2026") not in text
        assert not re.search(r"Référence(?!client)", text)
    assert "Réf.F0012" in pages(content)[0]
    assert read(content) == []


def test_a_preview_says_on_each_page_that_it_is_one(press: Press) -> None:
    document = press.draft(unnumbered(samples.plain), "F0012", samples.AT, asks=False)
    assert document.name.startswith("APERCU-")
    for text in pages(document.content):
        assert text.count(squeezed(PREVIEW.mark)) == 1
        assert squeezed(DRAFT.mark) not in text


def test_a_foreign_reader_finds_its_figures_below_the_mark(press: Press) -> None:
    text = squeezed(extracted(press.draft(unnumbered(samples.plain), "F0012", samples.AT).content))
    for expected in ("1473,00€", "Netàpayer", "3822,72€", "Date:àl’émission", "FR76300060000112"):
        assert expected in text


def test_it_carries_no_xml_and_its_bytes_depend_on_the_instant_alone(press: Press) -> None:
    first = press.draft(unnumbered(samples.plain), "F0012", samples.AT)
    assert first == press.draft(unnumbered(samples.plain), "F0012", samples.AT)
    assert first != press.draft(unnumbered(samples.plain), "F0012", samples.AT + timedelta(hours=1))
    with pikepdf.open(io.BytesIO(first.content)) as pdf:
        assert not pdf.attachments
        assert str(pdf.docinfo.Title).startswith("Brouillon – Facture Réf.")


def test_its_file_is_named_a_draft(press: Press) -> None:
    name = press.draft(unnumbered(samples.extreme), "F0012", samples.AT).name
    assert name.startswith("BROUILLON-LES-ARTISANS-REUNIS")
    assert name.endswith("_F0012.pdf")
    assert len(name) <= LONGEST


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(days=0), "à réception de la facture"),
        (Terms(days=1), "à 1 jour de la date de facture"),
        (Terms(days=45, month_end=MonthEnd.AFTER),
         "à 45 jours de la date de facture, puis fin de mois"),
        (Terms(days=45, month_end=MonthEnd.BEFORE), "45 jours après la fin du mois de la facture"),
        (Terms(days=0, month_end=MonthEnd.AFTER), "à la fin du mois de la facture"),
    ],
)  # fmt: skip
def test_terms_stand_for_the_due_date(terms: Terms, said: str) -> None:
    invoice = samples.issue(replace(samples.draft(1), terms=terms))
    assert drafted(invoice, "F0012").payment.until.replace(NBSP, " ") == said


def test_what_cannot_be_shown_is_refused_with_its_flaw(press: Press) -> None:
    draft = replace(samples.draft(1), subject="Merci 😀")
    with pytest.raises(Refused) as refused:
        press.draft(samples.issue(draft), "F0012", samples.AT)
    (problem,) = refused.value.problems
    assert problem.code == "text-lost"
    assert "« Merci 😀 »" in sentence(problem)
