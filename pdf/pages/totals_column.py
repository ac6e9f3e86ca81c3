"""The column of sums at the foot of the lines, from the lines' total to what is to be paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.document.invoice import Deposit, Draft
from invoicing.texts.pages import invoice as texts
from invoicing.values import french
from invoicing.values.amounts import Amount
from pdf.pages import document_kinds


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalLine:
    """A line of the column."""

    label: str
    note: str  # small, below the label
    amount: str


def sums(draft: Draft, *, with_vat: bool) -> Iterator[TotalLine]:
    """Yield each sum with its label; the last one stands out."""
    yield from price(draft, with_vat=with_vat)
    for deposit in draft.deposits:
        yield _deposit(deposit, with_vat=with_vat)
    yield from _held_back(draft, with_vat=with_vat)
    yield _sum(document_kinds.kind(draft).last, draft.settlement.net_payable)


def explained(draft: Draft) -> Iterator[str]:
    """Yield the sentence on the retention: how much, by which law, and when it ends."""
    if draft.settlement.retained:
        yield texts.RETENTION.format(
            percent=french.percent(draft.retention),
            amount=french.euros(draft.settlement.retained),
        )


def _sum(label: str, amount: Amount, note: str = "") -> TotalLine:
    return TotalLine(label=label, note=note, amount=french.euros(amount))


def _less(label: str, amount: Amount, note: str = "") -> TotalLine:
    return TotalLine(label=label, note=note, amount=french.euros(-amount))


def price(draft: Draft, *, with_vat: bool) -> Iterator[TotalLine]:
    """Yield what makes the price, down to the total."""
    totals = draft.totals
    if draft.discount:
        yield _sum(texts.LINES_TOTAL, totals.sum_of_lines)
        yield _less(
            texts.GLOBAL_DISCOUNT.format(percent=french.percent(draft.discount)), totals.allowances
        )
    yield _sum(texts.TOTAL, totals.total_without_vat)
    if with_vat:
        yield _sum(texts.VAT, totals.total_vat)
        yield _sum(texts.WITH_VAT, totals.total_with_vat)
    if totals.rounding:
        yield _sum(texts.ROUNDING, totals.rounding)


def _deposit(deposit: Deposit, *, with_vat: bool) -> TotalLine:
    """Deduct a deposit, with its VAT (BOFiP and use cases 20/21: by deposit, HT and VAT)."""
    note = texts.DATED.format(day=french.short_date(deposit.issue_date))
    if with_vat:
        without, vat = french.euros(deposit.total_without_vat), french.euros(deposit.total_vat)
        note = texts.DEPOSIT_SUMS.format(note=note, without=without, vat=vat)
    return _less(texts.DEPOSIT.format(number=deposit.number), deposit.total_with_vat, note)


def _held_back(draft: Draft, *, with_vat: bool) -> Iterator[TotalLine]:
    """Yield what stands between the amount due and what is to be paid now."""
    totals, settlement = draft.totals, draft.settlement
    held_back = settlement.net_payable != totals.amount_due
    if held_back and totals.amount_due != totals.total_with_vat:
        yield _sum(texts.STILL_DUE, totals.amount_due)
    if settlement.retained:
        label = texts.RETAINED.format(percent=french.percent(draft.retention))
        yield _less(label, settlement.retained)
    if draft.penalties:
        outside = texts.OUTSIDE_VAT if with_vat else ""
        yield _less(f"{texts.PENALTIES}{outside}", draft.penalties)
