"""Make the goldens: data of today's version, which later versions must read and go on with.

It was run on the version of 24 November 2026 (``python -m tests.golden.make FOLDER``), and what it
made lies beside it, in « data ».  Goldens are never made anew for an old version: new ones may be
added beside, by the version that they stand for.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.golden import closings_told, year_told
from tests.golden.acts import agency
from tests.golden.opened import Told, at, emptied, kit_told, opened, proved, restored, unpacked
from tests.golden.stated import CLOSINGS, DATA, GOLDENS, YEAR, Golden, continued, stated
from tests.house.world.agency import written
from tests.house.world.house import GOOGLE, House, founded
from tests.house.world.house import opened as opened_first
from tests.house.world.plain import PlainPress

KEPT = ("WORKBOOK_ID", "AGENCY_ACCOUNT", "VAULT_KEY", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET")
CLIENTS = ("ROUXEL", "GRENAT", "NORDET", "PAGES", "RIVES", "VALJO")
PROVED = "LPC-2026-0001"  # its page by the real press
RESTORED = ("ROUXEL", "NORDET")


def make(folder: Path) -> None:
    """Live everything, pack it, and write down what this version makes of it."""
    DATA.mkdir(exist_ok=True)
    live(YEAR, folder, agency(folder / "of year", *CLIENTS), year_told.lived)
    five = written(folder / "of closings", clients=5, rows=10)
    live(CLOSINGS, folder, five, closings_told.lived)
    take_out(folder)
    for golden in GOLDENS:
        expect(golden, folder)
    expect_kits(folder)


def live(golden: Golden, folder: Path, agency: Path, lived: Callable[[House], None]) -> None:
    """Found an agency, live its story, and pack what it has left."""
    home = founded(folder / golden.name, agency)
    with opened_first(home, press=PlainPress(), agency=agency) as house:
        lived(house)
        kept = {name: house.environment[name] for name in KEPT}
    (home / "env.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    lighten(home / GOOGLE / "sandbox.sqlite")
    with tarfile.open(golden.archive, "w:xz", preset=9) as held:
        for name in (GOOGLE, "env.json"):
            held.add(home / name, name, filter=_nobodys)


def lighten(path: Path) -> None:
    """Forget the ids that Drive has made up and nobody has kept; they are most of the file."""
    state = sqlite3.connect(path)
    state.execute("PRAGMA journal_mode = DELETE")
    kept = "".join(line for line in state.iterdump() if '"generated_ids"' not in line)
    ids = [each for (each,) in state.execute("SELECT id FROM generated_ids")]
    state.executemany(
        "DELETE FROM generated_ids WHERE id = ?", [(each,) for each in ids if each not in kept]
    )
    state.commit()
    state.execute("VACUUM")
    state.close()


def _nobodys(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    return info


def take_out(folder: Path) -> None:
    """Copy the kits out of their clients' folders; pack a proof, its page by the real press."""
    for path in sorted((folder / CLOSINGS.name).glob("**/Remise/REMISE-*.zip")):
        shutil.copyfile(path, DATA / path.name)
    with opened(folder / CLOSINGS.name) as house:
        house.press = None
        files = proved(house, at(house, CLOSINGS.ended), PROVED)
    with zipfile.ZipFile(DATA / "preuve.zip", "w", zipfile.ZIP_DEFLATED) as held:
        assert not any(name.startswith("lacking") for name in files)
        for name, content in files.items():
            held.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)


def expect(golden: Golden, folder: Path) -> None:
    """Write down what this version makes of a golden, if it makes the same of it twice."""
    told: list[Told] = []
    for nth in ("first", "second"):
        with unpacked(golden.archive, folder / f"{golden.name} {nth}") as house:
            told.append(stated(house, golden) | {"continued": continued(house, golden)})
    first, second = told
    assert first == second, [name for name in first if first[name] != second[name]]
    _write(golden.expected, first)


def expect_kits(folder: Path) -> None:
    """Write down what the kits hold, and what an empty workbook becomes by one."""
    kits = {path.stem: path for path in sorted(DATA.glob("REMISE-*.zip"))}
    told: Told = {name: kit_told([path]) for name, path in kits.items()}
    for code in RESTORED:
        name = f"REMISE-{code}"
        with emptied(folder / f"empty {code}") as house:
            told[name]["restored"] = restored(house, at(house, CLOSINGS.ended), [kits[name]])
    _write(DATA / "kits.json", told)


def _write(path: Path, told: Told) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve())
