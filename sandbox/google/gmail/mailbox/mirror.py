"""The mails as plain files: DIR/mail/<account>/{drafts,sent,inbox,trash,spam,archive}/….eml.

They are for looking at; the sandbox never reads them.  Names sort by time.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

from sandbox.google.api.call import Call

PLACES = (("TRASH", "trash"), ("SPAM", "spam"), ("DRAFT", "drafts"))
LONGEST = 60  # characters of a subject in a file name
LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})  # no NFKD


def place(call: Call, account: str, mail_id: str) -> None:
    """Bring a mail's files to where its labels say."""
    query = "SELECT * FROM mails WHERE account = ? AND id = ?"
    row = call.db.execute(query, (account, mail_id)).fetchone()
    old, new = set(filter(None, row["mirrored"].split("\n"))), set(_targets(row))
    for gone in old - new:
        _path(call, gone).unlink(missing_ok=True)
    for added in new - old:
        path = _path(call, added)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(row["raw"])
    query = "UPDATE mails SET mirrored = ? WHERE account = ? AND id = ?"
    call.db.execute(query, ("\n".join(sorted(new)), account, mail_id))


def forget(call: Call, row: sqlite3.Row) -> None:
    """Remove the files of a mail that is about to be deleted."""
    for gone in filter(None, row["mirrored"].split("\n")):
        _path(call, gone).unlink(missing_ok=True)


def _targets(row: sqlite3.Row) -> list[str]:
    labels = json.loads(row["labels"])
    first = next((folder for label, folder in PLACES if label in labels), None)
    both = [name for label, name in (("SENT", "sent"), ("INBOX", "inbox")) if label in labels]
    folders = [first] if first else both or ["archive"]
    at = datetime.fromtimestamp(row["at_ms"] / 1000, UTC)
    subject = _slug(json.loads(row["digest"])["subject"])
    name = f"{at:%Y-%m-%d_%H%M%S}_{subject}_{row['id']}.eml"
    return [f"{row['account']}/{folder}/{name}" for folder in folders]


def _slug(subject: str) -> str:
    """Return a subject as part of a file name.

    >>> _slug("Facture n° 2026-0001 : été"), _slug("Facture d’acompte, Garage Bœuf")
    ('Facture-n-2026-0001-ete', 'Facture-d-acompte-Garage-Boeuf')
    """
    parted = unicodedata.normalize("NFKD", subject.translate(LIGATURES))
    plain = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return re.sub(r"[^A-Za-z0-9]+", "-", plain)[:LONGEST].strip("-") or "sans-objet"


def _path(call: Call, mirrored: str) -> Path:
    return call.folder / "mail" / mirrored
