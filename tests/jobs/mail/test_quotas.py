"""How many mails leave, and how large: the mailbox states it, the agency may set it."""

from __future__ import annotations

import pytest

from invoicing.rows.tabs import Rows
from jobs.engine.run import run
from jobs.ports import Limits
from tests.jobs.explorer.rehearsal import BILLING
from tests.jobs.world.fakes import Fakes, a_desk
from tests.jobs.world.mailboxes import FakeOutbox
from tests.jobs.world.people import an_invoice, settings, workbook_rows
from tests.jobs.world.world import World, a_world


def five(daily_mails: int | None = None) -> Rows:
    invoices = (an_invoice(f"F000{n}") for n in range(1, 6))
    return workbook_rows(*invoices, settings=settings(daily_mails=daily_mails))


def stating(hour: int | None, day: int | None, largest: int = 18_000_000) -> Fakes:
    """A mailbox that states these limits."""

    class Stating(FakeOutbox):
        def limits(self, mailbox: str) -> Limits:  # noqa: ARG002  (the port's)
            return Limits(largest_mail=largest, mails_an_hour=hour, mails_a_day=day)

    return Fakes(outbox=Stating)


def billed(fakes: Fakes, rows: Rows) -> World:
    world = a_world(rows)
    run(BILLING, a_desk(world, fakes=fakes), world.now)
    return world


@pytest.mark.parametrize(
    ("hour", "day", "chosen", "left"),
    [
        (None, None, None, 5),
        (None, 3, None, 3),
        (None, 3, 4, 4),  # the agency's own setting decides
        (None, 500, 2, 2),
        (2, 500, None, 2),
        (4, 3, None, 3),
    ],
)
def test_so_many_mails_leave_as_mailbox_and_agency_allow(
    hour: int | None, day: int | None, chosen: int | None, left: int
) -> None:
    world = billed(stating(hour, day), five(chosen))
    assert len(world.sent) == left


@pytest.mark.parametrize(("largest", "attached"), [(10_000, 1), (10, 0)])
def test_a_file_that_a_mailbox_does_not_take_is_linked(largest: int, attached: int) -> None:
    world = billed(stating(None, None, largest), workbook_rows(an_invoice()))
    (sent,) = world.sent
    assert len(sent.mail.attachments) == attached
    assert any("@buyer.test" in address for _, address in world.shared) != bool(attached)
