"""A trial print: what cannot be printed is neither asked about nor numbered, and its row says why.

What is wrong with a logo is said once, in the client's row; the document's row leads there.
"""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.drafts import Candidate
from invoicing.invoice import Draft
from invoicing.lifecycle import Entry
from invoicing.problems import Problem
from jobs.issuing import issued
from jobs.logos import logo, read
from jobs.ports import Flaw
from jobs.work import Work

OF_THE_LOGO = "logo-"  # how the codes begin


def is_sound(work: Work, entry: Entry, number: str) -> bool:
    """Print it under a provisional number, and note what is wrong."""
    candidate = entry.candidate or (entry.sight.candidate if entry.sight else None)
    assert candidate is not None  # an entry that is to be printed has one
    assert candidate.draft is not None
    with work.answering_for(entry.seller):
        flaws = _flaws(work, entry.seller, candidate.draft, number)
        if not flaws:
            return True
        noted = (problem for flaw in flaws for problem in _placed(candidate, flaw))
        work.flaws[entry.key] = tuple(noted)
    return False


def _flaws(work: Work, code: str, draft: Draft, number: str) -> Sequence[Flaw]:
    if draft.seller.logo_file and not read(work, draft.seller.logo_file):
        return [Flaw(code="logo-gone", values={"client": code})]
    invoice = issued(work, draft, number)
    return work.run.desk.press.flaws(invoice, logo(work, code, invoice.draft.seller))


def _placed(candidate: Candidate, flaw: Flaw) -> list[Problem]:
    client, row = candidate.client, candidate.row
    if client is None or not flaw.code.startswith(OF_THE_LOGO):
        return [row.problem(flaw.code, **flaw.values)]
    leading = {"client": candidate.seller, "place": str(client.place)}
    return [
        client.problem(flaw.code, "logo", **flaw.values),
        row.problem("client-problem", "buyer", **leading),
    ]
