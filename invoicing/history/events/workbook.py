"""Events of the workbook and of its archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from invoicing.history.events.journal_event import Fact, JournalEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkbookEvent(JournalEvent):
    """An event of the workbook and of its archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(WorkbookEvent):
    """Set-up made the first ticket."""

    wire: ClassVar[str] = "begun"

    workbook: Annotated[str, Fact(always=True)] = ""
    root: Annotated[str, Fact(always=True)] = ""  # id of the archive's folder


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderReserved(WorkbookEvent):
    """A folder of the archive has its id."""

    wire: ClassVar[str] = "folder"

    siren: str
    part: Annotated[str, Fact(name="year")]  # "" for the client's own folder
    folder_id: Annotated[str, Fact(name="id")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderMade(WorkbookEvent):
    """The folder is there."""

    wire: ClassVar[str] = "folder-made"

    siren: str
    part: Annotated[str, Fact(name="year")]
