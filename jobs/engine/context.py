"""What every stage of a run works with: what is known, what may be recorded, what has failed.

What fails stops its client for this run, not the run (docs/architecture.md#one-rows-trip).
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from invoicing.history.events.event import Event
from invoicing.history.records import DocumentKey
from invoicing.register.entry import DocumentState, Entry
from invoicing.register.register import Register
from invoicing.values.problems import Problem, Source
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.originals import completed, opened
from jobs.engine.run import End, OutOfTime, Run
from jobs.ports import Conflict, Desk, Reading, Refused, Unavailable

LOG = logging.getLogger("factures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Why a client goes no further in this run."""

    end: End
    problems: tuple[Problem, ...]


@dataclass(slots=True, kw_only=True)
class Failures:
    """What went wrong in this run: of a client, of a document, of nobody."""

    stops: dict[str, Stop] = field(default_factory=dict)  # client code → why
    flaws: dict[DocumentKey, tuple[Problem, ...]] = field(default_factory=dict)  # of trial prints
    notes: list[Problem] = field(default_factory=list)  # that stopped nothing


@dataclass(slots=True, kw_only=True)
class Results:
    """What this run has done."""

    issued: dict[str, list[str]] = field(default_factory=dict)  # client code → numbers
    sent: dict[str, int] = field(default_factory=dict)  # client code → mails of documents


@dataclass(slots=True, kw_only=True)
class Context:
    """One run's context."""

    run: Run
    reading: Reading
    register: Register
    contents: FrozenContents
    only: str = ""  # one client's code; "" for all
    failures: Failures = field(default_factory=Failures)
    results: Results = field(default_factory=Results)
    is_over: bool = False  # no time is left for effects; what was learnt is still recorded

    @classmethod
    def of(cls, run: Run, *, only: str = "") -> Context:
        """Return the context of a run that begins; *only*: one client's code."""
        contents = FrozenContents(ledger=run.desk.ledger, journal=run.rows)
        return cls(
            run=run,
            reading=run.reading,
            register=opened(contents, run.reading.rows, run.history_at_start, run.now),
            contents=contents,
            only=only,
        )

    @property
    def desk(self) -> Desk:
        """Return the ports."""
        return self.run.desk

    def record(self, events: Sequence[Event]) -> None:
        """Record *events*, and go on from what they make of the register."""
        if events:
            recorded = self.run.record(events)
            self.contents.keep(event.content for event in events)
            self.register = completed(self.register.after(recorded), self.contents)

    def refresh(self, reading: Reading) -> None:
        """Lay the rows of *reading* beside what has happened up to now."""
        self.reading = reading
        self.register = completed(self.register.beside(reading.rows), self.contents)

    def entries(self, *states: DocumentState) -> list[Entry]:
        """Return the entries in *states* (none: all) that may go on in this run, in order."""
        return [
            entry
            for entry in self.register.entries
            if self.goes_on(entry.client_code)
            and entry.key not in self.failures.flaws
            and (not states or entry.state(self.register.now) in states)
        ]

    def goes_on(self, code: str) -> bool:
        """Say whether a client is billed in this run, and has not failed."""
        return code not in self.failures.stops and self.only in {"", code}

    @contextmanager
    def answering_for(self, code: str) -> Iterator[None]:
        """Let a failure within stop this client, and no other."""
        try:
            yield
        except Conflict:
            raise
        except OutOfTime:
            self.is_over = True
        except Exception as error:  # noqa: BLE001  (a bug stops its client, logged and reported)
            stop = stop_of(error, self.register.client_place(code))
            self.failures.stops[code] = stop
            said = {"seller": code, "end": stop.end.value, "why": _why(error)}
            LOG.warning("seller stopped", extra=said)


def in_context(work: Callable[[Context], None], *, only: str = "") -> Callable[[Run], None]:
    """Return the work of a job that is done in a context; *only*: one client's code."""
    return lambda run: work(Context.of(run, only=only))


def _why(error: Exception) -> str:
    """Return where it came from, without its text: that may hold what must not be logged."""
    if isinstance(error, Unavailable | Refused | Conflict):
        return f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(error).__name__} in {places}"


def stop_of(error: Exception, where: Source) -> Stop:
    """Return what is shown in the client's row."""
    match error:
        case Unavailable():
            code, end = "world-unavailable", End.UNAVAILABLE
        case Refused():
            code, end = "world-refused", End.REFUSED
        case _:
            code, end = "bug", End.BUG
    found = getattr(error, "problems", ())
    return Stop(end=end, problems=tuple(found) or (Problem(code=code, source=where),))
