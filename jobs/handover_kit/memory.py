"""The memory of one client, with the contents of his rows at hand: one request reads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from jobs.engine.context import Context
from jobs.engine.frozen_contents import contents, record_of
from jobs.engine.journal_chain import Head
from jobs.engine.snapshot import Snapshot
from jobs.ports import JournalRow


def memory_of(context: Context, code: str, keys: Collection[str]) -> Snapshot:
    """Return the memory, with the contents about *keys* at hand."""
    run = context.run
    mine = [row for row in run.rows if row.seller == code and (not row.key or row.key in keys)]
    texts = texts_of(context, mine)
    return Snapshot(
        desk=run.desk,
        reading=context.reading,
        history=context.register.history,
        rows=tuple(_told(row, texts) if row.seller == code else row for row in run.rows),
        head=head_of(context),
        reads_mails=False,
    )


def head_of(context: Context) -> Head:
    """Return the last batch that this run has recorded."""
    ticket = context.run.ticket
    return Head(batch=ticket.head, hash=ticket.head_hash)


def texts_of(context: Context, rows: list[JournalRow]) -> Mapping[str, str]:
    """Return the contents of *rows*, by SHA-256."""
    return contents(context.desk.ledger, rows, {record_of(row) for row in rows} - {""})


def _told(row: JournalRow, texts: Mapping[str, str]) -> JournalRow:
    text = texts.get(record_of(row), "")
    return replace(row, content=text) if text else row
