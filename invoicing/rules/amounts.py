"""Rules of sums: what is owed, agreed on, held back, and too much.  One function, one rule."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from invoicing.document.invoice import DocumentType
from invoicing.rows.draft_with_rows import DraftRule, DraftWithRows
from invoicing.values.amounts import ZERO, Amount, amount
from invoicing.values.french import euros, number
from invoicing.values.problems import Problem

ROUNDED_A_LINE = Decimal("0.05")  # EUR, what rounding may leave between two totals
ROUNDED = Decimal(1)  # EUR, on a whole document
LARGEST_RETENTION = 5  # per cent, loi 71-584 art. 1
USUAL_LIMIT = Amount(Decimal(100_000))  # EUR excluding VAT, our choice


def owes_something(case: DraftWithRows) -> Iterator[Problem]:
    """Deductions above the total make a credit note, not an invoice; deposits may pay it all."""
    due = case.draft.totals.amount_due
    if due < ZERO:
        yield case.context.invoice.problem("negative-total")
    elif due == ZERO and case.draft.lines and not case.draft.deposits:
        yield case.context.invoice.problem("zero-total")


def agrees_with_what_was_agreed(case: DraftWithRows) -> Iterator[Problem]:
    """BT-114 is a rounding: our choice, 5 cents a line and 1 € at the most.

    More than that is another price, and VAT on another base.  What the last credit note rounds
    to take all that is left was agreed by nobody.
    """
    totals, row = case.draft.totals, case.context.invoice
    if row.agreed_total is None:
        return
    bound = min(ROUNDED, ROUNDED_A_LINE * len(case.draft.lines))
    if abs(totals.rounding) > bound and case.draft.lines:
        yield row.problem(
            "agreed-total",
            "agreed_total",
            agreed=euros(row.agreed_total),
            total=euros(totals.total_with_vat),
        )


def retains_no_more_than_the_law_allows(case: DraftWithRows) -> Iterator[Problem]:
    """Loi 71-584 art. 1: 5 % at the most, of works that were done: not of a deposit."""
    draft, row = case.draft, case.context.invoice
    if not 0 <= draft.retention <= LARGEST_RETENTION:
        percent = number(draft.retention)
        yield row.problem("retention", "retention", percent=percent)
    elif draft.retention and draft.document_type is DocumentType.DEPOSIT:
        yield row.problem("retention-of-deposit", "retention")


def holds_back_no_more_than_is_due(case: DraftWithRows) -> Iterator[Problem]:
    """Our choice: what the buyer holds back is a share of what he owes."""
    draft, row = case.draft, case.context.invoice
    if draft.penalties < ZERO:
        yield row.problem("penalties", "penalties", held=euros(draft.penalties))
    elif draft.settlement.net_payable < ZERO <= draft.totals.amount_due:
        held = amount(draft.penalties + draft.settlement.retained)
        yield row.problem(
            "held-back", "penalties", held=euros(held), total=euros(draft.totals.amount_due)
        )


def stays_below_the_limit(case: DraftWithRows) -> Iterator[Problem]:
    """Our choice: a slip of the keyboard is stopped before it is an invoice."""
    limit = case.context.client.limit
    limit = USUAL_LIMIT if limit is None else limit
    total = case.draft.totals.total_without_vat
    if total > limit:
        client = case.context.client.code
        yield case.context.invoice.problem(
            "above-limit", limit=euros(limit), total=euros(total), client=client
        )


AMOUNT_RULES: tuple[DraftRule, ...] = (
    owes_something,
    agrees_with_what_was_agreed,
    retains_no_more_than_the_law_allows,
    holds_back_no_more_than_is_due,
    stays_below_the_limit,
)
