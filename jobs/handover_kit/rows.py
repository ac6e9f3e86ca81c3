"""Which rows of the workbook are a client's, and how they are kept for a machine."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from invoicing.register.register import Register
from invoicing.related.payments import seller_of_payment
from invoicing.rows.tabs import normalised
from invoicing.values.french import short_date
from jobs.ports import Reading, Shape, Table, Value

FORMAT = 1


def rows_of(reading: Reading, books: Register, code: str) -> Mapping[str, frozenset[str]]:
    """Name his rows: tab → identities."""
    rows = reading.rows
    entries = [entry for entry in books.entries if entry.client_code == code]
    keys = {entry.key.reference for entry in entries if entry.row is not None}
    found = {
        "Clients": (row.identity for row in rows.clients if normalised(row.code) == code),
        "Destinataires": (row.identity for row in rows.buyers if normalised(row.client) == code),
        "Tarifs": (row.identity for row in rows.prices if normalised(row.client) == code),
        "Factures": (entry.row.identity for entry in entries if entry.row is not None),
        "Lignes": (row.identity for row in rows.lines if normalised(row.key) in keys),
        "Règlements": (
            row.identity for row in rows.payments if seller_of_payment(row, books.ties) == code
        ),
        "Clôtures": (row.identity for row in rows.closings if row.key.startswith(f"{code}/")),
        "Envois": (
            identity
            for identity, row in reading.shown.get("Envois", {}).items()
            if row.get("Client") == code
        ),
    }
    return {tab: frozenset(identities) for tab, identities in found.items()}


def series_table(series: Sequence[tuple[str, date]]) -> Table:
    """The series, and where each stands."""
    return Table(
        title="Séries",
        headers=("Dernier numéro", "Date d'émission"),
        shapes=(Shape.PLAIN, Shape.PLAIN),
        rows=tuple((number, short_date(on)) for number, on in series),
    )


def kept(code: str, workbook: str, tables: Sequence[Table], *, absent: Sequence[str]) -> bytes:
    """Write them as JSON, from which ``restore`` types them back; dates are serial numbers.

    *absent*: the SHA-256 of files that the Journal names and nobody had any more.
    """
    written = {
        "format": FORMAT,
        "client": code,
        "classeur": workbook,
        "absents": list(absent),
        "onglets": [
            {
                "titre": table.title,
                "colonnes": table.headers,
                "formes": [shape.value for shape in table.shapes],
                "lignes": [list(map(_number, row)) for row in table.rows],
            }
            for table in tables
        ],
    }
    return (json.dumps(written, ensure_ascii=False, indent=1) + "\n").encode()


def _number(value: Value) -> str | int | float | bool | None:
    """Sheets keeps doubles; their shortest form is read back as the same."""
    return float(value) if isinstance(value, Decimal) else value


def read_back(text: bytes) -> tuple[str, list[Table]]:
    """Return the client's code and his rows.  ``ValueError`` when it is not such a file."""
    try:
        found = json.loads(text, parse_float=Decimal)
        if found["format"] != FORMAT:
            raise ValueError("another format")
        return str(found["client"]), [_table(each) for each in found["onglets"]]
    except (KeyError, TypeError) as error:
        raise ValueError("not the rows of a kit") from error


def absent_of(text: bytes) -> frozenset[str]:
    """Return the SHA-256 of what was gone when the kit was made; none when that cannot be read."""
    try:
        return frozenset(map(str, json.loads(text)["absents"]))
    except (ValueError, KeyError, TypeError):
        return frozenset()


def _table(found: Mapping[str, Any]) -> Table:
    return Table(
        title=str(found["titre"]),
        headers=tuple(found["colonnes"]),
        shapes=tuple(map(Shape, found["formes"])),
        rows=tuple(tuple(row) for row in found["lignes"]),
    )
