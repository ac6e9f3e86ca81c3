"""Content as canonical JSON: what is recorded reads back the same, and hashes the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from invoicing.document.invoice import Draft, Invoice, PrintedLegalText
from invoicing.document.legal_mentions import mentions
from invoicing.document.line import Line
from invoicing.document.parties import Address, Agency, Buyer, BuyerKind, Seller
from invoicing.document.terms import Terms
from invoicing.document.vat import WORDS
from invoicing.values.canonical_json import content_hash, from_json, to_json

DAY = date(2026, 11, 23)
texts = some.text(max_size=20)
numbers = some.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-9999)


@some.composite
def drafts(draw: some.DrawFn) -> Draft:
    address = Address(street=draw(texts), city=draw(texts))
    line = some.builds(
        Line, item_name=texts, quantity=numbers, net_price=numbers, vat=some.sampled_from(WORDS),
        on=some.none() | some.dates(), note=texts,
    )  # fmt: skip
    return Draft(
        seller=Seller(name=draw(texts), legal_id="732829320", address=address),
        buyer=Buyer(name=draw(texts), address=address, email=draw(texts)),
        lines=tuple(draw(some.lists(line, max_size=4))),
        terms=Terms(days=draw(some.integers(0, 90))),
        period_start=draw(some.none() | some.dates()),
    )


@given(drafts())
def test_what_is_recorded_reads_back_the_same(draft: Draft) -> None:
    agency = Agency(name="Plume")
    invoice = Invoice(
        number="A-2026-0001",
        issue_date=DAY,
        due_date=DAY,
        draft=draft,
        agency=agency,
        mentions=mentions(draft, agency, DAY),
    )
    text = to_json(invoice)
    assert from_json(Invoice, text) == invoice
    assert to_json(from_json(Invoice, text)) == text


@given(drafts())
def test_the_mail_address_is_kept_but_not_approved(draft: Draft) -> None:
    moved = replace(draft, buyer=replace(draft.buyer, email="autre@example.test"))
    assert content_hash(moved) == content_hash(draft)


@given(drafts(), some.decimals(0, 9999, places=2, allow_nan=False))
def test_a_changed_price_changes_the_content(draft: Draft, price: Decimal) -> None:
    line = Line(item_name="x", quantity=Decimal(1), net_price=price, vat=WORDS[0])
    dearer = replace(line, net_price=price + Decimal("0.01"))
    one, other = (replace(draft, lines=(each,)) for each in (line, dearer))
    assert content_hash(one) != content_hash(other)


def test_one_number_has_one_text() -> None:
    assert to_json((Decimal("1.50"), Decimal("1.5"), Decimal("1E+1"))) == '["1.5","1.5","10"]'


def test_a_consumer_is_never_told_of_the_forty_euros() -> None:
    address = Address()
    draft = Draft(
        seller=Seller(name="M", legal_id="1", address=address),
        buyer=Buyer(name="B", address=address, kind=BuyerKind.PRIVATE),
        lines=(),
        terms=Terms(days=0),
    )
    said = mentions(draft, Agency(name="Plume"), DAY)
    assert said == (
        PrintedLegalText(text="Facture établie par Plume au nom et pour le compte de M."),
    )
    business = replace(draft, buyer=replace(draft.buyer, kind=BuyerKind.BUSINESS))
    codes = [each.subject_code for each in mentions(business, Agency(), DAY)]
    assert codes == ["PMD", "PMT", "AAB"]


@given(drafts())
def test_an_ordinary_invoice_says_nothing_of_what_it_does_not_use(draft: Draft) -> None:
    """So fields that came later have changed no hash."""
    text = to_json(draft)
    later = ("agreed_total", "retention", "penalties", "penalty_rate", "early_discount")
    assert [name for name in later if f'"{name}":' in text] == []
