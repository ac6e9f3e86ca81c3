"""Whatever is billed, the XML breaks no official rule and says the invoice's sums."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from invoicing.document.invoice import Deposit, DocumentType, Draft, Preceding
from invoicing.document.line import Line, LineNature
from invoicing.document.parties import Buyer, BuyerKind, Seller
from invoicing.document.terms import Terms
from invoicing.document.vat import FRANCHISE, WORDS, Category, Vat
from invoicing.values.amounts import Percent, amount
from invoicing.values.units import UNITS
from pdf.facturx.cii import cii
from pdf.facturx.official_rules import broken
from pdf.facturx.read_back import differing
from pdf.facturx.tree import SPACES
from tests.pdf import samples
from tests.pdf.facturx.test_cii import BELGIAN, PRIVATE, SWISS

TEXTS = st.text(st.sampled_from("aéŒ’& <>\"'\n–½"), max_size=30)
NAMES = TEXTS.map(lambda text: f"x{text}")
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 24))
DISCOUNTS = st.one_of(
    st.just(Decimal(0)), st.decimals(Decimal("0.01"), Decimal(100), places=2)
).map(Percent)
RATES = [vat for vat in WORDS if vat.category is Category.STANDARD]
HOME = [*RATES, *(vat for vat in WORDS if vat.category is Category.EXEMPT)]
SOLE = samples.franchise().draft.seller
CONSUMER = replace(PRIVATE, legal_id="")
PUBLIC = replace(samples.BUYER, kind=BuyerKind.PUBLIC)


def of(category: Category) -> list[Vat]:
    return [vat for vat in WORDS if vat.category is category]


CASES: list[tuple[Seller, Buyer, list[Vat]]] = [
    (samples.SELLER, samples.BUYER, HOME),
    (replace(samples.SELLER, vat_on_debits=True), samples.BUYER, HOME),
    (samples.SELLER, samples.BUYER, [*RATES, *of(Category.REVERSE_CHARGE)]),
    (samples.SELLER, PUBLIC, RATES),
    (samples.SELLER, CONSUMER, HOME),
    (samples.SELLER, BELGIAN, of(Category.REVERSE_CHARGE)),
    (samples.SELLER, BELGIAN, of(Category.INTRA_COMMUNITY)),
    (samples.SELLER, SWISS, of(Category.EXPORT)),
    (samples.SELLER, SWISS, of(Category.OUT_OF_SCOPE)),
    (SOLE, samples.BUYER, [FRANCHISE]),
    (SOLE, CONSUMER, [FRANCHISE]),
]


@st.composite
def lines(draw: st.DrawFn, vats: list[Vat]) -> Line:
    return Line(
        item_name=draw(NAMES),
        item_id=draw(st.sampled_from(["", "REF-1"])),
        nature=draw(st.sampled_from(LineNature)),
        quantity=draw(st.decimals(Decimal(-50), Decimal(9999), places=4)),
        unit=draw(st.sampled_from(sorted(UNITS))),
        net_price=draw(st.decimals(Decimal(0), Decimal(99999), places=6)),
        discount=draw(DISCOUNTS),
        vat=draw(st.sampled_from(vats)),
        on=draw(st.none() | DAYS),
        heading=draw(TEXTS),
        note=draw(TEXTS),
    )


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    seller, buyer, vats = draw(st.sampled_from(CASES))
    start, end = sorted((draw(DAYS), draw(DAYS)))
    plain = Draft(
        seller=replace(seller, iban=draw(st.sampled_from(["", seller.iban]))),
        buyer=replace(buyer, delivery_address=draw(TEXTS.map(str.strip))),
        lines=tuple(draw(st.lists(lines(vats), min_size=1, max_size=6))),
        discount=draw(DISCOUNTS),
        terms=Terms(days=draw(st.integers(0, 60))),
        subject=draw(TEXTS),
        affair=draw(st.sampled_from(["", "DURAND"])),
        period_start=start,
        period_end=end,
        place=draw(TEXTS),
        notes=draw(TEXTS),
        purchase_order=draw(st.sampled_from(["", "BC 118"])),
        buyer_reference=draw(st.sampled_from(["", "Service 12"])),
        retention=draw(st.sampled_from([Percent(Decimal(0)), Percent(Decimal(5))])),
        penalties=amount(draw(st.sampled_from([Decimal(0), Decimal(150)]))),
    )
    return draw(st.sampled_from([plain, *followed(plain)]))


def followed(plain: Draft) -> list[Draft]:
    """The same as a document of each other kind."""
    old = Preceding(number="MARTIN-2026-0001", issue_date=date(2026, 10, 1))
    due = plain.totals.total_with_vat
    paid = Deposit(
        number="MARTIN-2026-0002", issue_date=date(2026, 10, 2),
        total_without_vat=amount(due / 4), total_vat=amount(due / 20),
    )  # fmt: skip
    agreed = amount(due + Decimal("0.03"))
    return [
        replace(plain, document_type=DocumentType.DEPOSIT),
        replace(plain, document_type=DocumentType.SITUATION, deposits=(paid,)),
        replace(plain, document_type=DocumentType.FINAL, deposits=(paid, paid)),
        replace(plain, document_type=DocumentType.CREDIT_NOTE, preceding=(old,), reason="Retour"),
        replace(plain, document_type=DocumentType.CORRECTED, preceding=(old,), deposits=(paid,)),
        replace(plain, agreed_total=agreed),
    ]


@settings(max_examples=25, deadline=None)
@given(drafts())
def test_any_invoice_breaks_no_rule_and_says_its_sums(draft: Draft) -> None:
    invoice = samples.issue(draft)
    xml = cii(invoice)
    assert broken(xml) == ()
    assert differing(invoice, xml) == []
    tree = etree.fromstring(xml)
    for name, expected in {
        "TaxBasisTotalAmount": draft.totals.total_without_vat,
        "TaxTotalAmount": draft.totals.total_vat,
        "GrandTotalAmount": draft.totals.total_with_vat,
        "DuePayableAmount": draft.totals.amount_due,
    }.items():
        assert tree.xpath(f"string(//ram:{name})", namespaces=SPACES) == f"{expected + 0:.2f}"
