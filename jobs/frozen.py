"""Frozen contents, read from the Journal and checked against the hashes in its chain.

An issued document is made again from them, and so are the documents that hang on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from invoicing.books import needed
from invoicing.canonical import from_json, sha256
from invoicing.events import Kind
from invoicing.history import History, Key
from invoicing.invoice import Invoice
from invoicing.problems import Problem, Source
from jobs.ports import Conflict, JournalRow, Ledger, Reading

Records = Mapping[Key, str]  # whose content, and its SHA-256


def lost() -> Conflict:
    """Say that a content is not what was recorded."""
    problem = Problem(code="content-lost", source=Source(tab="Journal"))
    return Conflict("a frozen content is not what was recorded", problems=[problem])


def contents(ledger: Ledger, journal: Sequence[JournalRow], wanted: Records) -> dict[Key, Invoice]:
    """Read what was recorded with numbers, in one request; what has been emptied is left out.

    A row that this very run has recorded still has its content.
    """
    rows: dict[Key, JournalRow] = {}
    for row in journal if wanted else ():
        record = wanted.get((row.seller, row.key))
        if row.event == Kind.NUMBERED.value and record is not None and record in row.facts:
            rows.setdefault((row.seller, row.key), row)
    away = [row for row in rows.values() if not row.content]
    read = iter(ledger.contents(away) if away else ())
    texts = {key: row.content or next(read) for key, row in rows.items()}
    if any(text and sha256(text.encode()) != wanted[key] for key, text in texts.items()):
        raise lost()
    return {key: from_json(Invoice, text) for key, text in texts.items() if text}


def originals(
    ledger: Ledger, reading: Reading, history: History, now: datetime
) -> dict[str, Invoice]:
    """Return, by number, the contents that the rows of *reading* hang on; most need none."""
    numbers = needed(reading.rows, history, now)
    return by_number(contents(ledger, reading.journal, records(history, numbers)))


def records(history: History, numbers: AbstractSet[str]) -> Records:
    """Return where the contents of documents were recorded."""
    if not numbers:
        return {}
    found = history.documents.items()
    return {key: issued.record for key, issued in found if issued.number in numbers}


def by_number(found: Mapping[Key, Invoice]) -> dict[str, Invoice]:
    """Return the same, by number."""
    return {invoice.number: invoice for invoice in found.values()}
