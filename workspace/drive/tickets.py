"""The tickets: empty Drive files that elect a run and keep the Journal's head.

How they do it: docs/architecture.md#the-memory.  All state is in ``appProperties``, private to our
OAuth client.  A key and its value take at most 124 bytes together:
https://developers.google.com/workspace/drive/api/guides/properties
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from jobs.ports import Ticket, Unavailable
from workspace.google.errors import GoogleRefused, GoogleReply, answer, trouble
from workspace.google.session import GoogleSession

FIELDS = "id,createdTime,appProperties,parents"
NEEDED = ("id", "createdTime")
FILES = "drive.files"
EMPTY = "application/octet-stream"
LONGEST = 124  # bytes
OPEN, CLOSED = "open", "closed"


class Tickets:
    """Drive, by the agency's account.

    A ticket in the Trash exists like any other.

    Args:
        drive: ``service("drive", "v3", …)`` on *session*.
        session: knows Google's time.
        folder: id of the folder in which the first ticket is to lie; the next ones lie beside it.
    """

    def __init__(self, drive: Any, session: GoogleSession, *, folder: str = "") -> None:
        self._files = drive.files()
        self._session = session
        self._folder = folder

    def get(self, ticket_id: str) -> Ticket | None:
        request = self._files.get(fileId=ticket_id, fields=FIELDS, supportsAllDrives=True)
        try:
            return self._ticket(answer(request, *NEEDED))
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.NOT_FOUND:
                return None
            raise

    def open(self, ticket: Ticket) -> Ticket | None:
        try:
            return self._ticket(answer(self._creation(ticket), *NEEDED))
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.CONFLICT:
                return None
            raise
        except Unavailable:
            opened = self.get(ticket.id)  # after a lost answer: look
            if opened is None:
                raise
            return opened if opened.run == ticket.run else None

    def commit(self, ticket: Ticket) -> Ticket:
        """Write all but ``taken``, which is another run's to write."""
        return self._write(ticket.id, _properties(ticket))

    def take(self, ticket_id: str, run: str) -> Ticket:
        return self._write(ticket_id, {"taken": run})

    def _creation(self, ticket: Ticket) -> Any:
        body = {
            "id": ticket.id,
            "name": f"ticket {ticket.run}",
            "mimeType": EMPTY,
            "parents": [self._folder],
            "appProperties": _fitting(_properties(ticket)),
        }
        return self._files.create(body=body, fields=FIELDS, supportsAllDrives=True)

    def _write(self, ticket_id: str, properties: Mapping[str, str]) -> Ticket:
        request = self._files.update(
            fileId=ticket_id,
            body={"appProperties": _fitting(properties)},
            fields=FIELDS,
            supportsAllDrives=True,
        )
        return self._ticket(answer(request, *NEEDED))

    def _ticket(self, file: Mapping[str, Any]) -> Ticket:
        kept = file.get("appProperties", {})
        self._folder = next(iter(file.get("parents", ())), self._folder)
        return Ticket(
            id=file["id"],
            workbook=kept.get("workbook", ""),
            run=kept.get("run", ""),
            head=kept.get("head", ""),
            head_hash=kept.get("hash", ""),
            next=kept.get("next", ""),
            closed=kept.get("state") == CLOSED,
            taken=kept.get("taken", ""),
            age=self._age(file["createdTime"]),
        )

    def _age(self, created: str) -> timedelta:
        """Return the age by the clock that set ``createdTime``: the ``Date`` of the same answer."""
        if self._session.date is None:
            raise trouble(FILES, GoogleReply(status=200, reason="noDate"))
        return self._session.date - datetime.fromisoformat(created)


def _properties(ticket: Ticket) -> dict[str, str]:
    return {
        "workbook": ticket.workbook,
        "run": ticket.run,
        "head": ticket.head,
        "hash": ticket.head_hash,
        "next": ticket.next,
        "state": CLOSED if ticket.closed else OPEN,
    }


def _fitting(properties: Mapping[str, str]) -> dict[str, str]:
    """Return the properties; ``Refused`` if Drive would refuse them, which is a bug in a job."""
    long = [key for key, value in properties.items() if len((key + value).encode()) > LONGEST]
    if long:
        text = f"too long for a ticket: {', '.join(long)}"
        raise ValueError(text)
    return dict(properties)
