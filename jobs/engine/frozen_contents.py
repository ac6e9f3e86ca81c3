"""Frozen contents: those just recorded, and those read from the Journal when they are needed.

Each text is checked against the hash that the chain covers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from invoicing.values.canonical_json import from_json, sha256
from invoicing.values.problems import Problem, Source
from jobs.engine.journal_chain import event_of
from jobs.ports import Conflict, JournalRow, Ledger

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class FrozenContents:
    """The frozen contents that are at hand in a run, by the SHA-256 of their text."""

    ledger: Ledger
    journal: Sequence[JournalRow]  # the chain, oldest first; it grows while the run goes on
    texts: dict[str, str] = field(default_factory=dict)  # canonical JSON

    def keep(self, texts: Iterable[str]) -> None:
        """Keep what has just been recorded."""
        self.texts.update({sha256(text.encode()): text for text in texts if text})

    def fetch(self, records: Iterable[str]) -> None:
        """Have the contents of *records* at hand, read in one request; emptied ones stay away."""
        wanted = {record for record in records if record and record not in self.texts}
        self.texts.update(contents(self.ledger, self.journal, wanted))

    def read(self, kind: type[T], record: str) -> T:
        """Return a content as a value.  ``Conflict`` when it has been emptied or changed."""
        self.fetch([record])
        if record not in self.texts:
            raise lost()
        return from_json(kind, self.texts[record])


def contents(
    ledger: Ledger, rows: Iterable[JournalRow], records: Collection[str]
) -> Mapping[str, str]:
    """Return the texts of *records* (SHA-256), in one request; emptied ones are left out.

    Raises ``Conflict`` for a text that is not what was recorded.
    """
    wanted = {
        record: row
        for row in (rows if records else ())
        if (record := record_of(row)) and record in records
    }
    if not wanted:
        return {}
    away = [row for row in wanted.values() if not row.content]  # this run's own still has it
    read = iter(ledger.contents(away) if away else ())
    texts = {record: row.content or next(read) for record, row in wanted.items()}
    found = {record: text for record, text in texts.items() if text}
    if any(sha256(text.encode()) != record for record, text in found.items()):
        raise lost()
    return found


def record_of(row: JournalRow) -> str:
    """The hash of a row's content, "" when it has none."""
    if '"record"' not in row.facts:
        return ""
    return event_of(row)[0].record


def lost() -> Conflict:
    """Say that a content is not what the chain covers, or is not there."""
    place = Problem(code="content-lost", source=Source(tab="Journal"))
    return Conflict("a frozen content is not what was recorded", problems=[place])
