"""A client who is asked first, in a world where time passes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from invoicing.rows.tabs import Rows
from invoicing.values.calendar import SELLER_ZONE
from tests.jobs.test_billing import billed, numbers, shown
from tests.jobs.world.listening import buttons, submit
from tests.jobs.world.people import a_client, an_invoice, retyped, workbook_rows
from tests.jobs.world.world import Sent, a_world

CLIENT = "martin@client.test"
BUYER = "ada@buyer.test"
AGENCY = "agence@agence.test"


def paris(text: str) -> datetime:
    """An instant of the seller's clock, as "2026-11-24 14:30"."""
    return datetime.fromisoformat(text).replace(tzinfo=SELLER_ZONE).astimezone(UTC)


def asking_rows(**cells: Any) -> Rows:
    """One invoice of a client who wants to see them all."""
    return workbook_rows(
        an_invoice(**cells), clients=(a_client(approval="Toutes", contact="M. Martin"),)
    )


class Story:
    """What happens to one workbook, told in dates."""

    def __init__(self, start: str, rows: Rows | None = None) -> None:
        """Begin at *start*, the seller's time."""
        self.world = a_world(rows or asking_rows(), paris(start))

    def at(self, when: str) -> Story:
        """Let time pass, and a run come by."""
        self.world.now = paris(when)
        return self.run()

    def run(self) -> Story:
        """Let a run come by."""
        self.end = billed(self.world)[0]
        return self

    def waits_until(self, when: str) -> Story:
        """Let time pass; no run."""
        self.world.now = paris(when)
        return self

    def answers(self, *, approves: bool, comment: str = "", nth: int = -1) -> Story:
        """The client follows the button of the newest request and submits."""
        yes, no = buttons(requests(self)[nth])[:2]
        submit(self.world, yes if approves else no, comment=comment)
        return self

    def types(self, key: str = "F0001", **cells: Any) -> Story:
        """Somebody types into a row."""
        self.world.workbook.rows = retyped(self.world.workbook.rows, key, **cells)
        return self


def requests(story: Story) -> list[Sent]:
    """The requests that have left."""
    return named(story, "À valider")


def named(story: Story, word: str) -> list[Sent]:
    """What has left under a subject that begins with *word*."""
    return [sent for sent in story.world.sent if sent.mail.letter.subject.startswith(word)]


def to(story: Story, address: str) -> list[str]:
    """The subjects of what has left to *address*."""
    return [sent.mail.letter.subject for sent in story.world.sent if address in sent.mail.to]


def number(story: Story) -> str:
    """The number of F0001, or ""."""
    return numbers(story.world).get("F0001", "")


def cell(story: Story, header: str, key: str = "F0001") -> str:
    """What a person sees, as text."""
    return str(shown(story.world, key, header) or "")
