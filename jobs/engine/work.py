"""What a job works with: the register, the sellers that have failed, and stages over the entries.

A stage takes the entries that are ready for it, whichever the seller, in slices; each slice is one
record.  What fails stops its seller for this run, not the run (docs/architecture.md#one-rows-trip).
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Protocol, TypeVar

from invoicing.document.invoice import Invoice
from invoicing.history.events.event import Event
from invoicing.history.records import DocumentKey
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register, needed, opened
from invoicing.values.canonical_json import sha256
from invoicing.values.problems import Problem, Source
from jobs.engine.originals import by_number, invoices, originals, records
from jobs.engine.run import End, OutOfTime, Run
from jobs.ports import (
    Conflict,
    Document,
    IncomingMail,
    MailDraft,
    Print,
    Reading,
    Refused,
    Unavailable,
)

SLICE = 250  # entries
SLICE_TIME = timedelta(minutes=3)
LOG = logging.getLogger("factures")

Step = Callable[["Work", Entry], Sequence[Event]]


class OfOneClient(Protocol):
    """Something that one client answers for."""

    @property
    def client_code(self) -> str:
        """The client's code."""


T = TypeVar("T", bound=OfOneClient)
E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why a seller goes no further in this run."""

    end: End
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class Work:
    """One run's work in progress."""

    run: Run
    reading: Reading
    books: Register
    only: str = ""  # one seller's code; "" for all
    stops: dict[str, Stop] = field(default_factory=dict)  # seller → why
    flaws: dict[DocumentKey, tuple[Problem, ...]] = field(default_factory=dict)  # key → …
    texts: dict[str, str] = field(default_factory=dict)  # SHA-256 → frozen content, as JSON
    heard: set[str] = field(default_factory=set)  # mailboxes that were read, if the Form was too
    has_listened: bool = False  # to the Form and the mailboxes, or has tried to
    boxes_read: set[str] = field(default_factory=set)  # hashes of mailboxes, whatever the Form did
    boxes_closed: set[str] = field(default_factory=set)  # … of those that let us in no more
    closed: set[str] = field(default_factory=set)  # mailboxes of the agency's that do not answer
    is_form_read: bool = False
    form_flaws: tuple[Problem, ...] = ()  # why the Form cannot be answered
    threads: dict[str, Sequence[IncomingMail]] = field(default_factory=dict)  # by id, as read
    invoices: dict[DocumentKey, Invoice] = field(default_factory=dict)  # frozen content
    originals: dict[str, Invoice] = field(default_factory=dict)  # what rows hang on, by number
    files: dict[DocumentKey, Document] = field(default_factory=dict)  # just archived
    logos: dict[str, bytes] = field(default_factory=dict)  # by Drive id; b"": cannot be read
    folders_made: set[tuple[str, str]] = field(default_factory=set)  # (siren, year)
    drafts: dict[str, dict[str, MailDraft]] = field(default_factory=dict)  # mailbox → id → draft
    refused: dict[tuple[str, str, str], Problem] = field(default_factory=dict)  # by role: mails
    quota: dict[str, int] = field(default_factory=dict)  # mailbox → mails that may still leave
    promised: dict[str, int] = field(default_factory=dict)  # mailbox → mails of what has a number
    postponed: set[DocumentKey] = field(default_factory=set)  # what its mailbox cannot send today
    full: set[str] = field(default_factory=set)  # mailboxes that have no more
    addressed: dict[tuple[str, str, str], str] = field(default_factory=dict)  # key, role → to whom
    issued: dict[str, list[str]] = field(default_factory=dict)  # seller → numbers
    sent: dict[str, int] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)  # that stopped nothing
    is_over: bool = False  # no time is left for effects; what was learnt is still recorded

    @classmethod
    def of(cls, run: Run, *, only: str = "") -> Work:
        """Lay out the work of a run; *only*: one client's code."""
        chain = replace(run.reading, journal=tuple(run.rows))
        known = originals(run.desk.ledger, chain, run.history, run.now)
        books = opened(run.reading.rows, run.history, run.now, known)
        return cls(run=run, reading=run.reading, books=books, only=only, originals=known)

    def refresh(self, reading: Reading) -> None:
        """Lay the rows of *reading* beside what has happened up to now."""
        self.reading = reading
        self._reopen()

    def _reopen(self) -> None:
        """Open the register again, after something was recorded."""
        rows, history = self.reading.rows, self.run.history
        missing = needed(rows, history, self.run.now) - self.originals.keys()
        found = invoices(self.run.desk.ledger, self.run.rows, records(history, missing))
        self.originals |= by_number(found)
        self.books = opened(rows, history, self.run.now, self.originals)

    @property
    def sending(self) -> bool:
        """Whether mail may leave for buyers at this hour."""
        return self.reading.rows.settings.hours.contain(self.run.now)

    def entries(self, *states: DocumentState) -> list[Entry]:
        """Return the entries in *states* (none: all) whose seller has not failed, in order."""
        return [
            entry
            for entry in self.books.entries
            if entry.client_code not in self.stops
            and self.only in {"", entry.client_code}
            and entry.key not in self.flaws
            and (not states or entry.state(self.run.now) in states)
        ]

    @contextmanager
    def answering_for(self, seller: str) -> Iterator[None]:
        """Let a failure within stop this seller, and no other."""
        try:
            yield
        except Conflict:
            raise
        except OutOfTime:
            self.is_over = True
        except Exception as error:  # noqa: BLE001  (a bug stops its seller, logged and reported)
            self.stops[seller] = stop_of(error, self.client_place(seller))
            said = {"seller": seller, "end": self.stops[seller].end.value, "why": _why(error)}
            LOG.warning("seller stopped", extra=said)

    def client_place(self, seller: str) -> Source:
        """Where the client's row stands."""
        client = self.books.index.clients.get(seller)
        return client.place if client else Source(tab="Clients")

    def record(self, events: Sequence[Event]) -> None:
        """Record, and open the register again."""
        if events:
            self.run.record(events)
            texts = (event.content for event in events if event.content)
            self.texts.update({sha256(text.encode()): text for text in texts})
            self._reopen()


def _why(error: Exception) -> str:
    """Where it came from, without its text: that may hold what must not be logged."""
    if isinstance(error, Unavailable | Refused | Conflict):
        return f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(error).__name__} in {places}"


def stop_of(error: Exception, where: Source) -> Stop:
    """Say in the client's row what stopped him."""
    match error:
        case Unavailable():
            code, end = "world-unavailable", End.UNAVAILABLE
        case Refused():
            code, end = "world-refused", End.REFUSED
        case _:
            code, end = "bug", End.BUG
    found = getattr(error, "problems", ())
    return Stop(end=end, problems=tuple(found) or (Problem(code=code, source=where),))


def each(
    *states: DocumentState, prints: Callable[[Work, Entry], Print] | None = None
) -> Callable[[Step], Callable[[Work], None]]:
    """Make a step on one entry a stage over all entries in *states*.

    *prints*: what the step will ask of the press.
    """

    def decorate(step: Step) -> Callable[[Work], None]:
        def stage(work: Work) -> None:
            for part in slices(work.entries(*states), work, prints):
                work.record([event for entry in part for event in attempt(step, work, entry)])

        return stage

    return decorate


def attempt(step: Callable[[Work, T], Sequence[E]], work: Work, item: T) -> Sequence[E]:
    """One failure stops one seller: its other entries wait for the next run."""
    events: Sequence[E] = ()
    if item.client_code not in work.stops and not work.is_over:
        with work.answering_for(item.client_code):
            events = step(work, item)
    return events


def slices(
    items: Sequence[T], work: Work, prints: Callable[[Work, T], Print] | None = None
) -> Iterator[Iterator[T]]:
    """Part *items* into what one record takes: 250 of them, or three minutes' work."""
    left = iter(items)
    waiting = list(items)
    done = 0

    def part() -> Iterator[T]:
        nonlocal done
        began = work.run.held
        for count, item in enumerate(left, start=1):
            done += 1
            yield item
            if count == SLICE or work.run.held - began > SLICE_TIME:
                return

    while done < len(waiting):
        if prints is not None:
            foresee(work, waiting[done : done + SLICE], prints)
        yield part()


def foresee(work: Work, items: Sequence[T], prints: Callable[[Work, T], Print]) -> None:
    """Tell the press what each of *items* will ask of it."""
    found: list[Print] = []
    for item in items:
        if item.client_code not in work.stops and not work.is_over:
            with work.answering_for(item.client_code):
                found.append(prints(work, item))
    work.run.desk.press.foresee(found)
