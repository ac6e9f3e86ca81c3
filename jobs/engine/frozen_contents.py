"""Frozen contents, read from the Journal on demand and checked against the chain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from invoicing.values.canonical_json import sha256
from invoicing.values.problems import Problem, Source
from jobs.engine.journal_chain import event_of
from jobs.ports import Conflict, JournalRow, Ledger


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
