"""Forms in SQLite: what is asked is one JSON, each response a row of its own."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from sqlite3 import Connection, Row
from typing import Any

from sandbox.google.api.errors import not_found

Json = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS forms (
    id TEXT PRIMARY KEY, public_id TEXT NOT NULL UNIQUE, revision TEXT NOT NULL,
    is_published INTEGER NOT NULL, is_accepting INTEGER NOT NULL, content TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS form_responses (
    form_id TEXT NOT NULL REFERENCES forms (id) ON DELETE CASCADE,
    id TEXT NOT NULL, submitted_at TEXT NOT NULL, email TEXT NOT NULL, answers TEXT NOT NULL,
    PRIMARY KEY (form_id, id)) WITHOUT ROWID;
"""


def new_public_id() -> str:
    """Return the id by which people know a form; it does not tell the form's own."""
    return "1FAIpQL" + secrets.token_urlsafe(37)


def new_revision() -> str:
    """Return a revision id: opaque, and never the same twice."""
    return secrets.token_hex(8)


@dataclass(slots=True, kw_only=True)
class StoredForm:
    """A form as one call holds it: changed in place, then saved or forgotten."""

    id: str  # of the file in Drive
    title: str  # what responders see; the file's name is Drive's
    description: str = ""
    items: list[Json] = field(default_factory=list)  # Google's own Item, never changed in place
    settings: Json = field(default_factory=lambda: {"emailCollectionType": "DO_NOT_COLLECT"})
    public_id: str = field(default_factory=new_public_id)
    revision: str = field(default_factory=new_revision)
    is_published: bool = False  # as of 30 June 2026: made by the API, it begins unpublished
    is_accepting: bool = False

    @property
    def collects_email(self) -> bool:
        """Return whether people who answer type an address."""
        return self.settings.get("emailCollectionType") == "RESPONDER_INPUT"


def load(db: Connection, form_id: str) -> StoredForm:
    """Read a form; 404 if there is none."""
    row = db.execute("SELECT * FROM forms WHERE id = ?", (form_id,)).fetchone()
    if row is None:
        raise not_found()
    return _read(row)


def published(db: Connection, public_id: str) -> StoredForm | None:
    """Read the form that people know by an id, unless it is deleted or in the trash."""
    query = """SELECT forms.* FROM forms JOIN files ON files.id = forms.id
        WHERE public_id = ? AND NOT files.trashed"""
    row = db.execute(query, (public_id,)).fetchone()
    return _read(row) if row else None


def _read(row: Row) -> StoredForm:
    return StoredForm(
        id=row["id"],
        public_id=row["public_id"],
        revision=row["revision"],
        is_published=bool(row["is_published"]),
        is_accepting=bool(row["is_accepting"]),
        **json.loads(row["content"]),
    )


def save(db: Connection, form: StoredForm) -> None:
    """Write a form."""
    names = ("title", "description", "items", "settings")
    content = json.dumps({name: getattr(form, name) for name in names})
    db.execute(
        "INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " revision = excluded.revision, is_published = excluded.is_published,"
        " is_accepting = excluded.is_accepting, content = excluded.content",
        (form.id, form.public_id, form.revision, form.is_published, form.is_accepting, content),
    )


def delete(db: Connection, form_id: str) -> None:
    """Delete a form and its responses."""
    db.execute("DELETE FROM form_responses WHERE form_id = ?", (form_id,))
    db.execute("DELETE FROM forms WHERE id = ?", (form_id,))
