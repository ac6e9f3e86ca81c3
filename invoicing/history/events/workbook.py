"""Events of the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from invoicing.history.events.journal_event import Fact, JournalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(JournalEvent):
    """Set-up made the first ticket."""

    wire: ClassVar[str] = "begun"

    workbook: Annotated[str, Fact(always=True)] = ""
    root: Annotated[str, Fact(always=True)] = ""  # id of the archive's folder
