"""An invoice as XML: Factur-X 1.09, profile EN 16931, syntax CII D22B.

The order is that of the schema.  No sum is worked out here: all come from the domain.
"""

from __future__ import annotations

from lxml import etree

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.line import LineNature
from pdf.facturx.lines import line
from pdf.facturx.notes import notes
from pdf.facturx.parties import buyer, seller, ship_to
from pdf.facturx.settlement import settlement
from pdf.facturx.tree import Element, branch, day, leaf, root

PROFILE = "urn:cen.eu:en16931:2017"  # BT-24
LETTERS = {  # the frame of BT-23 (BR-FR-08)
    frozenset({LineNature.GOODS}): "B",
    frozenset({LineNature.SERVICE}): "S",
    frozenset(LineNature): "M",
}
ISSUED, AFTER_DEPOSIT = "1", "4"


def cii(invoice: Invoice) -> bytes:
    """Return the XML, in UTF-8.  The same invoice gives the same bytes."""
    draft, tree = invoice.draft, root()
    context = branch(tree, "ExchangedDocumentContext", space="rsm")
    leaf(context, "BusinessProcessSpecifiedDocumentContextParameter/ID", process(draft))
    leaf(context, "GuidelineSpecifiedDocumentContextParameter/ID", PROFILE)
    _document(branch(tree, "ExchangedDocument", space="rsm"), invoice)
    transaction = branch(tree, "SupplyChainTradeTransaction", space="rsm")
    for rank, each in enumerate(draft.lines, 1):
        line(transaction, rank, each)
    _agreement(branch(transaction, "ApplicableHeaderTradeAgreement"), draft)
    _delivery(branch(transaction, "ApplicableHeaderTradeDelivery"), draft)
    settlement(branch(transaction, "ApplicableHeaderTradeSettlement"), invoice)
    return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def process(draft: Draft) -> str:
    """BT-23: goods, services or both; and whether deposits are deducted."""
    return LETTERS.get(draft.natures, "") + (AFTER_DEPOSIT if draft.deposits else ISSUED)


def _document(parent: Element, invoice: Invoice) -> None:
    leaf(parent, "ID", invoice.number)  # BT-1
    leaf(parent, "TypeCode", invoice.draft.document_type.code)  # BT-3
    day(parent, "IssueDateTime", invoice.issue_date)  # BT-2
    for note in notes(invoice):
        added = branch(parent, "IncludedNote")
        leaf(added, "Content", note.text)  # BT-22
        leaf(added, "SubjectCode", note.subject_code)  # BT-21


def _agreement(parent: Element, draft: Draft) -> None:
    leaf(parent, "BuyerReference", draft.buyer_reference)  # BT-10
    seller(parent, draft)
    buyer(parent, draft)
    leaf(parent, "BuyerOrderReferencedDocument/IssuerAssignedID", draft.purchase_order)  # BT-13
    if affair := draft.affair.strip():
        project = branch(parent, "SpecifiedProcuringProject")
        leaf(project, "ID", affair)  # BT-11
        leaf(project, "Name", draft.subject.strip() or affair)


def _delivery(parent: Element, draft: Draft) -> None:
    """BG-13; BT-72 is the end of the works, also where BG-14 gives the whole period."""
    ship_to(parent, draft)
    done = draft.period_end or draft.period_start
    day(parent, "ActualDeliverySupplyChainEvent/OccurrenceDateTime", done)  # BT-72
