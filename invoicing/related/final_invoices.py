"""Final invoices: all that was agreed, less the deposits that were paid and the situations billed.

deposits    deducted from what is due, with their VAT (BT-113, BT-23 « 4 »)
situations  deducted line by line: the final invoice is the last of them, at 100 %
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from invoicing.document.invoice import Deposit, DocumentType, Draft
from invoicing.document.uncredited import Remainder, remainder
from invoicing.history.records import IssuedDocument
from invoicing.related.basis import RelatedDocuments, RelatedDraft
from invoicing.related.links import Affair
from invoicing.related.progress_invoices import ALL, settled, under_way
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.values.amounts import ZERO, Amount, total
from invoicing.values.french import euros
from invoicing.values.problems import Problem


def final(case: DraftWithRows, past: RelatedDocuments) -> RelatedDraft:
    """Make the final invoice that a row asks for."""
    affair, wrong = settled(case, past)
    if affair is None or wrong:
        return RelatedDraft(problems=wrong)
    problems = [*_progress(case), *_deposits(case, past, affair)]
    draft, of_lines = _lines(case, past, affair)
    if problems or of_lines:
        return RelatedDraft(problems=(*problems, *of_lines))
    deposits = tuple(_deducted(past, affair))
    draft = replace(draft, deposits=deposits)
    return RelatedDraft(
        draft=draft,
        problems=tuple(_above(case, draft)),
        remarks=() if deposits else tuple(_none(case, draft)),
    )


def _lines(
    case: DraftWithRows, past: RelatedDocuments, affair: Affair
) -> tuple[Draft, tuple[Problem, ...]]:
    """Bill the rest of what situations have begun; without any, all of it."""
    if past.ties.standing(affair, DocumentType.SITUATION):
        return under_way(case, past, affair, usual=ALL)
    return case.draft, ()


def _progress(case: DraftWithRows) -> Iterator[Problem]:
    """A final invoice bills all that is left; our choice: less than 100 % is a situation."""
    for _, row in case.lines:
        if row.progress is not None and row.progress != ALL:
            yield row.problem("final-progress", "progress")


def _deposits(case: DraftWithRows, past: RelatedDocuments, affair: Affair) -> Iterator[Problem]:
    """CGI 269-2: only what was paid is deducted; and once."""
    row = case.context.invoice
    for deposit in past.ties.standing(affair, DocumentType.DEPOSIT):
        number, left = deposit.number, _left(past, deposit)
        other = past.ties.settled_by(number)
        if other is not None:
            yield row.problem("deducted-twice", "affair", number=number, by=other.number)
        elif past.paid_of(number) < left.price:
            paid, price = euros(past.paid_of(number)), euros(left.price)
            yield row.problem("deposit-unpaid", "affair", number=number, paid=paid, total=price)


def _deducted(past: RelatedDocuments, affair: Affair) -> Iterator[Deposit]:
    for deposit in past.ties.standing(affair, DocumentType.DEPOSIT):
        left = _left(past, deposit)
        yield Deposit(
            number=deposit.number,
            issue_date=deposit.issue_date,
            total_without_vat=left.base,
            total_vat=left.tax,
        )


def _left(past: RelatedDocuments, deposit: IssuedDocument) -> Remainder:
    """Return what credit notes have left of a deposit."""
    credited = past.drafts(past.ties.credits(deposit.number))
    return remainder(past.originals[deposit.number].draft, credited)


def _above(case: DraftWithRows, draft: Draft) -> Iterator[Problem]:
    """Yield a problem where more was paid than the price: a credit note gives it back."""
    paid = total(deposit.total_with_vat for deposit in draft.deposits)
    price: Amount = draft.totals.price_with_vat
    if paid > max(price, ZERO):
        values = {"paid": euros(paid), "total": euros(price)}
        yield case.context.invoice.problem("deposits-above", "affair", **values)


def _none(case: DraftWithRows, draft: Draft) -> Iterator[Problem]:
    """Yield a warning where no deposit is deducted: there may be situations only."""
    row = case.context.invoice
    if not draft.preceding:
        yield row.problem("no-deposit", "affair", affair=row.affair)
