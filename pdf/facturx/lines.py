"""The lines of the XML (BG-25)."""

from __future__ import annotations

from invoicing.document.line import Line
from invoicing.document.vat import Category, Vat
from invoicing.values.units import UNITS
from pdf.facturx.tree import Element, branch, day, is_charge, leaf, money, number, percent
from pdf.pages import progress_notes

NO_UNIT = UNITS["unité"]  # UN/ECE Recommendation 20: "one", for a word that has no code
REASON = "Remise"  # BT-139


def line(parent: Element, rank: int, of: Line) -> None:
    """BG-25; *rank*, from 1, is BT-126."""
    added = branch(parent, "IncludedSupplyChainTradeLineItem")
    document = branch(added, "AssociatedDocumentLineDocument")
    leaf(document, "LineID", str(rank))
    leaf(document, "IncludedNote/Content", _note(of))  # BT-127
    product = branch(added, "SpecifiedTradeProduct")
    leaf(product, "SellerAssignedID", of.item_id)  # BT-155
    leaf(product, "Name", of.item_name)  # BT-153
    price = branch(added, "SpecifiedLineTradeAgreement/NetPriceProductTradePrice")
    leaf(price, "ChargeAmount", number(of.net_price))  # BT-146
    delivery = branch(added, "SpecifiedLineTradeDelivery")
    code = UNITS.get(of.unit, NO_UNIT)  # BT-130
    leaf(delivery, "BilledQuantity", number(of.quantity), unitCode=code)  # BT-129
    _settlement(branch(added, "SpecifiedLineTradeSettlement"), of)


def category(parent: Element, vat: Vat) -> None:
    """Add what a line or an allowance says of its VAT; out of scope there is no rate (BR-O-05)."""
    leaf(parent, "TypeCode", "VAT")
    leaf(parent, "CategoryCode", vat.category.value)
    if vat.category is not Category.OUT_OF_SCOPE:
        leaf(parent, "RateApplicablePercent", percent(vat.rate))


def _note(of: Line) -> str:
    return "\n".join(filter(None, (of.heading, *progress_notes.notes(of), of.note.strip())))


def _settlement(parent: Element, of: Line) -> None:
    category(branch(parent, "ApplicableTradeTax"), of.vat)  # BT-151, BT-152
    if of.on:
        period = branch(parent, "BillingSpecifiedPeriod")
        day(period, "StartDateTime", of.on)  # BT-134
        day(period, "EndDateTime", of.on)  # BT-135
    if of.discount:
        _discount(branch(parent, "SpecifiedTradeAllowanceCharge"), of)
    sums = branch(parent, "SpecifiedTradeSettlementLineMonetarySummation")
    leaf(sums, "LineTotalAmount", money(of.net_amount))  # BT-131


def _discount(parent: Element, of: Line) -> None:
    """BG-27."""
    is_charge(parent, charge=False)
    leaf(parent, "CalculationPercent", percent(of.discount))  # BT-138
    leaf(parent, "BasisAmount", money(of.gross_amount))  # BT-137
    leaf(parent, "ActualAmount", money(of.discount_amount))  # BT-136
    leaf(parent, "Reason", REASON)
