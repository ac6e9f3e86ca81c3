"""Rules of identity: nothing is billed twice, and no number goes to another company's series.

A document's key is (client, `Réf.`); a series is (SIREN, prefix, year), and a prefix belongs to
one SIREN in the whole workbook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from invoicing.history.history import History
from invoicing.history.records import IssuedDocument
from invoicing.rows.drafts import TickedRow
from invoicing.rows.tabs import ClientRow, InvoiceRow, LineRow, Rows, asking_fields, normalised
from invoicing.values.canonical_json import content_hash
from invoicing.values.problems import Problem, Source


def asked_hash(row: InvoiceRow, further: Iterable[LineRow]) -> str:
    """SHA-256 of what a person typed to be billed: the row's and its lines' own cells.

    Unlike the content, it does not change when the client moves, a price list is renewed, or the
    tab `Lignes` is sorted.
    """
    lines = sorted(content_hash(asked_cells(line)) for line in further)
    return content_hash((asked_cells(row), *lines))


def asked_cells(row: InvoiceRow | LineRow) -> tuple[tuple[str, Any], ...]:
    """Return what says what is billed and is not empty, by name.

    So a column that is added later changes no hash.
    """
    cells = ((name, getattr(row, name), empty) for name, empty in asking_fields(type(row)).items())
    return tuple(sorted((name, value) for name, value, empty in cells if value != empty))


def again(
    wanted: TickedRow, document: IssuedDocument | None, gone: Iterable[IssuedDocument]
) -> Iterator[Problem]:
    """Stop a row that has been billed: under its own `Réf.` or under one that has disappeared.

    *gone*: the documents that have no row any more.
    """
    if document is not None:
        if document.asked != wanted.asked:
            yield wanted.row.problem("changed-after-issue", number=document.number)
        return
    for other in gone:
        if other.reference == normalised(wanted.row.key):
            yield wanted.row.problem("changed-after-issue", number=other.number)
            return
        if other.asked == wanted.asked or (wanted.content and other.content == wanted.content):
            yield wanted.row.problem(
                "already-issued", "key", number=other.number, key=other.reference
            )
            return


def client_identity(
    clients: Iterable[ClientRow], history: History
) -> Iterator[tuple[ClientRow, Problem]]:
    """Stop clients whose series or mailbox would be another's, until a person decides."""
    every = tuple(clients)
    series = Counter(prefix_of(client) for client in every)
    for client in every:
        siren, code = client.siret[:9], normalised(client.code)
        known = history.sellers.get(siren)
        if known is not None and known != code:
            yield client, client.problem("siren-known", "code", known=known)
        before = [old for old, its in history.sellers.items() if its == code]
        if before and siren not in before:
            yield client, client.problem("siren-changed", "siret", known=before[-1])
        if series[prefix_of(client)] > 1 or _is_taken(prefix_of(client), siren, history):
            yield client, client.problem("shared-series", "series", series=prefix_of(client))
        if _shares_mailbox(client, every):
            yield client, client.problem("shared-mailbox", "mailbox", mailbox=client.mailbox)


def prefix_of(client: ClientRow) -> str:
    """The prefix of a client's numbers: its `Série`, else its `Code`."""
    return normalised(client.series or client.code)


def _is_taken(prefix: str, siren: str, history: History) -> bool:
    return any(known.prefix == prefix and known.siren != siren for known in history.series)


def _shares_mailbox(client: ClientRow, every: Iterable[ClientRow]) -> bool:
    """A mailbox is dedicated: two rows share one only if they are one company."""
    mine = client.mailbox.strip().casefold()
    return bool(mine) and any(
        other.mailbox.strip().casefold() == mine and other.siret[:9] != client.siret[:9]
        for other in every
    )


def agency_problems(rows: Rows) -> Iterator[Problem]:
    """CGI 289 I-2: who issues in the client's name is named; `Paramètres` must be readable."""
    yield from rows.problems
    if not rows.settings.agency.name:
        place = Source(tab="Paramètres", header="Nom de l'agence")
        yield Problem(code="agency-name", source=place)
