"""Everything that the world and we hold, searched for a secret: whoever finds it could enter."""

from __future__ import annotations

import base64
import io
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote, quote_plus

import pikepdf

from tests.house.world.house import House
from tests.pdf.test_press import extracted
from workspace.columns.columns import BY_TITLE
from workspace.workbook.journal import unpacked

Held = tuple[str, bytes]  # where, what lies there


def found(held: Iterable[Held], secret: str) -> list[str]:
    """Where a secret can be read in what has been closed up, as it is or in base64."""
    forms = set(_forms(secret))
    return [where for where, content in held if any(form in content for form in forms)]


def closed_up(held: Iterable[Held]) -> list[Held]:
    """Without blanks and line ends, which may part a secret."""
    return [(where, _close(content)) for where, content in held]


def _forms(secret: str) -> Iterator[bytes]:
    yield from (_close(each.encode()) for each in (secret, quote(secret), quote_plus(secret)))
    for shift in range(3):  # however its bytes fall into groups of three
        yield base64.b64encode(b" " * shift + secret.encode())[4:-4]


def _close(content: bytes) -> bytes:
    return b"".join(content.split())


def everything(house: House) -> Iterator[Held]:
    """Every file, opened as far as it opens; every row of the sandbox; every cell of the Sheet."""
    for path in house.folder.rglob("*"):
        if path.is_file():
            yield from opened_up(str(path.relative_to(house.folder)), path.read_bytes())
    yield from _rows(house.folder / "sandbox.sqlite")
    yield from cells(house)


def opened_up(where: str, content: bytes) -> Iterator[Held]:
    """A file, and what is in it: of ZIPs, mails and PDFs."""
    yield where, content
    if content.startswith(b"PK\3\4"):
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            for name in held.namelist():
                yield from opened_up(f"{where}!{name}", held.read(name))
    elif where.endswith(".pdf"):
        yield from ((f"{where}!text", text.encode()) for text in _text(content))
    elif where.endswith(".eml"):
        yield from _parts(where, content)


def _text(content: bytes) -> Iterator[str]:
    try:
        with pikepdf.open(io.BytesIO(content)):
            yield extracted(content)
    except (
        pikepdf.PdfError,
        pikepdf.PasswordError,
    ):  # sealed, or the plain press's: its bytes are all there is to read
        return


def _parts(where: str, content: bytes) -> Iterator[Held]:
    mail = message_from_bytes(content, _class=EmailMessage, policy=policy.default)
    yield f"{where}!headers", "\n".join(f"{n}: {v}" for n, v in mail.items()).encode()
    for number, part in enumerate(mail.walk()):
        decoded = part.get_payload(decode=True)
        if isinstance(decoded, bytes):
            yield from opened_up(f"{where}!{number}!{part.get_filename('')}", decoded)


def _rows(file: Path) -> Iterator[Held]:
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        for row in db.execute(f'SELECT * FROM "{table}"'):  # noqa: S608  (its own names)
            yield from ((f"sqlite!{table}", _bytes(cell)) for cell in row if cell is not None)
    db.close()


def _bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()


def cells(house: House) -> Iterator[Held]:
    """Every cell of every tab, the Journal's contents unpacked."""
    with house.hands() as hands:
        grids = {tab: hands.grid(tab) for tab in BY_TITLE}
    for tab, grid in grids.items():
        text = "\n".join(unpacked(str(cell)) for row in grid for cell in row if cell)
        yield f"sheet!{tab}", text.encode()
