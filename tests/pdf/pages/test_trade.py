"""Quotes and reminders."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest

from invoicing.document.invoice import Invoice
from invoicing.document.legal_mentions import PUBLIC_PENALTIES
from invoicing.document.parties import Agency, BuyerKind
from invoicing.document.quote import Quote
from invoicing.document.reminder import Level, Reminder
from jobs.ports import Document, Refused
from pdf.pages.pagination import PageLayout
from pdf.pages.quote_view import quoted
from pdf.press import Press
from pdf.typesetting.drawn_text import pages, squeezed
from pdf.typesetting.filename import LONGEST
from tests.pdf import samples
from tests.pdf.conftest import Golden
from tests.pdf.pages.papers import PROOF
from tests.pdf.pages.trade import FORMAL, QUOTE, QUOTES, REMINDER, REMINDERS
from tests.pdf.test_press import extracted
from tests.pdf.typesetting.test_hostile import MARKUP
from tests.pdf.typesetting.test_logo import clear, of


def text(document: Document) -> str:
    return "".join(pages(document.content))


def hashes(press: Press) -> list[str]:
    """One of each kind."""
    dressed = of(clear(), "#8a1538")
    return [
        press.draft(dressed, "F0012", samples.AT, logo=clear()).sha256,
        press.page(PROOF, samples.AT).sha256,
        press.quote(QUOTE, samples.AT).sha256,
        press.reminder(FORMAL, samples.AT).sha256,
    ]


@pytest.mark.parametrize("name", QUOTES)
def test_the_quote_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    quote: Quote = QUOTES[name]
    golden.check(f"quote-{name}.html", press.html(quoted(quote), PageLayout(1, 5)))
    golden.check(f"quote-{name}.txt", extracted(press.quote(quote, samples.AT).content) + "\n")


@pytest.mark.parametrize("name", REMINDERS)
def test_the_reminder_reads_as_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    made = press.reminder(REMINDERS[name], samples.AT)
    golden.check(f"reminder-{name}.txt", extracted(made.content) + "\n")


def test_a_quote_says_its_price_and_until_when(press: Press) -> None:
    said = text(press.quote(QUOTE, samples.AT))
    for wanted in (
        "DevisMARTIN-D-2026-0031",
        "MontantTTC3822,72€valablejusqu’au24février2027",
        "Établissementdudevisgratuit",
        "Gestiondesdéchets:environ0,4m³",
        "Bonpouraccord:date,nometsignatureduclient",
        "DevisétabliparCabinetLumière",
        "Fraisdedéplacementcomprisdanslesprix",
    ):
        assert wanted in said


def test_a_quote_asks_for_no_money_and_is_no_invoice(press: Press) -> None:
    made = press.quote(QUOTE, samples.AT)
    said = text(made)
    assert not any(word in said for word in ("IBAN", "Netàpayer", "Facture", "pénalité"))
    with pikepdf.open(io.BytesIO(made.content)) as pdf:
        assert not pdf.attachments
        assert str(pdf.docinfo.Title) == "Devis MARTIN-D-2026-0031 – Menuiserie Martin"


def test_only_a_consumer_away_from_the_shop_is_told_of_his_withdrawal() -> None:
    assert any("quatorze jours" in said for said in QUOTES["consumer"].mentions)
    business = replace(QUOTE, is_off_premises=True)
    assert not any("quatorze jours" in said for said in business.mentions)


def test_the_customer_certifies_the_dwelling_by_signing() -> None:
    assert any("local à usage d’habitation" in said for said in QUOTES["consumer"].mentions)
    assert not any("habitation" in said for said in QUOTE.mentions)


def test_without_agency_a_quote_names_none() -> None:
    assert not any("établi par" in said for said in replace(QUOTE, agency=Agency()).mentions)


def test_a_price_agreed_on_stands_below_the_computed_one() -> None:
    labels = [line.label for line in quoted(QUOTES["agreed"]).totals]
    assert labels == ["Total HT", "TVA", "Total TTC", "Arrondi au total convenu", "Total convenu"]


@pytest.mark.parametrize("name", QUOTES)
def test_the_box_to_sign_in_is_never_alone(press: Press, name: str) -> None:
    read = pages(press.quote(QUOTES[name], samples.AT).content)
    (signed,) = [page for page in read if "Bonpouraccord:" in page]
    assert "PrixunitaireHT" in signed


@pytest.mark.parametrize("count", range(36, 46))
def test_the_sums_of_a_reminder_are_never_alone(press: Press, count: int) -> None:
    long = replace(FORMAL, invoices=REMINDERS["long"].invoices[:count])
    read = pages(press.reminder(long, samples.AT).content)
    (summed,) = [page for page in read if "Totalàrégler" in page]
    assert "Échuele" in summed


def test_a_friendly_reminder_neither_threatens_nor_charges(press: Press) -> None:
    said = text(press.reminder(REMINDER, samples.AT))
    assert "Ils’agitsansdouted’unoubli" in said
    assert "MARTIN-2026-000120/09/202620/10/202635jours3822,72€" in said
    assert not any(word in said for word in ("demeure", "pénalités", "indemnité", "tribunal"))


def test_a_firm_one_tells_what_the_law_adds_and_claims_nothing(press: Press) -> None:
    said = text(press.reminder(REMINDERS["firm"], samples.AT))
    assert "indemnitéforfaitairede40,00€parfacture(C.com.,art.L441-10etD441-5)" in said
    assert "Nousnelesréclamonspasàcejour" in said
    assert "Totalàrégler4782,72€" in said


def test_a_formal_one_gives_notice_and_adds_up_what_it_claims(press: Press) -> None:
    said = text(press.reminder(FORMAL, samples.AT))
    for wanted in (
        "Miseendemeure",
        "Lettrerecommandéeavecavisderéception",
        "nousvousmettonsendemeuredenousréglerlasommede4913,65€auplustardle2décembre2026",
        "Pénalitésderetardà12,15%l’an50,93€",
        "Indemnitéforfaitaire80,00€",
        "Totalàrégler4913,65€",
        "article1344ducodecivil",
    ):
        assert wanted in said


def test_a_consumer_owes_neither_penalties_nor_indemnity(press: Press) -> None:
    reminder = REMINDERS["consumer"]
    assert reminder.asked == reminder.principal
    said = text(press.reminder(reminder, samples.AT))
    assert not any(word in said for word in ("L441-10", "Indemnité", "Pénalités"))
    assert "intérêtsautauxlégalcourront" in said


def test_a_public_buyer_is_told_its_own_law(press: Press) -> None:
    said = text(press.reminder(REMINDERS["public"], samples.AT))
    assert "codedelacommandepublique,art.L2192-13,R2192-31etD2192-35" in said
    assert PUBLIC_PENALTIES.replace(" ", "") in said
    assert "L441-10" not in said


def test_what_is_not_yet_due_bears_no_indemnity() -> None:
    early = replace(FORMAL, on=FORMAL.invoices[0].due_date - timedelta(days=40))
    assert early.indemnity == early.interest == 0


def test_without_a_rate_only_the_indemnity_is_claimed(press: Press) -> None:
    reminder = replace(FORMAL, rate=None)
    said = text(press.reminder(reminder, samples.AT))
    assert "Pénalités" not in said
    assert "Nousvousréclamonsdepleindroitl’indemnitéforfaitaire" in said


def test_another_process_prints_the_same_bytes(press: Press) -> None:
    code = (
        "from tests.pdf.pages.test_trade import hashes; from pdf.press import Press;"
        "print(*hashes(Press()))"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout  # noqa: S603 - our own
    assert other.decode().split() == hashes(press)


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_printed_as_it_was_typed(press: Press, markup: str) -> None:
    draft = replace(QUOTE.draft, subject=markup)
    assert squeezed(markup) in text(press.quote(replace(QUOTE, draft=draft), samples.AT))
    hostile = replace(REMINDER, buyer=replace(samples.BUYER, name=markup))
    assert squeezed(markup) in text(press.reminder(hostile, samples.AT))


def test_very_long_names_are_broken_and_shorten_the_file_s_name(press: Press) -> None:
    party: Invoice = samples.extreme()
    seller, buyer = party.draft.seller, party.draft.buyer
    made = press.reminder(replace(FORMAL, seller=seller, buyer=buyer), samples.AT)
    other = press.quote(replace(QUOTE, draft=party.draft), samples.AT)
    for document in (made, other):
        assert len(document.name) <= LONGEST
        assert document.name.isascii()
        assert squeezed(buyer.name) in text(document)


def test_what_cannot_be_set_is_refused(press: Press) -> None:
    hostile = replace(REMINDER, buyer=replace(samples.BUYER, name="木"))
    with pytest.raises(Refused):
        press.reminder(hostile, samples.AT)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("kind", BuyerKind)
def test_every_letter_is_the_same_at_the_same_instant(
    press: Press, level: Level, kind: BuyerKind
) -> None:
    reminder: Reminder = replace(FORMAL, level=level, buyer=replace(samples.BUYER, kind=kind))
    assert press.reminder(reminder, samples.AT) == press.reminder(reminder, samples.AT)


def test_a_letter_without_agency_names_none(press: Press) -> None:
    alone = press.reminder(replace(REMINDER, agency=Agency()), samples.AT)
    assert "CabinetLumière" not in text(alone)
