"""The whole house on a sandbox: one folder holds the agency, its Google and its vault."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import requests

from commands.set_up import establish
from demonstration import AGENCY, furnish, variables
from desk import Settings, desk, instant, open_agency
from jobs.ports import Desk, Press
from jobs.report import RunReport, billing
from sandbox.server import Sandbox
from tests.house.world.gate import Gate, Killed
from tests.workspace.hands import Hands
from workspace.workbook.client import Sheets

GOOGLE = "google"  # the sandbox's folder in ours
DEAD = timedelta(minutes=41)  # after this a ticket is a dead run's


@dataclass(slots=True, kw_only=True)
class House:
    """A furnished sandbox that is running."""

    folder: Path  # the sandbox's
    url: str
    environment: dict[str, str]
    press: Press | None = None  # None: the real one

    @property
    def settings(self) -> Settings:
        return Settings.read(self.environment)

    @contextmanager
    def desk(self, gate: Gate | None = None) -> Iterator[Desk]:
        with desk(self.settings, sessions=(gate or Gate()).session) as laid:
            yield replace(laid, press=self.press or laid.press)

    def run(
        self, gate: Gate | None = None, *, take_over: bool = False, seller: str = ""
    ) -> RunReport:
        """Run the billing job once."""
        with self.desk(gate) as laid:
            return billing(laid, instant(self.settings), seller=seller, take_over=take_over)

    def dies(self, gate: Gate) -> bool:
        """Run until it is killed; False when it came through."""
        try:
            self.run(gate)
        except Killed:
            return True
        return False

    def control(self, verb: str, path: str, body: object = None) -> Any:
        answer = requests.request(verb, self.url + path, json=body, timeout=10)
        answer.raise_for_status()
        return answer.json()

    def later(self, by: timedelta = DEAD) -> None:
        """Let time pass."""
        self.control("POST", "/clock", {"advance_seconds": by.total_seconds()})

    @contextmanager
    def hands(self) -> Iterator[Hands]:
        """Work in the workbook as a person does."""
        with open_agency(self.settings) as opened:
            yield Hands(Sheets(opened.sheets), self.settings.workbook_id)


@contextmanager
def opened(folder: Path, *, press: Press | None = None, agency: Path = AGENCY) -> Iterator[House]:
    """Run what lies in *folder*."""
    with Sandbox(folder / GOOGLE, port=0) as sandbox:
        environment = variables(sandbox, folder / GOOGLE, agency=agency)
        book = folder / "workbook"
        environment["WORKBOOK_ID"] = book.read_text() if book.exists() else ""
        yield House(folder=folder / GOOGLE, url=sandbox.url, environment=environment, press=press)


def founded(folder: Path, agency: Path = AGENCY, *, rows: int = 0) -> Path:
    """Furnish an agency; the folder can be copied and opened.  *rows*: more than a new tab has."""
    with opened(folder, agency=agency) as house:
        workbook = furnish(house.environment, partial(_roomy, rows=rows), agency=agency)
    (folder / "workbook").write_text(workbook)
    return folder


def _roomy(settings: Settings, *, rows: int) -> list[str]:
    """Set up, and lengthen `Factures` as a person does who needs more rows than it has."""
    done = establish(settings)
    workbook = done[-1].partition("=")[2]
    with open_agency(settings) as opened_office:
        sheets = Sheets(opened_office.sheets)
        found = sheets.get(workbook, "sheets.properties(sheetId,title)")["sheets"]
        ids = {each["properties"]["title"]: each["properties"].get("sheetId", 0) for each in found}
        more = {"sheetId": ids["Factures"], "dimension": "ROWS", "length": rows}
        if rows:
            sheets.change(workbook, [{"appendDimension": more}])
    return done


@contextmanager
def copied(furnished: Path, to: Path, *, press: Press | None = None) -> Iterator[House]:
    """Open a copy of a furnished folder, and forget it afterwards."""
    shutil.copytree(furnished, to)
    with opened(to, press=press) as house:
        yield house
    shutil.rmtree(to)


def shown(house: House, *headers: str) -> dict[str, tuple[Any, ...]]:
    """Return those columns of the rows of `Factures` that are filled in, by `Réf.`."""
    with house.hands() as hands:
        rows = hands.rows("Factures", "Réf.", "Destinataire", *headers)
    return {row[0]: row[2:] for row in rows if row[1]}
