"""Everything within reach of a job: one object that holds all the ports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from jobs.ports.archive import Archive
from jobs.ports.file_ownership import Ownership
from jobs.ports.form import Form
from jobs.ports.handover import Handover
from jobs.ports.ledger import Ledger
from jobs.ports.mail import Inbox, Outbox
from jobs.ports.press import Press
from jobs.ports.tables import Binder, Tables
from jobs.ports.tickets import Tickets
from jobs.ports.vault import Keys, Safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything within reach of a job."""

    workbook_id: str
    run_id: str
    ledger: Ledger
    tickets: Tickets
    archive: Archive
    outbox: Outbox
    inbox: Inbox
    form: Form
    keys: Keys
    handover: Handover
    ownership: Ownership
    safe: Safe
    account: str  # the agency's own, where it is told what happens if it names no address
    press: Press
    binder: Binder
    tables: Tables
    elapsed: Callable[[], timedelta]  # a stopwatch; durations are no instants
    world_time: Callable[[], datetime | None] = lambda: None  # Google's, of the last answer
    carried: Callable[[bytes], bytes] = lambda _: b""  # the XML that a PDF carries; b"": none
