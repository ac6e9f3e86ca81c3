"""Situations: what a contract's lines have come to, less what earlier situations billed of them.

line of the contract × `Avancement cumulé (%)` − billed before = billed now, each line to the cent
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from invoicing.document.invoice import DocumentType, Draft, Invoice, Preceding
from invoicing.document.line import Line
from invoicing.document.progress import Progress
from invoicing.related.basis import (
    RelatedDocuments,
    RelatedDraft,
    affair_asked,
    emptied,
    numbers_behind,
)
from invoicing.related.links import Affair
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.rows.tabs import LineRow, normalised
from invoicing.values.amounts import NO_PERCENT, ZERO, Amount, Percent, amount
from invoicing.values.french import euros, number
from invoicing.values.problems import Problem

ALL = Percent(Decimal(100))
ONE = Decimal(1)
LineKey = tuple[str, str, int]  # what is sold, its VAT, its rank among equal lines


@dataclass(slots=True, kw_only=True)
class BilledBefore:
    """What earlier situations billed of one line."""

    name: str
    amount: Amount = ZERO
    percent: Percent = NO_PERCENT  # of the last one
    number: str = ""  # of the last one


@dataclass(slots=True, kw_only=True)
class _Made:
    """The lines of a situation in the making."""

    usual: Percent | None  # where `Avancement cumulé (%)` is empty
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def situation(case: DraftWithRows, past: RelatedDocuments) -> RelatedDraft:
    """Make the situation that a row asks for."""
    affair, wrong = settled(case, past)
    if affair is None or wrong:
        return RelatedDraft(problems=wrong)
    draft, problems = under_way(case, past, affair, usual=None)
    return RelatedDraft(draft=None if problems else draft, problems=problems)


def settled(
    case: DraftWithRows, past: RelatedDocuments
) -> tuple[Affair | None, tuple[Problem, ...]]:
    """Return the affair that a row is part of, and why it can have no more documents."""
    row, seller = case.context.invoice, case.context.seller
    affair = affair_asked(row, seller)
    if affair is None:
        return None, (row.problem("no-affair", "affair"),)
    wrong = list(emptied(case, past, numbers_behind(row, seller, past.ties)))
    finals = past.ties.standing(affair, DocumentType.FINAL)
    wrong += [
        row.problem("affair-settled", "affair", affair=row.affair, by=final.number)
        for final in finals
    ]
    return affair, tuple(wrong)


def under_way(
    case: DraftWithRows, past: RelatedDocuments, affair: Affair, *, usual: Percent | None
) -> tuple[Draft, tuple[Problem, ...]]:
    """Return for each line of the contract what is billed of it now."""
    earlier = [
        past.originals[each.number] for each in past.ties.standing(affair, DocumentType.SITUATION)
    ]
    before = billed(earlier)
    made, seen = _Made(usual=usual), Counter[tuple[str, str]]()
    for line, row in case.lines:
        _add(made, line, row, before.pop(_key(line, seen), BilledBefore(name=line.item_name)))
    made.problems += _of_the_whole(case, before.values())
    olds = (Preceding(number=each.number, issue_date=each.issue_date) for each in earlier)
    draft = replace(case.draft, lines=tuple(made.lines), preceding=tuple(olds))
    return draft, tuple(made.problems)


def _of_the_whole(case: DraftWithRows, gone: Iterable[BilledBefore]) -> Iterator[Problem]:
    """Stop lines that are gone, which would be billed twice, and a discount on the whole."""
    row = case.context.invoice
    for line in gone:
        yield row.problem("situation-line-gone", name=line.name, number=line.number)
    if case.draft.discount:
        yield row.problem("situation-discount", "document_discount")


def billed(earlier: Iterable[Invoice]) -> dict[LineKey, BilledBefore]:
    """Add up what each line was billed in *earlier* situations, oldest first."""
    found: dict[LineKey, BilledBefore] = {}
    for invoice in earlier:
        seen = Counter[tuple[str, str]]()
        for line in invoice.draft.lines:
            sum_ = found.setdefault(_key(line, seen), BilledBefore(name=line.item_name))
            sum_.amount = amount(sum_.amount + line.net_amount)
            sum_.percent = line.progress.percent if line.progress else ALL
            sum_.number = invoice.number
    return found


def _key(line: Line, seen: Counter[tuple[str, str]]) -> LineKey:
    """Return a key for each line, the same from one situation to the next."""
    sold = normalised(line.item_name), line.vat.word
    seen[sold] += 1
    return *sold, seen[sold]


def _add(made: _Made, line: Line, row: LineRow, before: BilledBefore) -> None:
    percent = made.usual if row.progress is None else Percent(row.progress)
    if percent is None:
        made.problems.append(row.problem("no-progress", "progress", name=line.item_name))
        return
    progress = Progress(
        quantity=line.quantity,
        unit=line.unit,
        net_price=line.net_price,
        contract=line.net_amount,
        percent=percent,
        before=before.amount,
    )
    made.problems += _of_progress(row, line, progress, before)
    made.lines.append(_billed_now(line, progress))


def _of_progress(
    row: LineRow, line: Line, progress: Progress, before: BilledBefore
) -> Iterator[Problem]:
    """A contract's line goes from 0 to 100 %, and never back: that is a credit note's work."""
    percent = number(progress.percent)
    if not 0 <= progress.percent <= ALL:
        yield row.problem("progress-range", "progress", name=line.item_name, percent=percent)
        return
    less = abs(progress.cumulated) < abs(progress.before)
    if less or progress.percent < before.percent:
        last = number(before.percent)
        values = {"name": line.item_name, "percent": percent, "last": last,
                  "total": euros(progress.before), "number": before.number}  # fmt: skip
        yield row.problem("progress-down", "progress", **values)


def _billed_now(line: Line, progress: Progress) -> Line:
    """One lump sum, so that quantity × price is the amount (BT-131); what it is of is printed.

    The price is never negative (BR-27): a line that deducts has a negative quantity.
    """
    return replace(
        line,
        quantity=-ONE if progress.now < ZERO else ONE,
        unit="forfait",
        net_price=abs(progress.now),
        discount=NO_PERCENT,
        progress=progress,
    )
