"""The VAT of the XML: breakdown (BG-23), when it falls due (BT-8), document discount (BG-20)."""

from __future__ import annotations

from itertools import groupby

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.line import LineNature
from invoicing.document.parties import Regime
from invoicing.document.totals import VatGroup
from invoicing.document.vat import Category
from invoicing.values.amounts import Percent, total
from pdf.facturx.lines import category
from pdf.facturx.tree import Element, branch, is_charge, leaf, money, percent

ON_INVOICE, ON_DELIVERY, ON_PAYMENT = "5", "29", "72"  # BT-8, UNTDID 2475 as CII has it
DEPOSITS = {DocumentType.DEPOSIT, DocumentType.DEPOSIT_CREDIT}
REASON = "Remise globale"  # BT-97


def breakdown(parent: Element, draft: Draft) -> None:
    """BG-23, once a category and rate (BR-E-01, BR-AE-01 …): its reasons share one entry."""
    due = due_code(draft)
    ordered = sorted(draft.totals.vat_breakdown, key=_kind)
    for _, groups in groupby(ordered, key=_kind):
        _tax(branch(parent, "ApplicableTradeTax"), tuple(groups), due)


def _kind(group: VatGroup) -> tuple[Percent, str]:
    return Percent(-group.vat.rate), group.vat.category.value


def _tax(parent: Element, groups: tuple[VatGroup, ...], due: str) -> None:
    vat = groups[0].vat
    reasons = dict.fromkeys(group.vat.reason for group in groups)
    codes = {group.vat.reason_code for group in groups}
    leaf(parent, "CalculatedAmount", money(total(group.tax_amount for group in groups)))  # BT-117
    leaf(parent, "TypeCode", "VAT")
    leaf(parent, "ExemptionReason", " ; ".join(filter(None, reasons)))  # BT-120
    leaf(parent, "BasisAmount", money(total(group.taxable_amount for group in groups)))  # BT-116
    leaf(parent, "CategoryCode", vat.category.value)  # BT-118
    leaf(parent, "ExemptionReasonCode", codes.pop() if len(codes) == 1 else "")  # BT-121
    leaf(parent, "DueDateTypeCode", due)  # BT-8
    if vat.category is not Category.OUT_OF_SCOPE:
        leaf(parent, "RateApplicablePercent", percent(vat.rate))  # BT-119


def due_code(draft: Draft) -> str:
    """BT-8, one for the whole invoice; "" where no VAT is charged, or where no one code is true.

    CGI 269-2: a service on payment, or on the invoice under the option; goods on delivery; a
    deposit on payment.  Goods and services together have two, so the norm is told none (our
    choice): BT-23 says that the invoice is mixed.
    """
    services = LineNature.SERVICE in draft.natures
    if not draft.has(Category.STANDARD) or draft.seller.regime is not Regime.TAXABLE:
        return ""
    if draft.seller.vat_on_debits and services:
        return ON_INVOICE if draft.natures == {LineNature.SERVICE} else ""
    if draft.document_type in DEPOSITS or draft.natures == {LineNature.SERVICE}:
        return ON_PAYMENT
    return "" if services else ON_DELIVERY


def discounts(parent: Element, draft: Draft) -> None:
    """BG-20: the discount of the document, shared by what each rate had of it."""
    for group in draft.totals.vat_breakdown:
        if group.allowance:
            added = branch(parent, "SpecifiedTradeAllowanceCharge")
            is_charge(added, charge=False)
            leaf(added, "CalculationPercent", percent(draft.discount))  # BT-94
            leaf(added, "BasisAmount", money(group.lines_amount))  # BT-93
            leaf(added, "ActualAmount", money(group.allowance))  # BT-92
            leaf(added, "Reason", REASON)
            category(branch(added, "CategoryTradeTax"), group.vat)  # BT-95, BT-96
