"""Which problems each row is to show: those of its cells, and those that stop its document.

A run adds what it met outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from invoicing.rows.tabs import TabRow, normalised
from invoicing.values.problems import Problem, Source
from jobs.display.client_replies import hints, misdated
from jobs.engine.context import Context
from jobs.mail import dead_mailboxes
from jobs.mail.dispatch import Dispatch
from jobs.mail.mailboxes import letter_box

Place = tuple[str, int | None]  # tab, row


def remarks(books: Register, extra: Iterable[Problem]) -> Mapping[Place, tuple[Problem, ...]]:
    """Return the problems of each row; *extra*: what this run met outside."""
    found: dict[Place, list[Problem]] = defaultdict(list)
    for entry in books.entries:
        seen = entry.sight.problems if entry.sight else ()
        _note(found, entry.problems or seen or _of_the_tick(entry), entry.row)
        _note(found, entry.remarks, entry.row)
    own = (problem for row in (*books.rows.buyers, *books.rows.prices) for problem in row.problems)
    standing = (*dead_mailboxes.problems(books), *misdated(books))
    _note(found, (*own, *_orphan_lines(books), *books.payment_problems, *extra, *standing))
    for code, problems in books.client_problems.items():
        _note(found, problems, books.index.clients.get(code))  # some are of `Paramètres`
    return {place: tuple(said) for place, said in found.items()}


def _note(
    found: dict[Place, list[Problem]], problems: Iterable[Problem], row: TabRow | None = None
) -> None:
    """Note each problem where it stands, and in the document's row."""
    for problem in problems:
        places = {(problem.source.tab, problem.source.row)}
        if row is not None:
            places.add((row.place.tab, row.place.row))
        for place in places:
            if problem not in found[place]:
                found[place].append(problem)


def _of_the_tick(entry: Entry) -> Iterator[Problem]:
    """An unticked row is not touched, however wrong; but a tick that is none must be said."""
    if entry.row is not None:
        tick = entry.row.cells.get("ready")
        yield from (problem for problem in entry.row.problems if problem.source == tick)


def _orphan_lines(books: Register) -> Iterator[Problem]:
    known = {normalised(row.key) for row in books.rows.invoices}
    for line in books.rows.lines:
        if line.key and normalised(line.key) not in known:
            yield line.problem("orphan-line", "key", key=line.key)


def met(context: Context, dispatch: Dispatch) -> Iterator[Problem]:
    """Return what a run met outside: stopped clients, prints, what clients said, mails."""
    for code, stop in context.failures.stops.items():
        place = context.register.client_place(code)
        yield from stop.problems
        yield from (_at(problem, place) for problem in stop.problems)
    for problems in context.failures.flaws.values():
        yield from problems
    yield from hints(context)
    yield from _unasked(context, dispatch)
    yield from dispatch.refused.values()
    yield from _full_mailboxes(context.register, dispatch)


def _at(problem: Problem, place: Source) -> Problem:
    """Say it in the client's row, unless that is where it stands."""
    if (problem.source.tab, problem.source.row) == (place.tab, place.row):
        return problem
    return Problem(code=problem.code, source=place, values=problem.values)


def _unasked(context: Context, dispatch: Dispatch) -> Iterator[Problem]:
    """Name the requests that cannot leave, for their mailbox does not answer."""
    for entry in context.register.entries:
        is_asking = entry.state(context.register.now) is DocumentState.ASKING
        mailbox = letter_box(context.register, entry.client_code)
        if entry.row is not None and is_asking and mailbox in dispatch.closed:
            yield entry.row.problem("agency-mailbox")


def _full_mailboxes(register: Register, dispatch: Dispatch) -> Iterator[Problem]:
    """Name the clients whose mailbox can send no more today."""
    for client in register.rows.clients:
        if client.mailbox.strip() in dispatch.full:
            yield client.problem("mails-full", "mailbox", mailbox=client.mailbox.strip())
