"""The hand-over kit: everything of a client's, in his folder."""

from __future__ import annotations

from invoicing.closing import Closing
from invoicing.events import Event
from invoicing.rows import ClientRow
from jobs.work import Work


def make_kit(work: Work, code: str, client: ClientRow, closing: Closing) -> list[Event]:
    """Reserve, record, build, upload; return the step when it is done."""
    raise NotImplementedError
