"""The documents that rows hang on, read from what was recorded with their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime

from invoicing.document.invoice import Invoice
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.register.requested_rows import needed
from invoicing.rows.tabs import Rows
from jobs.engine.frozen_contents import FrozenContents

Records = Mapping[DocumentKey, str]  # whose content, and its SHA-256


def invoices(contents: FrozenContents, records: Records) -> dict[DocumentKey, Invoice]:
    """Read what was recorded with numbers, in one request; what has been emptied is left out."""
    contents.fetch(records.values())
    return {
        key: contents.read(Invoice, record)
        for key, record in records.items()
        if record in contents.texts
    }


def opened(contents: FrozenContents, rows: Rows, history: History, now: datetime) -> Register:
    """Open the register, with the contents that its rows hang on; most rows need none."""
    numbers = needed(rows, history, now)
    originals = by_number(invoices(contents, records_of(history, numbers)))
    return Register.opened(rows, history, now, originals)


def completed(register: Register, contents: FrozenContents) -> Register:
    """Return *register* with the contents that its rows have come to hang on."""
    missing = register.missing_originals
    if not missing:
        return register
    return register.given(by_number(invoices(contents, records_of(register.history, missing))))


def by_number(read: Mapping[DocumentKey, Invoice]) -> dict[str, Invoice]:
    """Return the same, by number."""
    return {invoice.number: invoice for invoice in read.values()}


def records_of(history: History, numbers: AbstractSet[str]) -> Records:
    """Return where the contents of documents were recorded."""
    return {
        key: document.record
        for key, document in history.documents.items()
        if document.number in numbers
    }
