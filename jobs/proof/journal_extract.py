"""An extract of the Journal that proves itself: one document's rows whole, the others by hash.

Each row's hash covers the row before it, so from the first row that is told on, every hash up to
the head's can be followed; whose the untold rows are, and what they say, stays with the agency.

``journal.json``: {"classeur", "lot", "empreinte", "lignes", "avant", "suite": [hash or row]}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from invoicing.texts.pages import proof
from invoicing.values.canonical_json import sha256
from jobs.engine.journal_chain import Head, hash_of
from jobs.ports import Document, JournalRow

JOURNAL, MANIFEST = "journal.json", "SHA256SUMS"
TOLD = tuple(each.name for each in fields(JournalRow) if each.name != "position")
Told = Mapping[str, Any]


def extract(
    workbook: str, rows: Sequence[JournalRow], told: Collection[int], texts: Mapping[str, str]
) -> Document:
    """Write it.  *rows*: the chain; *told*: which of them, by place; *texts*: of their contents."""
    first = min(told, default=len(rows))
    head = Head(batch=rows[-1].batch, hash=rows[-1].hash)
    written = {
        "classeur": workbook,
        "lot": head.batch,
        "empreinte": head.hash,
        "lignes": len(rows),
        "avant": rows[first - 1].hash if first else "",
        "suite": [
            _told(row, texts) if place in told else row.hash
            for place, row in enumerate(rows[first:], first)
        ],
    }
    text = json.dumps(written, ensure_ascii=False, indent=1)
    return Document(name=JOURNAL, content=f"{text}\n".encode())


def _told(row: JournalRow, texts: Mapping[str, str]) -> Told:
    kept = {name: getattr(row, name) for name in TOLD}
    return {**kept, "content": texts.get(json.loads(row.facts).get("record", ""), "")}


def manifest(documents: Sequence[Document]) -> Document:
    """List the hashes of all files, as ``sha256sum -c`` reads it."""
    lines = (f"{each.sha256}  {each.name}\n" for each in documents)
    return Document(name=MANIFEST, content="".join(lines).encode())


def flaws(files: Mapping[str, bytes]) -> Iterator[str]:
    """Check a pack, and say in French what is wrong with it."""
    yield from _manifest_flaws(files)
    lying = {hashlib.sha256(content).hexdigest() for content in files.values()}
    yield from journal_flaws(files.get(JOURNAL, b""), lying)


def journal_flaws(text: bytes, lying: Collection[str]) -> Iterator[str]:
    """Check an extract; *lying*: the SHA-256 of the files that came with it."""
    try:
        kept = json.loads(text)
        found = [each if isinstance(each, str) else _row(each) for each in kept["suite"]]
        before, head = str(kept["avant"]), str(kept["empreinte"])
    except (ValueError, KeyError, TypeError, AttributeError):
        yield proof.ILLEGIBLE.format(name=JOURNAL)
        return
    yield from _chain_flaws(found, before, head)
    yield from _file_flaws([each for each in found if not isinstance(each, str)], lying)


def _manifest_flaws(files: Mapping[str, bytes]) -> Iterator[str]:
    lines = files.get(MANIFEST, b"").decode("utf-8", "replace").splitlines()
    listed = dict(line.split("  ", 1)[::-1] for line in lines if "  " in line)
    if not listed:
        yield proof.EMPTY.format(name=MANIFEST)
    for name, wanted in listed.items():
        if name not in files:
            yield proof.FILE_MISSING.format(name=name)
        elif sha256(files[name]) != wanted:
            yield proof.FILE_CHANGED.format(name=name)
    yield from (
        proof.FILE_UNLISTED.format(name=name, manifest=MANIFEST)
        for name in files
        if name not in {MANIFEST, *listed}
    )


def _row(told: Told) -> JournalRow:
    texts: dict[str, Any] = {name: str(told[name]) for name in TOLD}
    return JournalRow(**texts)


def _chain_flaws(found: Sequence[str | JournalRow], before: str, head: str) -> Iterator[str]:
    """Follow the hashes; nothing that is told may differ, and the last one is the head's."""
    for each in found:
        if isinstance(each, str):
            before = each
            continue
        if hash_of(each, before) != each.hash:
            yield proof.ROW_CHANGED.format(rank=each.rank, batch=each.batch)
        record = json.loads(each.facts).get("record", "")
        if each.content and sha256(each.content.encode()) != record:
            yield proof.CONTENT_CHANGED.format(rank=each.rank, batch=each.batch)
        before = each.hash
    if before != head:
        yield proof.CHAIN_BROKEN


def _file_flaws(rows: Sequence[JournalRow], lying: Collection[str]) -> Iterator[str]:
    """What the Journal says of archived files must be so of those in the pack."""
    for row in rows:
        facts = json.loads(row.facts)
        if row.event in {"filed", "draft-filed"} and facts.get("sha256") not in lying:
            yield proof.FILE_WITHOUT_HASH.format(name=facts.get("name", "?"))
