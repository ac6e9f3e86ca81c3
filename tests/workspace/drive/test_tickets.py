from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from google.auth.credentials import AnonymousCredentials

from jobs.ports import Ticket, Unavailable
from tests.wire.rude import RudeServer, says
from tests.workspace.loopback import AGENCY, BACKOFF, Google, files
from workspace.drive.archive import Archive
from workspace.drive.tickets import Tickets
from workspace.google.errors import GoogleRefused, answer
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)
CREATE, UPDATE = "drive.files.create", "drive.files.update"


class Desk:
    """Tickets, and the ids of two to come."""

    def __init__(self, session: GoogleSession, root: str) -> None:
        self.drive = service("drive", "v3", root=root, http=Http(session))
        archive = Archive(self.drive)
        folder, first, second = archive.reserve(3)
        archive.make_folder(folder, "Tickets", parent="root")
        self.tickets = Tickets(self.drive, session, folder=folder)
        self.ticket = Ticket(
            id=first,
            workbook="1" * 44,
            run="2026-11-23T07:00:00Z-1f2e3d4c",
            head=f"{first}.12",
            head_hash="ab" * 32,
            next=second,
        )


@pytest.fixture
def desk(google: Google) -> Iterator[Desk]:
    google.at(MORNING)
    with GoogleSession(google.account(AGENCY, "drive.file"), backoff=BACKOFF) as session:
        yield Desk(session, google.url)


def test_a_ticket_that_is_not_there_is_none(desk: Desk) -> None:
    assert desk.tickets.get(desk.ticket.id) is None


def test_a_ticket_says_what_it_was_given(desk: Desk) -> None:
    opened = desk.tickets.open(desk.ticket)

    assert opened == desk.ticket == desk.tickets.get(desk.ticket.id)


def test_a_ticket_is_an_empty_file(desk: Desk, google: Google) -> None:
    desk.tickets.open(desk.ticket)

    assert [content for path, content in files(google).items() if "ticket" in path] == [b""]


def test_only_one_run_gets_the_ticket(desk: Desk) -> None:
    desk.tickets.open(desk.ticket)

    assert desk.tickets.open(replace(desk.ticket, run="another")) is None

    found = desk.tickets.get(desk.ticket.id)
    assert found is not None
    assert found.run == desk.ticket.run


@pytest.mark.parametrize("fault", ["drop_after", "truncate"])
def test_a_ticket_whose_answer_was_lost_is_ours(fault: str, desk: Desk, google: Google) -> None:
    google.fault(fault, CREATE)

    assert desk.tickets.open(desk.ticket) == desk.ticket


def test_a_ticket_that_was_not_made_stays_unknown(desk: Desk, google: Google) -> None:
    google.fault("drop_before", CREATE)

    with pytest.raises(Unavailable):
        desk.tickets.open(desk.ticket)

    assert desk.tickets.get(desk.ticket.id) is None


def test_a_lost_answer_may_hide_that_another_run_was_faster(desk: Desk, google: Google) -> None:
    desk.tickets.open(replace(desk.ticket, run="another"))
    google.fault("status", CREATE, status=503)

    assert desk.tickets.open(desk.ticket) is None


def test_a_ticket_in_the_trash_exists(desk: Desk) -> None:
    desk.tickets.open(desk.ticket)
    answer(desk.drive.files().update(fileId=desk.ticket.id, body={"trashed": True}))

    assert desk.tickets.get(desk.ticket.id) == desk.ticket
    assert desk.tickets.open(replace(desk.ticket, run="another")) is None


def test_a_ticket_ages_by_googles_clock(desk: Desk, google: Google) -> None:
    desk.tickets.open(desk.ticket)
    google.at(MORNING + timedelta(minutes=41))

    found = desk.tickets.get(desk.ticket.id)

    assert found is not None
    assert timedelta(minutes=40, seconds=30) < found.age < timedelta(minutes=42)


def test_a_commit_moves_the_head(desk: Desk) -> None:
    desk.tickets.open(desk.ticket)
    moved = replace(desk.ticket, head=f"{desk.ticket.id}.13", head_hash="cd" * 32)

    assert desk.tickets.commit(moved) == moved
    assert desk.tickets.commit(replace(moved, closed=True)).closed
    assert desk.tickets.get(desk.ticket.id) == replace(moved, closed=True)


@pytest.mark.parametrize(
    ("fault", "moved"), [("drop_before", False), ("drop_after", True), ("truncate", True)]
)
def test_a_commit_without_an_answer_is_unknown(
    fault: str, moved: object, desk: Desk, google: Google
) -> None:
    desk.tickets.open(desk.ticket)
    google.fault(fault, UPDATE)

    with pytest.raises(Unavailable):
        desk.tickets.commit(replace(desk.ticket, closed=True))

    assert google.asked(UPDATE) == 1
    found = desk.tickets.get(desk.ticket.id)
    assert found is not None
    assert found.closed is moved


def test_who_is_passed_over_learns_it_from_the_next_commit(desk: Desk) -> None:
    desk.tickets.open(desk.ticket)
    desk.tickets.commit(replace(desk.ticket, head="x.1"))

    assert desk.tickets.take(desk.ticket.id, "another").head == "x.1"

    assert desk.tickets.commit(replace(desk.ticket, head="x.2")).taken == "another"


def test_a_ticket_that_is_gone_cannot_be_written(desk: Desk) -> None:
    with pytest.raises(GoogleRefused) as caught:
        desk.tickets.take(desk.ticket.id, "another")

    assert caught.value.status == 404


def test_what_drive_would_cut_is_a_bug(desk: Desk) -> None:
    with pytest.raises(ValueError, match="run"):
        desk.tickets.open(replace(desk.ticket, run="é" * 61))

    assert desk.tickets.get(desk.ticket.id) is None


def test_a_ticket_that_lands_late_carries_our_run(desk: Desk, google: Google) -> None:
    google.fault("late", CREATE, after_requests=2)

    with pytest.raises(Unavailable):
        desk.tickets.open(desk.ticket)

    assert desk.tickets.get(desk.ticket.id) is None
    assert desk.tickets.get(desk.ticket.id) == desk.ticket


@pytest.mark.parametrize("body", [b"{}", b'{"id": "1", "createdTime": "2026-11-23T07:00:00.000Z"}'])
def test_an_answer_without_an_age_is_not_believed(body: bytes) -> None:
    with (
        RudeServer(says(body)) as server,
        GoogleSession(AnonymousCredentials(), backoff=BACKOFF) as session,
    ):
        drive = service("drive", "v3", root=server.url, http=Http(session))

        with pytest.raises(Unavailable):
            Tickets(drive, session, folder="f").get("1")


def test_a_refusal_is_no_other_run(desk: Desk, google: Google) -> None:
    for method, act in ((CREATE, desk.tickets.open), ("drive.files.get", lambda t: get(desk, t))):
        google.fault("status", method, status=403, reason="insufficientPermissions")

        with pytest.raises(GoogleRefused, match="403"):
            act(desk.ticket)


def get(desk: Desk, ticket: Ticket) -> Ticket | None:
    return desk.tickets.get(ticket.id)
