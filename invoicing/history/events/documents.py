"""Events of a row, of the document that it becomes, and of the folder where that lies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from invoicing.document.invoice import DocumentType
from invoicing.history.events.journal_event import Fact, JournalEvent
from invoicing.values.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEvent(JournalEvent):
    """An event of a row, of its document, or of a folder of the archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen(DocumentEvent):
    """A ticked row was first seen as it is now."""

    wire: ClassVar[str] = "seen"

    content_hash: Annotated[str, Fact(name="content")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered(DocumentEvent):
    """A document got its number; its content is the invoice."""

    wire: ClassVar[str] = "numbered"

    number: str
    issue_date: date
    siren: str
    prefix: str
    year: int
    rank: int
    content_hash: Annotated[str, Fact(name="content")]  # of what was approved
    asked: str  # hash of what was typed
    file_id: str  # reserved, of the PDF
    roles: Annotated[tuple[str, ...], Fact(always=True)] = (Role.BUYER,)  # to whom it goes
    document_type: Annotated[DocumentType, Fact(name="type", always=True)] = DocumentType.INVOICE
    buyer: str = ""  # hash of the buyer's code
    affair: str = ""  # hash of `Affaire`
    after: Annotated[tuple[str, ...], Fact(separator=" ")] = ()  # the numbers that it hangs on
    ends: str = ""  # the number of which it leaves nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(DocumentEvent):
    """The PDF lies in the archive."""

    wire: ClassVar[str] = "filed"

    sha256: str
    name: str
    is_locked: Annotated[bool, Fact(name="locked", always=True)] = False
    file_id: Annotated[str, Fact(name="id")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked(DocumentEvent):
    """The PDF, which could not be locked when it was filed, is read-only."""

    wire: ClassVar[str] = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionTaken(DocumentEvent):
    """An `Action` of the row has been done, or its cell was cleared."""

    wire: ClassVar[str] = "wished"

    action: str  # "": cleared
    asked: str  # hash of what was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed(DocumentEvent):
    """A preview is to be printed; its content is what is shown."""

    wire: ClassVar[str] = "previewed"

    content_hash: Annotated[str, Fact(name="content")]
    file_id: str  # reserved


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewFiled(DocumentEvent):
    """The preview lies in the archive."""

    wire: ClassVar[str] = "preview-filed"

    file_id: str
    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderReserved(DocumentEvent):
    """A folder of the archive has its id."""

    wire: ClassVar[str] = "folder"

    siren: str
    part: Annotated[str, Fact(name="year")]  # "" for the client's own folder
    folder_id: Annotated[str, Fact(name="id")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderMade(DocumentEvent):
    """The folder is there."""

    wire: ClassVar[str] = "folder-made"

    siren: str
    part: Annotated[str, Fact(name="year")]
