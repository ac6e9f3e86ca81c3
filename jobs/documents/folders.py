"""Folders of the archive: one a client, and in it one a year and one for drafts.

Ids are reserved and recorded before a folder is made under them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from invoicing.history.events.documents import FolderMade, FolderReserved
from invoicing.history.records import ArchiveFolder
from invoicing.values.mail_addresses import is_address
from invoicing.values.problems import Problem, Source
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.ports import Trouble

OWN = ""  # the client's own folder
DRAFTS = "Brouillons"
HANDED_OVER = "Remise"
LINK = "https://drive.google.com/drive/folders/{}"  # to people
FILE = "https://drive.google.com/file/d/{}/view"
Folders = dict[tuple[str, str], ArchiveFolder]  # (siren, part)


class Owner(Protocol):
    """Whose folder it is: the seller of a document, or a client's row."""

    @property
    def siret(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...


def missing(context: Context, siren: str, part: str) -> set[tuple[str, str]]:
    """Return which folders have no id yet, of those that *part* lies in."""
    return {(siren, OWN), (siren, part)} - set(context.register.history.folders)


def reserved(
    known: Folders, ids: Iterator[str], *, code: str, siren: str, part: str
) -> list[FolderReserved]:
    """Give ids to the folders that have none, in *known* too; *code*: the client's."""
    events: list[FolderReserved] = []
    for each in (OWN, part):
        if (siren, each) not in known:
            known[siren, each] = ArchiveFolder(id=next(ids))
            folder_id = known[siren, each].id
            events.append(
                FolderReserved(client_code=code, siren=siren, part=each, folder_id=folder_id)
            )
    return events


def made(
    context: Context, documents: DocumentsAtHand, code: str, seller: Owner, *, part: str
) -> tuple[str, list[FolderMade]]:
    """Return the id of a folder, made if it was only reserved, and what is to be recorded."""
    siren, folders = seller.siret[:9], context.register.history.folders
    parent, events = context.register.history.begun.root, list[FolderMade]()
    for each, name in ((OWN, f"{code} – {seller.name}"), (part, part)):
        folder = folders[siren, each]
        if not folder.made and (siren, each) not in documents.folders_made:
            _make(context, folder.id, name, parent)
            if each == OWN and is_address(seller.email):
                share(context, folder.id, seller.email)
            documents.folders_made.add((siren, each))
            events.append(FolderMade(client_code=code, siren=siren, part=each))
        parent = folder.id
    return parent, events


def _make(context: Context, folder_id: str, name: str, parent: str) -> None:
    context.run.may_act()
    context.desk.archive.make_folder(folder_id, name, parent=parent)


def share(context: Context, folder_id: str, address: str) -> None:
    """Let the client read his folder; an address that Google refuses stops nothing."""
    try:
        context.desk.archive.share(folder_id, address)
    except Trouble:
        context.failures.notes.append(Problem(code="not-shared", source=Source(tab="Clients")))
