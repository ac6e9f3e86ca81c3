"""The budgets of requests, and what a run has really asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from tests.house.house import House

SHEETS, SLICE = 20, 3  # requests of a run, and of each slice of documents after the first
DOCUMENTS = 250  # in a slice
IDLE = 3
LOOK = {  # of a run that finds nothing new while requests are open
    "sheets": 1,
    "drive.files.get": 3,  # the last ticket, no next one, the Form's file
    "drive.files.list": 1,  # the Form is found by its mark, once a run
    "forms.forms.responses.list": 1,
    "forms.forms.get": 1,
    "gmail.users.history.list": 1,  # for each mailbox that asks
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One run that sends so many mails from so many mailboxes, all of them for the first time."""

    mails: int
    boxes: int
    records: int = 4  # numbers, files, drafts, sent; of one slice

    @property
    def further(self) -> int:
        """Slices after the first, over all stages."""
        return (ceil(self.mails / DOCUMENTS) - 1) * self.records

    def budget(self) -> dict[str, int]:
        """Return the most that may be asked, by method; tokens are not counted."""
        records = self.records + self.further
        return {
            "sheets": SHEETS + SLICE * self.further,
            "drive.files.get": 1,  # the last ticket
            "drive.files.generateIds": 1 + self.mails // 1000,
            "drive.files.update": records + 1,  # a commit each, and the end
            "drive.files.create": 1 + self.mails + 2 * self.boxes,  # ticket, files, folders
            "drive.permissions.create": self.boxes,
            "batch": ceil(self.mails / DOCUMENTS) * ceil(min(self.mails, DOCUMENTS) / 100),
            "gmail.users.drafts.list": self.boxes,
            "gmail.users.drafts.create": self.mails,
            "gmail.users.drafts.send": self.mails,
            "gmail.users.messages.get": self.mails,
        }


def asked(house: House) -> dict[str, int]:
    """Count the requests by method; tokens and the parts of a batch are left out."""
    lines = house.control("GET", "/sandbox/requests")
    return dict(Counter(_counted([line["method"] for line in lines])))


def _counted(methods: list[str]) -> Iterator[str]:
    """A batch is logged as one request, and its parts directly after it."""
    in_batch = False
    for method in methods:
        in_batch = method == "batch" or (in_batch and method == "drive.files.update")
        if method.startswith("sheets."):
            yield "sheets"
        elif not method.startswith("oauth2.") and (method == "batch" or not in_batch):
            yield method


def over(found: dict[str, int], run: Asked) -> list[str]:
    """Say what was asked too often."""
    budget = run.budget()
    return [
        f"{method}: {count}, at most {budget.get(method, 0)}"
        for method, count in found.items()
        if count > budget.get(method, 0)
    ]
