"""The budgets of requests, and what a run has really asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from tests.house.world.house import House

SHEETS, SLICE = 20, 3  # requests of a run, and of each slice of documents after the first
DOCUMENTS = 250  # in a slice; of mails too
RECORDS = 4  # numbers, files, drafts, sent; of one slice
BATCH = 100  # calls in one request
PRODUCTS = ("sheets.read", "sheets.write", "drive", "gmail")
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
    recipients: int = 1  # of each document

    @property
    def documents(self) -> int:
        """How many numbers and files."""
        return self.mails // self.recipients

    @property
    def further(self) -> int:
        """Slices after the first, over all stages: numbers and files, drafts and what was sent."""
        stages = (self.documents, self.documents, self.mails, self.mails)
        return sum(ceil(count / DOCUMENTS) - 1 for count in stages)

    def budget(self) -> dict[str, int]:
        """Return the most that may be asked, by method; tokens are not counted."""
        documents = self.documents
        records = RECORDS + self.further
        batches = ceil(documents / DOCUMENTS) * ceil(min(documents, DOCUMENTS) / BATCH)
        return {
            "sheets": SHEETS + SLICE * self.further,
            "drive.files.get": 1,  # the last ticket
            "drive.files.generateIds": 1 + documents // 1000,
            "drive.files.update": records + 1,  # a commit each, and the end
            "drive.files.create": 1 + documents + 2 * self.boxes,  # ticket, files, folders
            "drive.permissions.create": self.boxes,
            "batch": batches,
            "gmail.users.drafts.list": self.boxes,
            "gmail.users.drafts.create": self.mails,
            "gmail.users.drafts.send": self.mails,
            "gmail.users.messages.get": self.mails,
        }


def asked(house: House) -> dict[str, int]:
    """Count the requests by method; tokens and the parts of a batch are left out."""
    methods = (method for method, _ in _counted(house))
    return dict(Counter("sheets" if "sheets." in method else method for method in methods))


def by_product(house: House) -> dict[str, int]:
    """Count the requests by product; Sheets, which counts them so, by direction."""
    found = Counter(_product(method, verb) for method, verb in _counted(house))
    return {product: found[product] for product in PRODUCTS}


def _product(method: str, verb: str) -> str:
    if method == "batch":  # of Drive: files are locked so
        return "drive"
    product = method.split(".", maxsplit=1)[0]
    direction = "read" if verb == "GET" else "write"
    return f"{product}.{direction}" if product == "sheets" else product


def _counted(house: House) -> Iterator[tuple[str, str]]:
    """A batch is logged as one request, and its parts directly after it."""
    in_batch = False
    for line in house.control("GET", "/sandbox/requests"):
        method = line["method"]
        in_batch = method == "batch" or (in_batch and method == "drive.files.update")
        if not method.startswith("oauth2.") and (method == "batch" or not in_batch):
            yield method, line["verb"]


def over(found: dict[str, int], run: Asked) -> list[str]:
    """Say what was asked too often."""
    budget = run.budget()
    return [
        f"{method}: {count}, at most {budget.get(method, 0)}"
        for method, count in found.items()
        if count > budget.get(method, 0)
    ]
