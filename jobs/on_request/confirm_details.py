"""A person's word that a client's new IBAN, or address for approvals, is right.

For when the address known before is dead: nobody there can confirm it.  It is a run of its own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from invoicing.approval.confirmed_details import approvers, asked_of, differs
from invoicing.history.history import History
from invoicing.values.problems import Problem
from jobs.approval.trusted_details import trusted
from jobs.engine.frozen_contents import contents
from jobs.engine.one_client import client_of, known_client
from jobs.engine.run import End, Job, Run, run
from jobs.engine.snapshot import recalled
from jobs.ports import Desk, JournalRow, Reading, Refused

TRUST = "trust"


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailChange:
    """What a client's row says, beside what he has confirmed."""

    seller: str
    asked: str  # hash of the new values
    iban: tuple[str, str]  # old, new
    approvers: tuple[str, str]
    is_known: bool = True  # whether the old values could be read


def change_of(desk: Desk, seller: str) -> DetailChange | None:
    """Return what is to be confirmed, ``None`` when nothing is; no ticket is taken."""
    memory = recalled(desk)
    code = known_client(seller, memory.reading.rows)
    client = client_of(code, memory.reading.rows)
    trust = memory.history.trusts.get(code)
    if trust is None or not differs(client, trust):
        return None
    old = _old(desk, memory.rows, trust.record)
    return DetailChange(
        seller=code,
        asked=asked_of(client),
        iban=(str(old[0]) if old else "", client.iban),
        approvers=(", ".join(old[1]) if old else "", ", ".join(approvers(client))),
        is_known=bool(old),
    )


def trust(desk: Desk, now: datetime, change: DetailChange, *, noted_by: str) -> End:
    """Record that *change* is right, and who says so.

    Raises the three exceptions; ``Refused`` when the row says something else by now.
    """

    def is_due(_desk: Desk, reading: Reading, history: History, _now: datetime) -> bool:
        client = client_of(change.seller, reading.rows)
        return differs(client, history.trusts.get(change.seller))

    def work(held: Run) -> None:
        client = client_of(change.seller, held.reading.rows)
        if asked_of(client) != change.asked:
            moved = Problem(code="change-moved", source=client.place)
            raise Refused("the change is not the one that was shown", problems=[moved])
        held.record([trusted(client, noted_by=noted_by)])

    return run(Job(name=TRUST, due=is_due, work=work), desk, now)


def _old(desk: Desk, rows: Sequence[JournalRow], record: str) -> list[list[str]]:
    """What he has confirmed; [] when the Journal has been emptied of it."""
    found: list[list[str]] = json.loads(contents(desk.ledger, rows, {record}).get(record, "[]"))
    return found
