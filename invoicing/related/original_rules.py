"""Rules of `Document d'origine`: what a credit note or a corrected invoice may point at.

One function, one rule.  They are asked before there is a draft, since it is made of the original.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from invoicing.document.invoice import DocumentType
from invoicing.history.records import IssuedDocument
from invoicing.related.basis import COUNTED
from invoicing.related.links import DocumentLinks, LaterOutcome, hashed
from invoicing.rows.lookup import nearest
from invoicing.rows.tabs import InvoiceRow, normalised
from invoicing.values.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalReference:
    """A row, and the issued document that it names."""

    row: InvoiceRow
    original: IssuedDocument
    ties: DocumentLinks

    @property
    def is_correction(self) -> bool:
        """Whether the row replaces the original, or credits it."""
        return self.row.document_type is DocumentType.CORRECTED


ReferenceRule = Callable[[OriginalReference], Iterator[Problem]]


def unnamed(row: InvoiceRow, client_code: str, ties: DocumentLinks) -> Iterator[Problem]:
    """BR-FR-CO-04, CO-05: the original is named, and is an issued document of this client."""
    known = ties.by_number.get(normalised(row.original))
    if not row.original:
        yield row.problem("no-original", "original")
    elif known is not None:
        values = {"number": known.number, "client": known.client_code}
        yield row.problem("original-other-client", "original", **values)
    else:
        own = (
            number for number, issued in ties.by_number.items() if issued.client_code == client_code
        )
        near = nearest(row.original, own)
        code = "unknown-number-near" if near else "unknown-number"
        yield row.problem(code, "original", number=row.original, near=near)


def says_why(row: InvoiceRow) -> Iterator[Problem]:
    """BOI-TVA-DECLA-30-20-20-20 § 190-260: the reason is told, our choice for both ways."""
    if not row.reason:
        yield row.problem("no-reason", "reason")


def is_of_the_same_buyer(of: OriginalReference) -> Iterator[Problem]:
    """CGI 289 I-5: it modifies the invoice of that buyer; another buyer needs one of his own."""
    if of.original.buyer and of.original.buyer != hashed(of.row.buyer):
        yield of.row.problem("original-other-buyer", "buyer", number=of.original.number)


def is_no_credit_note(of: OriginalReference) -> Iterator[Problem]:
    """A credit note is not credited: what it took back is billed again."""
    if of.original.document_type.is_credit:
        yield of.row.problem("original-is-credit", "original", number=of.original.number)


def leaves_something_to_do(of: OriginalReference) -> Iterator[Problem]:
    """Nothing is left of what was replaced, or wholly credited."""
    end = of.ties.end(of.original.number)
    if end is None:
        return
    replaced = of.ties.outcome(of.original.number) is LaterOutcome.REPLACED
    code = "original-replaced" if replaced else "original-credited"
    yield of.row.problem(code, "original", number=of.original.number, by=end.number)


def is_not_counted_in_a_final(of: OriginalReference) -> Iterator[Problem]:
    """What a final invoice deducts stands as long as that invoice does."""
    if of.original.document_type in COUNTED:
        final = of.ties.settled_by(of.original.number)
        if final is not None:
            number = of.original.number
            yield of.row.problem("original-deducted", "original", number=number, by=final.number)


def corrects_a_plain_invoice(of: OriginalReference) -> Iterator[Problem]:
    """Our choice: others are counted in later ones, and 384 would hide what they are."""
    plain = {DocumentType.INVOICE, DocumentType.CORRECTED}
    credit = of.original.document_type.is_credit
    if of.is_correction and not credit and of.original.document_type not in plain:
        yield of.row.problem("corrects-special", "original", number=of.original.number)


def corrects_what_has_no_credit(of: OriginalReference) -> Iterator[Problem]:
    """A corrected invoice replaces all of it: a part that was credited would be billed again."""
    note = next(of.ties.credits(of.original.number), None)
    ended = of.ties.end(of.original.number) is not None
    if of.is_correction and note is not None and not ended:
        number = of.original.number
        yield of.row.problem("corrects-credited", "original", number=number, by=note.number)


REFERENCE_RULES: tuple[ReferenceRule, ...] = (
    is_of_the_same_buyer,
    is_no_credit_note,
    leaves_something_to_do,
    is_not_counted_in_a_final,
    corrects_a_plain_invoice,
    corrects_what_has_no_credit,
)
