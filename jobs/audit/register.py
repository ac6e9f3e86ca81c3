"""The register of a memory that is only read."""

from __future__ import annotations

from datetime import datetime

from invoicing.register.register import Register
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.originals import opened
from jobs.engine.snapshot import Snapshot


def register_of(memory: Snapshot, now: datetime) -> Register:
    """Open it, with the frozen contents that rows hang on."""
    contents = FrozenContents(ledger=memory.desk.ledger, journal=memory.reading.journal)
    return opened(contents, memory.reading.rows, memory.history, now)
