"""The tree in the agency's Drive: the root folder, the tickets, the workbook.

They are found again by their ``appProperties``; only set-up searches (``files.list`` lags).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from invoicing.texts.commands.set_up import TICKETS_FOLDER
from workspace.google.errors import answer
from workspace.setup.workbook import create_workbook
from workspace.workbook.client import SheetsHTTP

FOLDER = "application/vnd.google-apps.folder"
ROLE = "factures"  # the key of our appProperty
ROOT, TICKETS, WORKBOOK = "root", "tickets", "workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class DriveTree:
    """What set-up found or made, by Drive id."""

    root: str
    tickets: str
    workbook: str
    past: bool  # whether tickets of this workbook exist


def ensure_tree(drive: Any, client: SheetsHTTP, *, title: str, workbook: str = "") -> DriveTree:
    """Find the three, or make them.  *workbook*: its id, if it is known already."""
    files = drive.files()
    root = of_role(files, ROOT) or folder(files, title, ROOT, parent="")
    tickets = of_role(files, TICKETS) or folder(files, TICKETS_FOLDER, TICKETS, parent=root)
    workbook = workbook or of_role(files, WORKBOOK) or _workbook(files, client, title, root)
    past = _search(files, "workbook", workbook)
    return DriveTree(root=root, tickets=tickets, workbook=workbook, past=bool(past))


def of_role(files: Any, role: str) -> str:
    """Return the id of the oldest file that we marked with a role; "" if there is none."""
    return _search(files, ROLE, role)


def _search(files: Any, key: str, value: str) -> str:
    query = f"appProperties has {{ key='{key}' and value='{value}' }} and trashed=false"
    request = files.list(q=query, pageSize=1, orderBy="createdTime", fields="files(id)")
    matching = answer(request, "files")["files"]
    return str(matching[0]["id"]) if matching else ""


def folder(files: Any, name: str, role: str, *, parent: str) -> str:
    """Make a folder that we find again by its role, and return its id."""
    body = {"name": name, "mimeType": FOLDER, "appProperties": {ROLE: role}}
    if parent:
        body["parents"] = [parent]
    return str(answer(files.create(body=body, fields="id"), "id")["id"])


def _workbook(files: Any, client: SheetsHTTP, title: str, root: str) -> str:
    workbook = create_workbook(client, title)
    body = {"appProperties": {ROLE: WORKBOOK}}
    parents = answer(files.get(fileId=workbook, fields="parents"), "parents")["parents"]
    moved = {"addParents": root, "removeParents": ",".join(parents)}
    answer(files.update(fileId=workbook, body=body, fields="id", **moved), "id")
    return workbook
