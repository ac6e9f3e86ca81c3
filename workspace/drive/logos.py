"""Clients' logos in the agency's Drive: uploaded by us, under their hash, and locked for good.

Under the scope ``drive.file`` we see no file that a person uploads, not even into a folder of ours
(https://developers.google.com/workspace/drive/api/guides/api-specific-auth).
"""

from __future__ import annotations

from typing import Any

from invoicing.texts.commands.set_up import LOGO_LOCK
from jobs.ports import Document
from workspace.drive.archive import Archive
from workspace.setup import drive_tree

LOGOS = "logos"  # the role of their folder
LINK = "https://drive.google.com/file/d/{}/view"  # what a person types in `Logo`


def deposit(drive: Any, document: Document) -> str:
    """Put a logo where runs may read it, and return its link; the same logo is put once.

    It is never overwritten: documents that were issued with it are printed with it again.
    """
    files, role = drive.files(), f"logo-{document.sha256}"
    return LINK.format(drive_tree.of_role(files, role) or _put(drive, document, role))


def _put(drive: Any, document: Document, role: str) -> str:
    archive, files = Archive(drive), drive.files()
    root = drive_tree.of_role(files, drive_tree.ROOT)
    folder = drive_tree.of_role(files, LOGOS) or drive_tree.folder(
        files, "Logos", LOGOS, parent=root
    )
    (file_id,) = archive.reserve(1)
    archive.put(file_id, document, folder=folder, properties={drive_tree.ROLE: role})
    archive.lock([file_id], reason=LOGO_LOCK)
    return file_id
