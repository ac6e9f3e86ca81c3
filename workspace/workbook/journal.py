"""The Journal's rows: fixed columns, all text; the content compressed, in a column of its own.

Appended, never rewritten.  A row that is not well formed is no event: it is skipped here, and
shown by ``audit``.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Sequence

from invoicing.values.problems import Problem, Source
from jobs.ports import JournalRow, Refused
from workspace.columns.program import JOURNAL
from workspace.workbook.headers import Grid
from workspace.workbook.numbers import Raw
from workspace.workbook.texts import plain

HEADERS = tuple(column.header for column in JOURNAL.columns)
CONTENT = "Contenu"
WIDTH = HEADERS.index(CONTENT)  # columns of the regular read: all but the content
FIRST_ROW = 2  # of position 0, as the person sees it
MOST = 50_000  # characters in a cell (docs/facts/google-apis.md#sheets)
LARGEST = 5_000_000  # bytes of a content, unpacked
RANK = re.compile(r"[1-9]\d{0,5}/[1-9]\d{0,5}")
HASH = re.compile(r"[0-9a-f]{64}")


def header_problems(grid: Grid) -> tuple[Problem, ...]:
    """Return the problems of fixed columns that are not where they belong."""
    headers = [plain(str(header)) for header in (grid[0] if grid else ())]
    wrong = [
        header
        for index, header in enumerate(HEADERS[:WIDTH])
        if index >= len(headers) or headers[index] != plain(header)
    ]
    return tuple(
        Problem(
            code="missing-header",
            source=Source(tab=JOURNAL.title, header=header),
            values={"header": header},
        )
        for header in wrong
    )


def read_journal(rows: Grid, first: int = 0) -> tuple[JournalRow, ...]:
    """Read rows without their contents; *first* is the position of the first."""
    events = (_event(row, position) for position, row in enumerate(rows, first))
    return tuple(event for event in events if event is not None)


def illegible(rows: Grid) -> tuple[int, ...]:
    """Return the positions of rows that are neither empty nor an event."""
    return tuple(
        position
        for position, row in enumerate(rows)
        if any(cell not in {"", None} for cell in row) and _event(row, position) is None
    )


def _event(row: Sequence[Raw], position: int) -> JournalRow | None:
    cells = [*row, *[""] * (WIDTH - len(row))][:WIDTH]
    texts = [cell for cell in cells if isinstance(cell, str)]
    if len(texts) != WIDTH:
        return None
    batch, parent, rank, instant, seller, key, event, facts, hash_ = texts
    if not (batch and event and RANK.fullmatch(rank) and HASH.fullmatch(hash_)):
        return None
    return JournalRow(
        batch=batch,
        parent=parent,
        rank=rank,
        instant=instant,
        seller=seller,
        key=key,
        event=event,
        facts=facts,
        hash=hash_,
        position=position,
    )


def written(row: JournalRow) -> list[str]:
    """Return the cells of an event.  ``Refused`` if one is longer than a cell holds."""
    cells = [
        row.batch,
        row.parent,
        row.rank,
        row.instant,
        row.seller,
        row.key,
        row.event,
        row.facts,
        row.hash,
        packed(row.content),
    ]
    if max(map(len, cells)) > MOST:
        text = f"journal: an event of {row.key} is longer than a cell holds"
        raise Refused(text)
    return cells


def packed(content: str) -> str:
    """Compress a content into ASCII."""
    if not content:
        return ""
    return base64.b64encode(zlib.compress(content.encode(), 9)).decode("ascii")


def unpacked(cell: str) -> str:
    """Return a content; what was not packed here comes as it is, and its hash is wrong.

    >>> unpacked(packed('{"é": 1}')), unpacked(""), unpacked("forged")
    ('{"é": 1}', '', 'forged')
    """
    try:
        unzip = zlib.decompressobj()
        content = unzip.decompress(base64.b64decode(cell, validate=True), LARGEST)
        return content.decode() if unzip.eof else cell
    except (binascii.Error, zlib.error, ValueError):
        return cell
