"""The goldens by name, and all that is stated of one: the same when it was made and when tested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.golden.acts import number_of, row, typed
from tests.golden.opened import Told, at, audited, journal, proved, rows_of, run, shown, states
from tests.house.world.house import House

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """One golden: when it ended, and how it is gone on with."""

    name: str
    ended: str  # nothing is due at that instant
    proofs: tuple[str, ...]  # numbers of the documents that are proved
    later: str  # the instant of one further run …
    key: str  # … for which this row has been typed and ticked
    buyer: str
    more: Mapping[str, Mapping[str, str | bool]]  # … and these cells of « Clients », by code

    def __str__(self) -> str:
        """Name a test."""
        return self.name

    @property
    def archive(self) -> Path:
        """The sandbox's data, the vault and its key."""
        return DATA / f"{self.name}.tar.xz"

    @property
    def expected(self) -> Path:
        """What was stated of it when it was made."""
        return DATA / f"{self.name}.json"


YEAR = Golden(
    name="year",
    ended="2026-11-24T15:30:00+01:00",
    proofs=("ROUXEL-2026-0001", "RIVES-2026-0001", "RIVES-2026-0003", "GRENAT-2026-0001"),
    later="2026-11-25T10:00:00+01:00",
    key="F0040",
    buyer="ROUXEL-BRASSE",
    more={},
)
CLOSINGS = Golden(
    name="closings",
    ended="2027-01-05T15:30:00+01:00",
    proofs=("NORDET-2026-0001", "ROUXEL-2026-0001"),
    later="2027-01-06T10:00:00+01:00",
    key="F0011",
    buyer="PAGES-ADA",
    more={"SEMNOZ": {"Clôture demandée": False}},
)
GOLDENS = (YEAR, CLOSINGS)


def stated(house: House, golden: Golden) -> Told:
    """All that is read, and changes nothing."""
    now = at(house, golden.ended)
    read = journal(house)
    return {
        "journal": {
            "rows": len(read.rows),
            "head": read.rows[-1]["hash"],
            "sha256": read.digest,
            "events": read.events,
            "contents": len(read.contents),
            "lacking": sorted(read.named - set(read.contents)),
        },
        "states": states(house, now),
        "shown": shown(house),
        "audit": audited(house, now),
        "proofs": {
            number: {
                name: fingerprint(name, content)
                for name, content in sorted(proved(house, now, number).items())
            }
            for number in golden.proofs
        },
    }


def fingerprint(name: str, content: bytes) -> str | list[str]:
    """SHA-256; of the page that tells, only of its words; of the manifest, the names."""
    if name == "SHA256SUMS":
        return sorted(line.partition("  ")[2] for line in content.decode().splitlines())
    if name.startswith("preuve_"):  # by the press of plain text
        words = sorted(_words(json.loads(content.partition(b"\n")[2])))
        content = "\n".join(words).encode()
    return hashlib.sha256(content).hexdigest()


def _words(told: Any) -> Iterator[str]:
    if isinstance(told, dict | list):
        for each in told.values() if isinstance(told, dict) else told:
            yield from _words(each)
    elif isinstance(told, str):
        yield told


def looked(house: House, golden: Golden) -> Told:
    """What a run changes at the instant when nothing is due."""
    at(house, golden.ended)
    cells, rows = shown(house), rows_of(house)
    told = run(house)
    return {
        "end": told["end"],
        "mails": told["mails"],
        "events": rows_of(house) - rows,
        "cells": shown(house) != cells,
    }


def continued(house: House, golden: Golden) -> Told:
    """A look that finds nothing due; a row is typed; one run; a run that finds nothing due."""
    told: Told = {"before": looked(house, golden)}
    at(house, golden.later)
    row(house, golden.key, golden.buyer, 123.45, TVA="20 %")
    for code, cells in golden.more.items():
        typed(house, "Clients", code, cells)
    told |= run(house)
    told["number"] = number_of(house, golden.key)
    told["states"] = states(house, at(house, golden.later))["states"]
    return told
