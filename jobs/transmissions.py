"""The rows of `Envois`: one a transmission, as far as the history knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from invoicing.history import BUYER, Issued, Key
from invoicing.lifecycle import Entry
from jobs.ports import Cell


def transmissions(
    entries: tuple[Entry, ...], addressed: Mapping[Key, str]
) -> Iterator[dict[str, Cell]]:
    """Header → value.  *addressed*: to whom this run wrote; other addresses are left alone."""
    for entry in entries:
        if entry.document is not None and entry.document.main.drafted_at is not None:
            row = _transmission(entry.document)
            to = addressed.get(entry.key)
            yield {**row, "Envoyé à": to} if to else row


def key_of(document: Issued) -> str:
    """`Clé`: what tells this transmission from all others."""
    return f"{document.number}/{BUYER}"


def _transmission(document: Issued) -> dict[str, Cell]:
    main = document.main
    state = "envoyé" if main.sent_at else ("introuvable" if main.lost else "prêt à partir")
    return {
        "Clé": key_of(document),
        "Client": document.seller,
        "Numéro": document.number,
        "Rôle": BUYER,
        "Canal": "E-mail",
        "Préparé le": to_the_second(main.drafted_at),
        "Envoyé le": to_the_second(main.sent_at),
        "Identifiant": main.message_header,
        "Empreinte": document.sha256,
        "État": state,
        "État au": to_the_second(main.sent_at or main.drafted_at),
        "Détail": "",
    }


def to_the_second(instant: datetime | None) -> datetime | None:
    """An instant (UTC) as exactly as a cell keeps it."""
    return None if instant is None else instant.replace(microsecond=0)
