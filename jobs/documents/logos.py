"""Logos: read from the archive once a run, and told apart by the SHA-256 of their bytes.

What is recorded with a document names its logo by that hash, and says where it lay then; so a
document that is printed later bears the logo that it was recorded with, or none is printed.
"""

from __future__ import annotations

from dataclasses import replace

from invoicing.document.parties import Seller
from invoicing.values.canonical_json import sha256
from invoicing.values.problems import Problem
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.ports import Refused


def read(context: Context, documents: DocumentsAtHand, file_id: str) -> bytes:
    """Return the bytes of a file, b"" when there is none to be read: it is asked for once a run."""
    if file_id and file_id not in documents.logos:
        try:
            documents.logos[file_id] = context.desk.archive.get(file_id, "logo").content
        except Refused:
            documents.logos[file_id] = b""
    return documents.logos.get(file_id, b"")


def dressed(context: Context, documents: DocumentsAtHand, seller: Seller) -> Seller:
    """Name the logo that he has now; without one, or one that can be read, nothing changes."""
    content = read(context, documents, seller.logo_file)
    return replace(seller, logo=sha256(content)) if content else seller


def logo(context: Context, documents: DocumentsAtHand, code: str, seller: Seller) -> bytes:
    """Return the very bytes that *seller* was recorded with, b"" when he has no logo.

    They are sought where they lay, then where the client's row says: the same file, put there
    again.  ``Refused`` when neither has them.
    """
    if not seller.logo:
        return b""
    client = context.register.index.clients.get(code)
    for file_id in (seller.logo_file, client.logo if client else ""):
        content = read(context, documents, file_id)
        if sha256(content) == seller.logo:
            return content
    lost = Problem(code="logo-differs", source=context.register.client_place(code))
    raise Refused("the recorded logo is not there", problems=[lost])
