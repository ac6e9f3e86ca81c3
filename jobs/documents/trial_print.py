"""A trial print: what cannot be printed is neither asked about nor numbered, and its row says why.

What is wrong with a logo is said once, in the client's row; the document's row leads there.
"""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.register.entry import Entry
from invoicing.rows.drafts import TickedRow
from invoicing.values.problems import Problem
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.dated_draft import issued
from jobs.documents.logos import logo, read
from jobs.engine.context import Context
from jobs.ports import Flaw, Print

PROVISIONAL = "BROUILLON-0001"  # the number of what has no series yet
OF_THE_LOGO = "logo-"  # how the codes begin


def is_sound(context: Context, documents: DocumentsAtHand, entry: Entry, number: str) -> bool:
    """Print it under a provisional number, and note what is wrong."""
    with context.answering_for(entry.client_code):
        flaws = _flaws(context, documents, entry, number)
        if not flaws:
            return True
        noted = (problem for flaw in flaws for problem in _placed(_candidate(entry), flaw))
        context.failures.flaws[entry.key] = tuple(noted)
    return False


def trial(context: Context, documents: DocumentsAtHand, entry: Entry, number: str) -> Print:
    """Return what is printed on trial."""
    draft = _candidate(entry).draft
    assert draft is not None
    invoice = issued(context, documents, draft, number)
    return Print(
        invoice=invoice, logo=logo(context, documents, entry.client_code, invoice.draft.seller)
    )


def _candidate(entry: Entry) -> TickedRow:
    candidate = entry.candidate or (entry.sight.candidate if entry.sight else None)
    assert candidate is not None  # an entry that is to be printed has one
    return candidate


def _flaws(
    context: Context, documents: DocumentsAtHand, entry: Entry, number: str
) -> Sequence[Flaw]:
    draft = _candidate(entry).draft
    if (
        draft is not None
        and draft.seller.logo_file
        and not read(context, documents, draft.seller.logo_file)
    ):
        return [Flaw(code="logo-gone", values={"client": entry.client_code})]
    wanted = trial(context, documents, entry, number)
    return context.desk.press.flaws(wanted.invoice, wanted.logo)


def _placed(candidate: TickedRow, flaw: Flaw) -> list[Problem]:
    client, row = candidate.client, candidate.row
    if client is None or not flaw.code.startswith(OF_THE_LOGO):
        return [row.problem(flaw.code, **flaw.values)]
    leading = {"client": candidate.client_code, "place": str(client.place)}
    return [
        client.problem(flaw.code, "logo", **flaw.values),
        row.problem("client-problem", "buyer", **leading),
    ]
