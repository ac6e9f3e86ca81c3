"""Frozen contents at hand in a run: those just recorded, and those read from the Journal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from invoicing.values.canonical_json import from_json
from jobs.engine.frozen_contents import contents, lost
from jobs.engine.work import Work

T = TypeVar("T")


def fetch(work: Work, records: Iterable[str]) -> None:
    """Have the contents of *records* (SHA-256) at hand, read in one request."""
    wanted = {record for record in records if record and record not in work.texts}
    work.texts.update(contents(work.run.desk.ledger, work.run.rows, wanted))


def frozen(work: Work, kind: type[T], record: str) -> T:
    """Return a frozen content.  ``Conflict`` when it has been emptied or changed."""
    fetch(work, [record])
    if record not in work.texts:
        raise lost()
    return from_json(kind, work.texts[record])
