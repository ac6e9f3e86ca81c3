"""What a run leaves behind, for machines: numbers, counts and codes; no names, addresses, amounts.

{"job", "at", "end", "seconds", "problems": [{"where", "code"}],
 "sellers": [{"seller", "end", "issued": [numbers], "sent", "waiting", "problems"}]}
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from invoicing.history.history import History
from invoicing.register.entry import DocumentState
from invoicing.rows.tabs import normalised
from invoicing.values.problems import Problem
from jobs.billing import bill, due
from jobs.engine.context import Context, in_context
from jobs.engine.one_client import known_client
from jobs.engine.run import End, Job, run
from jobs.ports import Conflict, Desk, Reading, Refused, Trouble, Unavailable

BILLING = "billing"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """One run of one job."""

    at: datetime
    end: End
    seconds: float
    job: str = BILLING
    problems: tuple[Problem, ...] = ()  # of no client
    context: Context | None = field(default=None, repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return the answer of the Cloud Function."""
        return {
            "job": self.job,
            "at": self.at.isoformat(),
            "end": self.end.value,
            "seconds": round(self.seconds, 1),
            "problems": _problems(self.problems),
            "sellers": _sellers(self.context) if self.context else [],
        }


def billing(desk: Desk, now: datetime, *, seller: str = "", take_over: bool = False) -> RunReport:
    """Run the billing job and report how it ended.  Bugs are raised."""
    begun: list[Context] = []
    only = normalised(seller)

    def is_due(desk: Desk, reading: Reading, history: History, at: datetime) -> bool:
        known_client(only, reading.rows)
        return due(desk, reading, history, at)

    def work(context: Context) -> None:
        begun.append(context)
        bill(context)

    job = Job(name=BILLING, due=is_due, work=in_context(work, only=only))
    problems: tuple[Problem, ...] = ()
    try:
        end = run(job, desk, now, take_over=take_over)
    except Trouble as error:
        end, problems = _end(error), error.problems
    context = begun[0] if begun else None  # what a stopped run has done is told, too
    seconds = desk.elapsed().total_seconds()
    notes = (*problems, *(_of_no_client(context) if context else ()))
    return RunReport(at=now, end=end, seconds=seconds, problems=notes, context=context)


def _of_no_client(context: Context) -> Iterator[Problem]:
    """What is wrong with `Paramètres`, with what was shown, and with rows of an unknown client."""
    yield from context.reading.rows.problems
    yield from context.failures.notes
    for entry in context.register.entries:
        if entry.client_code not in context.register.index.clients:
            yield from entry.problems


def _end(error: Trouble) -> End:
    match error:
        case Unavailable():
            return End.UNAVAILABLE
        case Refused():
            return End.REFUSED
        case Conflict():
            return End.CONFLICT
        case _:
            return End.BUG


def _problems(problems: Iterable[Problem]) -> list[dict[str, str]]:
    said = dict.fromkeys((str(problem.source), problem.code) for problem in problems)
    return [{"where": where, "code": code} for where, code in said]


def _sellers(context: Context) -> list[dict[str, Any]]:
    codes = (context.only,) if context.only else tuple(context.register.index.clients)
    return [_seller(context, code) for code in codes]


def _seller(context: Context, code: str) -> dict[str, Any]:
    entries = [entry for entry in context.register.entries if entry.client_code == code]
    over = {DocumentState.UNTOUCHED, DocumentState.WITHDRAWN, DocumentState.SENT}
    waiting = [entry for entry in entries if entry.state(context.register.now) not in over]
    stop = context.failures.stops.get(code)
    problems = [
        *context.register.client_problems.get(code, ()),
        *(problem for entry in entries for problem in entry.problems),
        *(problem for entry in entries for problem in context.failures.flaws.get(entry.key, ())),
        *(stop.problems if stop else ()),
    ]
    return {
        "seller": code,
        "end": (stop.end if stop else End.DONE).value,
        "issued": context.results.issued.get(code, []),
        "sent": context.results.sent.get(code, 0),
        "waiting": len(waiting),
        "problems": _problems(problems),
    }
