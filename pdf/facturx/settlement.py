"""The settlement of the XML: how, until when and how much is paid; what came before."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.document.invoice import DocumentType, Draft, Invoice, Preceding
from invoicing.texts.pages import electronic_invoice as texts
from invoicing.values import french
from pdf.facturx.tree import EURO, Element, branch, day, leaf, money
from pdf.facturx.vat import breakdown, discounts
from pdf.pages.totals_column import explained

# BT-81: 30 and not 58.  Source: docs/facts/french-invoicing.md#the-tax-offices-first-stage
TRANSFER = "30"


def settlement(parent: Element, invoice: Invoice) -> None:
    """Add the head's settlement, in the order of the schema."""
    draft = invoice.draft
    if is_transferred(draft):
        leaf(parent, "PaymentReference", invoice.number)  # BT-83
    leaf(parent, "InvoiceCurrencyCode", EURO)  # BT-5
    if is_transferred(draft):
        _means(branch(parent, "SpecifiedTradeSettlementPaymentMeans"), draft)
    breakdown(parent, draft)
    if _is_period(draft):
        period = branch(parent, "BillingSpecifiedPeriod")
        day(period, "StartDateTime", draft.period_start)  # BT-73
        day(period, "EndDateTime", draft.period_end)  # BT-74
    discounts(parent, draft)
    _terms(branch(parent, "SpecifiedTradePaymentTerms"), invoice)
    _sums(branch(parent, "SpecifiedTradeSettlementHeaderMonetarySummation"), draft)
    for old in references(draft):
        referenced = branch(parent, "InvoiceReferencedDocument")
        leaf(referenced, "IssuerAssignedID", old.number)  # BT-25
        day(referenced, "FormattedIssueDateTime", old.issue_date, space="qdt")  # BT-26


def is_transferred(draft: Draft) -> bool:
    """Whether a transfer is asked for: a credit note has no means of payment."""
    credit = draft.document_type.is_credit
    return bool(draft.seller.iban) and not credit and draft.totals.amount_due > 0


def _is_period(draft: Draft) -> bool:
    """Whether it was done on several days; one day is BT-72 (the tax office's G6.25)."""
    start, end = draft.period_start, draft.period_end
    return start is not None and end is not None and start != end


def references(draft: Draft) -> Iterator[Preceding]:
    """BG-3.  A corrected invoice names the one it replaces and no other (BR-FR-CO-04)."""
    yield from draft.preceding
    if draft.document_type is not DocumentType.CORRECTED:
        yield from draft.deposits


def _means(parent: Element, draft: Draft) -> None:
    leaf(parent, "TypeCode", TRANSFER)  # BT-81
    leaf(parent, "PayeePartyCreditorFinancialAccount/IBANID", draft.seller.iban)  # BT-84
    leaf(parent, "PayeeSpecifiedCreditorFinancialInstitution/BICID", draft.seller.bic)  # BT-86


def _terms(parent: Element, invoice: Invoice) -> None:
    """BT-20 and BT-9; nothing falls due on a credit note, and BR-CO-25 wants a text."""
    draft = invoice.draft
    if draft.document_type.is_credit:
        olds = ", ".join(old.number for old in draft.preceding)
        leaf(parent, "Description", texts.CREDITS.format(numbers=olds))
        return
    leaf(parent, "Description", "\n".join((str(draft.terms), *_held_back(draft))))
    day(parent, "DueDateDateTime", invoice.due_date)


def _held_back(draft: Draft) -> Iterator[str]:
    """What the buyer holds back concerns the payment; EN 16931 has no term for it."""
    paid = draft.settlement
    yield from explained(draft)
    if paid.penalties:
        yield texts.PENALTIES.format(amount=french.euros(paid.penalties))
    if paid.retained or paid.penalties:
        yield texts.NET_PAYABLE.format(amount=french.euros(paid.net_payable))


def _sums(parent: Element, draft: Draft) -> None:
    """BG-22."""
    sums = draft.totals
    leaf(parent, "LineTotalAmount", money(sums.sum_of_lines))  # BT-106
    if sums.allowances:
        leaf(parent, "AllowanceTotalAmount", money(sums.allowances))  # BT-107
    leaf(parent, "TaxBasisTotalAmount", money(sums.total_without_vat))  # BT-109
    leaf(parent, "TaxTotalAmount", money(sums.total_vat), currencyID=EURO)  # BT-110
    if sums.rounding:
        leaf(parent, "RoundingAmount", money(sums.rounding))  # BT-114
    leaf(parent, "GrandTotalAmount", money(sums.total_with_vat))  # BT-112
    if sums.prepaid:
        leaf(parent, "TotalPrepaidAmount", money(sums.prepaid))  # BT-113
    leaf(parent, "DuePayableAmount", money(sums.amount_due))  # BT-115
