"""The XML of an invoice: what the norm makes of each case."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from lxml import etree

from invoicing.document.invoice import Deposit, DocumentType, Draft, Invoice, Preceding
from invoicing.document.line import LineNature
from invoicing.document.parties import Address, BuyerKind, Regime
from invoicing.document.vat import FRANCHISE
from invoicing.values.amounts import Amount, Percent
from pdf.facturx.cii import cii, process
from pdf.facturx.official_rules import broken
from pdf.facturx.tree import SPACES
from pdf.facturx.vat import due_code
from tests.pdf import samples

HELD = date(2026, 10, 1)
DEPOSIT = Deposit(
    number="MARTIN-2026-0007",
    issue_date=HELD,
    total_without_vat=Amount(Decimal("500.00")),
    total_vat=Amount(Decimal("100.00")),
)
OLD = Preceding(number="MARTIN-2026-0003", issue_date=HELD)
PRIVATE = replace(
    samples.BUYER, kind=BuyerKind.PRIVATE, legal_id="", siret="", vat_id="",
    email="ada@exemple.example; bob@exemple.example",
)  # fmt: skip
BELGIAN = replace(
    samples.BUYER, legal_id="", siret="", vat_id="BE0123456749",
    address=Address(street="1 rue Haute", postcode="1000", city="Bruxelles", country="BE"),
)  # fmt: skip
GENEVA = Address(street="1 rue du Lac", postcode="1200", city="Genève", country="CH")
SWISS = replace(BELGIAN, vat_id="", address=GENEVA)


def of_nature(nature: LineNature, draft: Draft) -> Draft:
    return replace(draft, lines=tuple(replace(line, nature=nature) for line in draft.lines))


def cases() -> dict[str, Invoice]:
    five = samples.draft()
    sole = samples.franchise().draft
    mixed = (*five.lines[:2], *samples.lines(1, "Exonérée – formation"),
             *samples.lines(1, "Exonérée – association"))  # fmt: skip
    drafts = {
        "final": replace(five, document_type=DocumentType.FINAL, deposits=(DEPOSIT,) * 2),
        "situation": replace(five, document_type=DocumentType.SITUATION),
        "deposit": replace(five, document_type=DocumentType.DEPOSIT),
        "credit-note": replace(
            five, document_type=DocumentType.CREDIT_NOTE, preceding=(OLD, OLD), reason="Retour"
        ),
        "corrected": replace(five, document_type=DocumentType.CORRECTED, preceding=(OLD,)),
        "corrected-final": replace(
            five, document_type=DocumentType.CORRECTED, preceding=(OLD,), deposits=(DEPOSIT,)
        ),
        "paid-by-another": replace(five, payer="OPCO Santé"),
        "agreed": replace(five, agreed_total=Amount(Decimal("3823.00"))),
        "retained": replace(
            five, retention=Percent(Decimal(5)), penalties=Amount(Decimal("150.00"))
        ),
        "private": replace(five, buyer=PRIVATE),
        "private-franchise": replace(sole, buyer=PRIVATE),
        "public": replace(five, buyer=replace(samples.BUYER, kind=BuyerKind.PUBLIC)),
        "belgian": replace(samples.draft(3, "Autoliquidation – UE"), buyer=BELGIAN),
        "goods-to-belgium": of_nature(
            LineNature.GOODS, replace(samples.draft(3, "Livraison UE"), buyer=BELGIAN)
        ),
        "export": of_nature(LineNature.GOODS, replace(samples.draft(3, "Export"), buyer=SWISS)),
        "out-of-scope": samples.draft(2, "Hors TVA"),
        "two-reasons": replace(five, lines=mixed, discount=Percent(Decimal(3))),
        "no-dates": replace(five, period_start=None, period_end=None),
        "one-day": replace(five, period_start=HELD, period_end=HELD),
        "no-iban": replace(five, seller=replace(samples.SELLER, iban="", bic="")),
        "on-debits": replace(five, seller=replace(samples.SELLER, vat_on_debits=True)),
        "long-address": replace(
            five, buyer=replace(samples.BUYER, address=Address(
                street="a\nb\nc\nd", postcode="69002", city="Lyon"))),
    }  # fmt: skip
    made = {name: samples.issue(draft) for name, draft in drafts.items()}
    return made | {
        "plain": samples.plain(),
        "sixty": samples.plain(60),
        "rich": samples.rich(),
        "franchise": samples.franchise(),
        "reverse-charge": samples.reverse_charge(),
        "extreme": samples.extreme(),
    }


CASES = cases()


def said(name: str, path: str) -> list[str]:
    """Return the texts at a path, wherever it begins."""
    found = etree.fromstring(cii(CASES[name])).xpath(f"//{path}/text()", namespaces=SPACES)
    assert isinstance(found, list)
    return [str(text) for text in found]


@pytest.mark.parametrize("name", CASES)
def test_no_official_rule_is_broken(name: str) -> None:
    assert broken(cii(CASES[name])) == ()


def test_the_head_says_number_dates_and_type() -> None:
    assert said("plain", "rsm:ExchangedDocument/ram:ID") == ["MARTIN-2026-0001"]
    assert said("plain", "rsm:ExchangedDocument/ram:IssueDateTime/*") == ["20261124"]
    assert said("plain", "ram:DueDateDateTime/*") == ["20261224"]
    assert said("plain", "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID") == [
        "urn:cen.eu:en16931:2017"
    ]
    types = {name: said(name, "rsm:ExchangedDocument/ram:TypeCode") for name in CASES}
    assert types["final"] == types["situation"] == types["plain"] == ["380"]
    assert [types[name] for name in ("deposit", "credit-note", "corrected")] == [
        ["386"], ["381"], ["384"],
    ]  # fmt: skip


def test_the_frame_names_goods_services_and_deposits() -> None:
    goods = of_nature(LineNature.GOODS, samples.draft())
    assert process(goods) == "B1"
    assert process(samples.draft()) == "S1"
    assert process(samples.rich().draft) == "M1"
    assert process(CASES["final"].draft) == "S4"


def test_vat_falls_due_on_payment_for_services_and_on_delivery_for_goods() -> None:
    goods = of_nature(LineNature.GOODS, samples.draft())
    assert due_code(samples.draft()) == "72"
    assert due_code(goods) == "29"
    assert due_code(replace(goods, document_type=DocumentType.DEPOSIT)) == "72"
    assert due_code(samples.rich().draft) == ""
    assert due_code(CASES["on-debits"].draft) == "5"
    assert due_code(replace(samples.rich().draft, seller=CASES["on-debits"].draft.seller)) == ""
    assert due_code(samples.franchise().draft) == due_code(samples.reverse_charge().draft) == ""


def test_deposits_are_named_and_deducted() -> None:
    assert said("final", "ram:TotalPrepaidAmount") == ["1200.00"]
    assert said("final", "ram:DuePayableAmount") == ["2622.72"]
    path = "ram:InvoiceReferencedDocument"
    assert said("final", f"{path}/ram:IssuerAssignedID") == [DEPOSIT.number] * 2
    assert said("final", f"{path}/ram:FormattedIssueDateTime/*") == ["20261001"] * 2


def test_a_corrected_invoice_names_only_the_one_it_replaces() -> None:
    path = "ram:InvoiceReferencedDocument/ram:IssuerAssignedID"
    assert said("corrected-final", path) == [OLD.number]
    assert said("corrected-final", "ram:TotalPrepaidAmount") == ["600.00"]
    assert "Annule et remplace la facture MARTIN-2026-0003 du 01/10/2026." in said(
        "corrected", "ram:IncludedNote/ram:Content"
    )


def test_a_credit_note_asks_for_no_payment() -> None:
    for path in (
        "ram:IBANID",
        "ram:PaymentReference",
        "ram:DueDateDateTime/*",
        "ram:TypeCode[.='30']",
    ):
        assert said("credit-note", path) == []
        assert said("plain", path) != []
    assert said("credit-note", "ram:SpecifiedTradePaymentTerms/ram:Description") == [
        "Avoir sur la facture MARTIN-2026-0003, MARTIN-2026-0003"
    ]


def test_a_credit_note_says_that_penalties_and_discount_have_no_object() -> None:
    for code in ("PMD", "PMT", "AAB"):
        path = f"ram:IncludedNote[ram:SubjectCode='{code}']/ram:Content"
        assert said("credit-note", path) == ["Sans objet : aucun paiement n’est dû sur un avoir."]


def test_a_consumer_is_told_that_no_indemnity_is_asked_for() -> None:
    notes = dict(
        zip(
            said("private", "ram:IncludedNote[ram:SubjectCode]/ram:Content"),
            said("private", "ram:IncludedNote/ram:SubjectCode"),
            strict=True,
        )
    )
    assert sorted(notes.values()) == ["AAB", "BAR", "PMD", "PMT"]
    assert "B2C" in notes
    assert not any("40" in text for text in notes)


def test_the_treatment_follows_the_buyer() -> None:
    path = "ram:IncludedNote[ram:SubjectCode='BAR']/ram:Content"
    buyers = ("plain", "private", "belgian", "public")
    assert [said(name, path) for name in buyers] == [["B2B"], ["B2C"], ["B2BINT"], []]
    abroad = replace(PRIVATE, address=BELGIAN.address)
    assert b">B2CINT<" in cii(samples.issue(replace(samples.draft(), buyer=abroad)))


def test_a_buyer_without_a_siren_is_addressed_by_mail() -> None:
    path = "ram:BuyerTradeParty/ram:URIUniversalCommunication/ram:URIID"
    assert said("plain", f"{path}[@schemeID='0225']") == ["987654324"]
    assert said("private", f"{path}[@schemeID='EM']") == ["ada@exemple.example"]


def test_under_franchise_the_siren_is_the_tax_number() -> None:
    path = "ram:SellerTradeParty/ram:SpecifiedTaxRegistration/ram:ID"
    assert said("franchise", f"{path}[@schemeID='FC']") == ["512345678"]
    assert said("franchise", f"{path}[@schemeID='VA']") == []
    assert said("franchise", "ram:ExemptionReasonCode") == ["VATEX-FR-FRANCHISE"]
    assert said("franchise", "ram:ExemptionReason") == [FRANCHISE.reason]
    assert CASES["franchise"].draft.seller.regime is Regime.FRANCHISE


def test_out_of_scope_has_neither_rate_nor_vat_numbers() -> None:
    assert said("out-of-scope", "ram:RateApplicablePercent") == []
    assert said("out-of-scope", "ram:ID[@schemeID='VA']") == []
    assert said("reverse-charge", "ram:ID[@schemeID='VA']") == ["FR32123456789", "FR40987654324"]


def test_two_reasons_of_one_category_share_an_entry_and_keep_their_texts() -> None:
    path = "ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax[ram:CategoryCode='E']"
    (reason,) = said("two-reasons", f"{path}/ram:ExemptionReason")
    assert "261, 4-4°" in reason
    assert "261, 7-1°" in reason
    assert said("two-reasons", f"{path}/ram:ExemptionReasonCode") == []


def test_discounts_are_told_by_line_and_by_rate() -> None:
    line = "ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge"
    whole = "ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge"
    assert said("rich", f"{line}/ram:CalculationPercent") == ["5.00"]
    assert said("rich", f"{line}/ram:ActualAmount") == ["73.65"]
    assert said("rich", f"{whole}/ram:CategoryTradeTax/ram:RateApplicablePercent") == [
        "20.00", "10.00",
    ]  # fmt: skip
    amounts = map(Decimal, said("rich", f"{whole}/ram:ActualAmount"))
    assert [sum(amounts)] == list(map(Decimal, said("rich", "ram:AllowanceTotalAmount")))


def test_a_rounding_to_the_agreed_total_stands_beside_the_sums() -> None:
    assert said("agreed", "ram:RoundingAmount") == ["0.28"]
    assert said("agreed", "ram:GrandTotalAmount") == ["3822.72"]
    assert said("agreed", "ram:DuePayableAmount") == ["3823.00"]


def test_a_retention_leaves_the_sums_alone_and_is_told_in_the_terms() -> None:
    assert said("retained", "ram:DuePayableAmount") == ["3822.72"]
    (terms,) = said("retained", "ram:SpecifiedTradePaymentTerms/ram:Description")
    first, retained, penalties, net = terms.replace("\u00a0", " ").splitlines()
    assert first == "30 jours"
    assert retained.startswith("Retenue de garantie de 5 % (loi n° 71-584 du 16 juillet 1971)")
    assert penalties == "Pénalités retenues (hors TVA) : 150,00 €"
    assert net == "Net à payer à l’échéance : 3\u202f481,58 €"


def test_one_day_is_a_date_and_several_are_a_period() -> None:
    period = "ram:ApplicableHeaderTradeSettlement/ram:BillingSpecifiedPeriod/*/*"
    done = "ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/*"
    assert said("plain", period) == ["20261102", "20261120"]
    assert said("one-day", period) == []
    assert said("one-day", done) == ["20261001"]
    assert said("no-dates", done) == []


def test_goods_for_the_union_name_the_country_they_go_to() -> None:
    assert said("goods-to-belgium", "ram:ShipToTradeParty//ram:CountryID") == ["BE"]
    assert said("belgian", "ram:ShipToTradeParty//ram:CountryID") == []
    assert said("rich", "ram:ShipToTradeParty//ram:LineOne") == [
        "Chantier des Docks, 45 quai Rambaud, 69002 Lyon"
    ]


def test_there_is_no_negative_zero() -> None:
    line = replace(samples.lines(1)[0], quantity=Decimal("-0.001"), net_price=Decimal("0.001"))
    draft = replace(samples.draft(1), lines=(*samples.lines(1), line))
    xml = cii(samples.issue(draft))
    assert b"-0.00<" not in xml
    assert b"-0.001<" in xml


def test_the_same_invoice_gives_the_same_bytes() -> None:
    assert cii(samples.rich()) == cii(samples.rich())
    assert cii(samples.rich()) != cii(samples.plain())


def test_who_pays_for_the_buyer_is_a_note() -> None:
    note = "ram:IncludedNote/ram:Content"
    assert "Tiers payeur\u00a0: OPCO Santé" in said("paid-by-another", note)
    assert not [text for text in said("plain", note) if text.startswith("Tiers payeur")]
