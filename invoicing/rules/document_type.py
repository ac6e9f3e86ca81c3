"""Rules of `Type`: columns that speak of another type than the row's.  One function, one rule."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.document.invoice import CORRECTING, OF_AN_AFFAIR
from invoicing.rows.draft_with_rows import DraftRule, DraftWithRows
from invoicing.values.problems import Problem


def names_an_original_only_to_correct_it(case: DraftWithRows) -> Iterator[Problem]:
    """Our choice: who names an invoice to credit, and forgets the type, would bill it again."""
    row = case.context.invoice
    if row.original and row.document_type not in CORRECTING:
        yield row.problem("original-elsewhere", "original", number=row.original)


def has_progress_only_in_an_affair(case: DraftWithRows) -> Iterator[Problem]:
    """Our choice: who types a progress, and forgets the type, would bill the whole contract."""
    if case.context.invoice.document_type in OF_AN_AFFAIR:
        return
    for _, row in case.lines:
        if row.progress is not None:
            yield row.problem("progress-elsewhere", "progress")


TYPE_RULES: tuple[DraftRule, ...] = (
    names_an_original_only_to_correct_it,
    has_progress_only_in_an_affair,
)
