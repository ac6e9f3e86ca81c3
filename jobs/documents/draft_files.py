"""Drafts in the archive: what a request shows, or a preview; each under its reserved id."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.history.events.documents import FolderMade
from invoicing.history.records import DocumentKey
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import DRAFTS, Owner, made
from jobs.engine.context import Context
from jobs.ports import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservedDraft:
    """Where a draft is to lie, and of what it is."""

    key: DocumentKey
    content: str  # hash
    file_id: str


def put(
    context: Context,
    documents: DocumentsAtHand,
    reserved: ReservedDraft,
    document: Document,
    *,
    seller: Owner,
) -> tuple[str, list[FolderMade]]:
    """Lay it there; return the SHA-256 of what lies there, and which folders are new."""
    code, ref = reserved.key
    folder, new = made(context, documents, code, seller, part=DRAFTS)
    context.run.may_act()
    properties = {"client": code, "ref": ref[:60], "content": reserved.content}
    lying = context.desk.archive.put(
        reserved.file_id, document, folder=folder, properties=properties
    )
    return lying, new
