"""Credit notes and corrected invoices: drafts made of a row and of the original's content.

381, 503   takes back lines, or all that is left; what is left of the original gets less
384        bills everything anew; nothing is left of the original (220 « Annulée »)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from invoicing.document.invoice import DocumentType, Draft, Invoice, Preceding
from invoicing.document.line import Line
from invoicing.document.totals import group_of
from invoicing.document.uncredited import Remainder, lines_left, remainder
from invoicing.history.records import IssuedDocument
from invoicing.related.basis import (
    RelatedDocuments,
    RelatedDraft,
    emptied,
    numbers_behind,
    original_of,
)
from invoicing.related.original_rules import REFERENCE_RULES, OriginalReference, says_why, unnamed
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.values.amounts import NO_PERCENT, ZERO, Percent
from invoicing.values.french import euros
from invoicing.values.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A row's draft, the original as it was issued, and what has not been credited of it."""

    case: DraftWithRows
    original: Invoice
    credited: tuple[Draft, ...]
    left: Remainder

    @property
    def old(self) -> Draft:
        """Return the content of the original."""
        return self.original.draft


def correcting(case: DraftWithRows, past: RelatedDocuments) -> RelatedDraft:
    """Make the credit note or corrected invoice that a row asks for."""
    row, seller = case.context.invoice, case.context.seller
    issued = original_of(row, seller, past.ties)
    why = tuple(says_why(row))
    if issued is None:
        return RelatedDraft(problems=(*unnamed(row, seller, past.ties), *why))
    of = OriginalReference(row=row, original=issued, ties=past.ties)
    wrong = [*why, *(problem for rule in REFERENCE_RULES for problem in rule(of))]
    wrong += emptied(case, past, numbers_behind(row, seller, past.ties))
    if wrong:
        return RelatedDraft(problems=tuple(wrong))
    return _related(case, past, issued)


def _related(case: DraftWithRows, past: RelatedDocuments, issued: IssuedDocument) -> RelatedDraft:
    original = past.originals[issued.number]
    credited = tuple(past.drafts(past.ties.credits(issued.number)))
    left = remainder(original.draft, credited)
    of = Correction(case=case, original=original, credited=credited, left=left)
    if case.draft.document_type is DocumentType.CORRECTED:
        return RelatedDraft(draft=_corrected(of), ends=issued.number)
    draft = _credit_note(of)
    ends = issued.number if draft.totals.price_with_vat == left.price else ""
    problems = (problem for rule in CREDIT_BOUNDS for problem in rule(of, draft))
    return RelatedDraft(draft=draft, ends=ends, problems=tuple(problems))


def _corrected(of: Correction) -> Draft:
    """Make a corrected invoice: what the row leaves empty is the original's."""
    typed = of.case.draft
    if typed.lines:
        return _filled(of, typed)
    return _filled(of, replace(typed, lines=of.old.lines, discount=of.old.discount))


def _credit_note(of: Correction) -> Draft:
    """Make a credit note to the same buyer, under the same VAT."""
    typed, old = of.case.draft, of.old
    lines, discount = _lines(of)
    is_deposit = old.document_type is DocumentType.DEPOSIT
    all_at_once = not typed.lines and not of.credited
    seller = replace(
        typed.seller,
        regime=old.seller.regime,
        vat_id=old.seller.vat_id,
        vat_on_debits=old.seller.vat_on_debits,
    )
    draft = replace(
        _filled(of, typed),
        document_type=DocumentType.DEPOSIT_CREDIT if is_deposit else DocumentType.CREDIT_NOTE,
        seller=seller,
        buyer=replace(old.buyer, email=typed.buyer.email),
        lines=lines,
        discount=discount,
        deposits=old.deposits if all_at_once else (),
        retention=NO_PERCENT,
        penalties=ZERO,
    )
    return _to_the_cent(draft, of.left)


def _filled(of: Correction, typed: Draft) -> Draft:
    """Fill what the row leaves empty, around the lines, from the original."""
    old = of.old
    dated = typed.period_start or typed.period_end
    return replace(
        typed,
        subject=typed.subject or old.subject,
        affair=typed.affair or old.affair,
        period_start=typed.period_start if dated else old.period_start,
        period_end=typed.period_end if dated else old.period_end,
        place=typed.place or old.place,
        purchase_order=typed.purchase_order or old.purchase_order,
        buyer_reference=typed.buyer_reference or old.buyer_reference,
        preceding=(Preceding(number=of.original.number, issue_date=of.original.issue_date),),
    )


def _lines(of: Correction) -> tuple[tuple[Line, ...], Percent]:
    """Those of the row, under the original's only VAT where none is typed; else all that is left.

    A secretary who cancels an invoice types no lines again.
    """
    typed = of.case.draft
    if not typed.lines:
        return lines_left(of.old, of.credited, of.left, of.original.number)
    vats = {group_of(line.vat): line.vat for line in of.old.lines}
    if len(vats) > 1:
        return typed.lines, typed.discount
    (only,) = vats.values()
    pairs = of.case.lines
    made = (line if row.vat else replace(line, vat=only) for line, row in pairs)
    return tuple(made), typed.discount


def _to_the_cent(draft: Draft, left: Remainder) -> Draft:
    """Let the last credit note take exactly what is left: VAT rounds with every document.

    BT-114 takes the cents, so that all credit notes together are the original.
    """
    totals = draft.totals
    groups = totals.vat_breakdown
    above = totals.price_with_vat > left.price
    if draft.agreed_total is not None or not left.holds(groups):
        return draft
    if totals.price_with_vat != left.price and (above or left.takes_all(groups)):
        return replace(draft, agreed_total=left.price)
    return draft


Bound = Callable[[Correction, Draft], Iterator[Problem]]


def credits_the_vat_of_the_original(of: Correction, draft: Draft) -> Iterator[Problem]:
    """CGI 272-1, 283-3: VAT is given back as it was billed."""
    words = list(dict.fromkeys(line.vat.word for line in of.old.lines))
    wrong = {
        group.vat.word
        for group in draft.totals.vat_breakdown
        if group_of(group.vat) not in of.left.bases
    }
    for word in sorted(wrong):
        said = ", ".join(f"« {each} »" for each in words)
        number = of.original.number
        row = of.case.context.invoice
        yield row.problem("credit-vat", "vat", word=word, number=number, choices=said)


def credits_no_more_than_is_left(of: Correction, draft: Draft) -> Iterator[Problem]:
    """Several credit notes together take back what was billed at each VAT, and no more."""
    groups = [g for g in draft.totals.vat_breakdown if group_of(g.vat) in of.left.bases]
    total, left = draft.totals.price_with_vat, of.left.price
    if groups and (not of.left.holds(groups) or total > left):
        values = {"total": euros(total), "left": euros(left), "number": of.original.number}
        yield of.case.context.invoice.problem("credit-above", "original", **values)


def credits_a_situation_as_a_whole(of: Correction, draft: Draft) -> Iterator[Problem]:
    """Our choice: the next situation deducts each line of it, or none."""
    is_situation = of.old.document_type is DocumentType.SITUATION
    if is_situation and draft.totals.price_with_vat != of.left.price:
        number = of.original.number
        yield of.case.context.invoice.problem("situation-in-part", "original", number=number)


def holds_nothing_back(of: Correction, draft: Draft) -> Iterator[Problem]:
    """Nothing is paid on a credit note, so nothing is kept of it."""
    asked = of.case.draft
    if asked.retention or asked.penalties:
        name = "retention" if asked.retention else "penalties"
        yield of.case.context.invoice.problem("credit-held-back", name)


CREDIT_BOUNDS: tuple[Bound, ...] = (
    credits_the_vat_of_the_original,
    credits_no_more_than_is_left,
    credits_a_situation_as_a_whole,
    holds_nothing_back,
)
