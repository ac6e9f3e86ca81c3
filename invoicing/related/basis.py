"""What the draft of a document that refers to earlier ones is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from invoicing.document.invoice import CORRECTING, OF_AN_AFFAIR, DocumentType, Draft, Invoice
from invoicing.history.records import IssuedDocument
from invoicing.related.links import Affair, DocumentLinks, hashed
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.rows.tabs import InvoiceRow, normalised
from invoicing.values.amounts import ZERO, Amount
from invoicing.values.canonical_json import content_hash
from invoicing.values.problems import Problem

RELATED = CORRECTING | OF_AN_AFFAIR
COUNTED = (DocumentType.DEPOSIT, DocumentType.SITUATION)  # by a final invoice
SETTLING = frozenset({*COUNTED, DocumentType.FINAL})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RelatedDocuments:
    """Issued documents: their links by facts, their contents where needed, their payments."""

    ties: DocumentLinks
    originals: Mapping[str, Invoice] = field(default_factory=dict)  # by number
    paid: Mapping[str, Amount] = field(default_factory=dict)  # EUR with VAT, by number

    def drafts(self, documents: Iterable[IssuedDocument]) -> Iterator[Draft]:
        """Return what each was issued as; those of emptied content have their own problem."""
        known = (self.originals.get(each.number) for each in documents)
        return (invoice.draft for invoice in known if invoice)

    def paid_of(self, number: str) -> Amount:
        """Return what has been paid of one document, EUR with VAT."""
        return self.paid.get(number, ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedDraft:
    """The draft of a row that refers to earlier documents, or why there is none."""

    draft: Draft | None = None
    ends: str = ""  # the number of which nothing will be left
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()  # that stop nothing

    @property
    def content(self) -> str:
        """The draft's content hash, "" while there is none."""
        return content_hash(self.draft) if self.draft else ""


def original_of(row: InvoiceRow, client_code: str, ties: DocumentLinks) -> IssuedDocument | None:
    """Return the document that a row credits or corrects, if it is one of its client's."""
    found = ties.by_number.get(normalised(row.original))
    return found if found is not None and found.client_code == client_code else None


def affair_asked(row: InvoiceRow, client_code: str) -> Affair | None:
    """Return the affair that a row names, of its buyer."""
    if not row.affair.strip():
        return None
    return Affair(client_code=client_code, buyer=hashed(row.buyer), name=hashed(row.affair))


def numbers_behind(row: InvoiceRow, client_code: str, ties: DocumentLinks) -> Iterator[str]:
    """Name the documents whose contents are needed to make what *row* asks for."""
    behind: list[IssuedDocument] = []
    if row.document_type in CORRECTING:
        original = original_of(row, client_code, ties)
        behind = [original] if original else []
    elif row.document_type in OF_AN_AFFAIR and (affair := affair_asked(row, client_code)):
        wanted = COUNTED if row.document_type is DocumentType.FINAL else COUNTED[1:]
        behind = [each for kind in wanted for each in ties.standing(affair, kind)]
    for document in behind:
        yield document.number
        yield from (note.number for note in ties.credits(document.number))


def emptied(
    case: DraftWithRows, past: RelatedDocuments, numbers: Iterable[str]
) -> Iterator[Problem]:
    """Yield a problem for each needed content that has been emptied from the Journal."""
    for number in numbers:
        if number not in past.originals:
            yield case.context.invoice.problem("original-emptied", "original", number=number)
