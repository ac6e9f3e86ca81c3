"""Why a document goes to the client for approval first.  One function, one rule.

« Certaines factures nécessitant des informations particulières (conditions tarifaires spécifiques,
pénalités, acomptes, retenues, opérations exceptionnelles, etc.) font l'objet d'une validation
préalable. »
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from invoicing.document.invoice import DocumentType
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.rows.lines import listed_price
from invoicing.texts.states.reasons import REASONS
from invoicing.values.french import euros, number, price

TYPES: Mapping[DocumentType, str] = {
    DocumentType.DEPOSIT: "deposit",
    DocumentType.SITUATION: "situation",
    DocumentType.FINAL: "final",
    DocumentType.CREDIT_NOTE: "credit-note",
    DocumentType.CORRECTED: "corrected",
}

ASKED = frozenset({"row-asks", "client-asks"})  # a wish, not a reason of the document's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why approval is asked: a code of its text, and what the text names."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it in French, as it ends « Votre accord est demandé parce que … »."""
        return REASONS[self.code].format_map(self.values)

    @property
    def is_specific(self) -> bool:
        """Whether the document itself gives it, and not the wish of the client or the agency."""
        return self.code not in ASKED


ReasonRule = Callable[[DraftWithRows], Iterator[Reason]]


def is_of_a_special_type(case: DraftWithRows) -> Iterator[Reason]:
    """A deposit, a situation, a final invoice, a credit note, a corrected invoice."""
    if code := TYPES.get(case.draft.document_type):
        yield Reason(code=code)


def has_a_special_price(case: DraftWithRows) -> Iterator[Reason]:
    """A price typed otherwise than the valid row of `Tarifs` has it."""
    for line, row in case.lines:
        listed = listed_price(case.context, row)
        if listed is not None and listed.net_price not in {None, line.net_price}:
            values = {"item": line.item_name, "price": price(line.net_price),
                      "listed": price(listed.net_price)}  # fmt: skip
            yield Reason(code="special-price", values=values)


def has_a_discount(case: DraftWithRows) -> Iterator[Reason]:
    """A discount typed for this document; the buyer's usual one is known to the client."""
    for line, row in case.lines:
        if row.discount:
            values = {"percent": number(row.discount), "item": line.item_name}
            yield Reason(code="line-discount", values=values)
    if case.draft.discount:
        yield Reason(code="discount", values={"percent": number(case.draft.discount)})


def has_a_retention(case: DraftWithRows) -> Iterator[Reason]:
    """Loi 71-584."""
    if case.draft.retention:
        yield Reason(code="retention", values={"percent": number(case.draft.retention)})


def has_penalties(case: DraftWithRows) -> Iterator[Reason]:
    """What the buyer holds back for a delay."""
    if case.draft.penalties:
        yield Reason(code="penalty", values={"amount": euros(case.draft.penalties)})


def has_an_agreed_total(case: DraftWithRows) -> Iterator[Reason]:
    """A price fixed with VAT is a special price."""
    if case.draft.agreed_total is not None:
        yield Reason(code="agreed-total", values={"amount": euros(case.draft.agreed_total)})


def is_exceptional(case: DraftWithRows) -> Iterator[Reason]:
    """`Opération exceptionnelle` is ticked."""
    if case.context.invoice.exceptional:
        yield Reason(code="exceptional")


REASON_RULES: tuple[ReasonRule, ...] = (
    is_of_a_special_type,
    has_a_special_price,
    has_an_agreed_total,
    has_a_discount,
    has_a_retention,
    has_penalties,
    is_exceptional,
)

ALL, SPECIFIC, NONE = "Toutes", "Les spécifiques", "Aucune"  # `Faire valider` of a client
YES, NO = "Oui", "Non"  # … of a row


def reasons(case: DraftWithRows) -> tuple[Reason, ...]:
    """Say why this document is to be approved; () when it is not.

    The client's `Faire valider` decides, then the row's; empty is `Les spécifiques`.  `Non` lifts
    `Toutes`, never a reason that the document itself gives.
    """
    client, row = case.context.client.approval or SPECIFIC, case.context.invoice.approval
    found = [] if client == NONE else [each for rule in REASON_RULES for each in rule(case)]
    if row == YES:
        found.append(Reason(code="row-asks"))
    elif client == ALL and row != NO and not found:
        found.append(Reason(code="client-asks"))
    return tuple(found)


def is_never_silent(document_type: DocumentType) -> bool:
    """Whether silence is no consent: money would go back."""
    return document_type in {DocumentType.CREDIT_NOTE, DocumentType.CORRECTED}
