"""Drafts of documents that refer to earlier ones: made from the row and from what was issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from invoicing.document.invoice import DocumentType
from invoicing.related.basis import RelatedDocuments, RelatedDraft
from invoicing.related.credit_notes import correcting
from invoicing.related.final_invoices import final
from invoicing.related.progress_invoices import situation
from invoicing.rows.draft_with_rows import DraftWithRows
from invoicing.rules.draft import draft_problems

MAKERS: Mapping[DocumentType, Callable[[DraftWithRows, RelatedDocuments], RelatedDraft]] = {
    DocumentType.CREDIT_NOTE: correcting,
    DocumentType.CORRECTED: correcting,
    DocumentType.SITUATION: situation,
    DocumentType.FINAL: final,
}


def related(case: DraftWithRows, past: RelatedDocuments) -> RelatedDraft:
    """Make the draft of a row whose type is one of ``past.RELATED``, or say what is wrong."""
    made = MAKERS[case.draft.document_type](case, past)
    if made.draft is None or made.problems:
        return replace(made, draft=None)
    problems = draft_problems(replace(case, draft=made.draft))
    return replace(made, problems=problems, draft=None if problems else made.draft)
