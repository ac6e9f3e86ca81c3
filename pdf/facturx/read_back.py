"""Reading the XML back, to see that it says what the invoice says.

This reader shares nothing with the writer (cii*.py): what one gets wrong, the other shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lxml import etree

from invoicing.document.invoice import Invoice
from pdf.facturx.official_rules import PARSER

URN = "urn:un:unece:uncefact:data:standard:"
SPACES = {
    "rsm": URN + "CrossIndustryInvoice:100",
    "ram": URN + "ReusableAggregateBusinessInformationEntity:100",
}
SETTLED = "//ram:ApplicableHeaderTradeSettlement/"
SUMS = SETTLED + "ram:SpecifiedTradeSettlementHeaderMonetarySummation/ram:"
DATES = {
    "BT-2": "//rsm:ExchangedDocument/ram:IssueDateTime/*",
    "BT-9": SETTLED + "ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime/*",
}
TEXTS = {
    "BT-1": "//rsm:ExchangedDocument/ram:ID",
    "BT-3": "//rsm:ExchangedDocument/ram:TypeCode",
    "BT-84": "//ram:PayeePartyCreditorFinancialAccount/ram:IBANID",
}
AMOUNTS = {
    "BT-106": SUMS + "LineTotalAmount",
    "BT-107": SUMS + "AllowanceTotalAmount",
    "BT-109": SUMS + "TaxBasisTotalAmount",
    "BT-110": SUMS + "TaxTotalAmount",
    "BT-112": SUMS + "GrandTotalAmount",
    "BT-113": SUMS + "TotalPrepaidAmount",
    "BT-114": SUMS + "RoundingAmount",
    "BT-115": SUMS + "DuePayableAmount",
}
LINES = {
    "BT-131": "//ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
    "BT-129": "//ram:SpecifiedLineTradeDelivery/ram:BilledQuantity",
    "BT-146": "//ram:NetPriceProductTradePrice/ram:ChargeAmount",
}
Tree = etree._Element  # noqa: SLF001 - lxml has no other name for it
Value = str | date | Decimal | None


def differing(invoice: Invoice, xml: bytes) -> list[str]:
    """Return the terms (« BT-112 », « BT-131 ligne 2 ») that the XML has otherwise."""
    tree = etree.fromstring(xml, PARSER)
    said, meant = dict(_said(tree)), dict(_meant(invoice))
    return [term for term in meant | said if said.get(term) != meant.get(term)]


def _said(tree: Tree) -> Iterator[tuple[str, Value]]:
    for term, path in TEXTS.items():
        yield term, next(_found(tree, path), "")
    for term, path in DATES.items():
        yield term, next(map(_day, _found(tree, path)), None)
    for term, path in AMOUNTS.items():
        yield term, next(map(Decimal, _found(tree, path)), Decimal(0))
    for term, path in LINES.items():
        for rank, text in enumerate(_found(tree, path), 1):
            yield f"{term} ligne {rank}", Decimal(text)


def _found(tree: Tree, path: str) -> Iterator[str]:
    found = tree.xpath(f"{path}/text()", namespaces=SPACES)
    assert isinstance(found, list)
    return map(str, found)


def _day(text: str) -> date:
    return date(int(text[:4]), int(text[4:6]), int(text[6:]))


def _meant(invoice: Invoice) -> Iterator[tuple[str, Value]]:
    draft, sums = invoice.draft, invoice.draft.totals
    credit = draft.document_type.is_credit
    yield "BT-1", invoice.number
    yield "BT-2", invoice.issue_date
    yield "BT-3", draft.document_type.code
    yield "BT-9", None if credit else invoice.due_date
    yield "BT-84", "" if credit or sums.amount_due <= 0 else draft.seller.iban
    yield "BT-106", sums.sum_of_lines
    yield "BT-107", sums.allowances
    yield "BT-109", sums.total_without_vat
    yield "BT-110", sums.total_vat
    yield "BT-112", sums.total_with_vat
    yield "BT-113", sums.prepaid
    yield "BT-114", sums.rounding
    yield "BT-115", sums.amount_due
    for rank, line in enumerate(draft.lines, 1):
        yield f"BT-131 ligne {rank}", line.net_amount
        yield f"BT-129 ligne {rank}", line.quantity
        yield f"BT-146 ligne {rank}", line.net_price
