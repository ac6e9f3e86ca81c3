"""Rules of approval: what stops a document that the client has to see first."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.reasons import NO
from invoicing.register.entry import Entry, pending_agreement
from invoicing.values.problems import Problem


def is_not_lifted_by_a_word(entry: Entry) -> Iterator[Problem]:
    """`Faire valider` = `Non` lifts a specific reason only with an agreement recorded by hand."""
    row = entry.row
    found = [str(reason) for reason in entry.reasons if reason.is_specific]
    if row is not None and row.approval == NO and found:
        yield row.problem("approval-not-lifted", "approval", reasons=" ; ".join(found))


def has_somebody_to_ask(entry: Entry) -> Iterator[Problem]:
    """An approval is asked at an address."""
    row, client = entry.row, entry.candidate.client if entry.candidate else None
    if row is not None and client is not None and entry.reasons and not approvers(client):
        where = client.cells.get("approver" if client.approver else "email", client.place)
        yield row.problem("no-approver", "buyer", client=client.code, place=str(where))


def approval_problems(entry: Entry) -> tuple[Problem, ...]:
    """Everything that stops it; nothing once the client has agreed to this very content."""
    if entry.is_approved or pending_agreement(entry):
        return ()
    return (*is_not_lifted_by_a_word(entry), *has_somebody_to_ask(entry))
