"""The documents that rows hang on, read from what was recorded with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from invoicing.document.invoice import Invoice
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import needed
from invoicing.values.canonical_json import from_json
from jobs.engine.frozen_contents import contents
from jobs.ports import JournalRow, Ledger, Reading

Records = Mapping[DocumentKey, str]  # whose content, and its SHA-256


def invoices(
    ledger: Ledger, journal: Sequence[JournalRow], wanted: Records
) -> dict[DocumentKey, Invoice]:
    """Read what was recorded with numbers, in one request; what has been emptied is left out."""
    texts = contents(ledger, journal, set(wanted.values()))
    found = {key: texts[record] for key, record in wanted.items() if record in texts}
    return {key: from_json(Invoice, text) for key, text in found.items()}


def originals(
    ledger: Ledger, reading: Reading, history: History, now: datetime
) -> dict[str, Invoice]:
    """Return, by number, the contents that the rows of *reading* hang on; most need none."""
    numbers = needed(reading.rows, history, now)
    return by_number(invoices(ledger, reading.journal, records(history, numbers)))


def records(history: History, numbers: AbstractSet[str]) -> Records:
    """Return where the contents of documents were recorded."""
    if not numbers:
        return {}
    found = history.documents.items()
    return {key: issued.record for key, issued in found if issued.number in numbers}


def by_number(found: Mapping[DocumentKey, Invoice]) -> dict[str, Invoice]:
    """Return the same, by number."""
    return {invoice.number: invoice for invoice in found.values()}
