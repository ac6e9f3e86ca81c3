"""Series, sending hours, states and what is said of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from invoicing.document.parties import Agency
from invoicing.document.series import NUMBER, LastNumber, Series, next_rank
from invoicing.history.events.documents import Seen
from invoicing.history.history import History
from invoicing.register.entry import DocumentState
from invoicing.register.statuses import next_step
from invoicing.rows.tabs import AgencySettings
from invoicing.values.calendar import SendingHours, run_after
from tests.invoicing.people import MONDAY, a_client, an_invoice, the_entry

SERIES = Series(siren="732829320", prefix="MARTIN", year=2026)


def test_a_series_goes_on_after_the_number_before_the_take_over() -> None:
    assert next_rank(SERIES, None, "MARTIN-2026-0041") == 42
    assert next_rank(SERIES, None, "MARTIN-2025-0041") == 1
    assert next_rank(SERIES, LastNumber(rank=3, on=date(2026, 1, 1)), "MARTIN-2026-0041") == 4


@given(some.integers(1, 999_999))
def test_a_number_has_at_most_20_characters(rank: int) -> None:
    number = Series(siren="1", prefix="ABCDEFGH", year=2026).number(rank)
    assert NUMBER.fullmatch(number)
    assert len(number) <= 20


HOURS = [  # asked, next
    ("2026-11-23T07:00:00+00:00", "2026-11-23T07:00:00+00:00"),  # Monday 8:00 in Paris
    ("2026-11-23T06:59:00+00:00", "2026-11-23T07:00:00+00:00"),
    ("2026-11-20T18:00:00+00:00", "2026-11-23T07:00:00+00:00"),  # Friday 19:00: closed
    ("2026-10-24T10:00:00+00:00", "2026-10-26T07:00:00+00:00"),  # over the end of summer time
    ("2027-03-27T10:00:00+00:00", "2027-03-29T06:00:00+00:00"),  # over its beginning
]


@pytest.mark.parametrize(("asked", "following"), HOURS)
def test_sending_hours_are_the_sellers(asked: str, following: str) -> None:
    assert SendingHours().next(datetime.fromisoformat(asked)).isoformat() == following


@given(some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001  (made aware)
def test_the_next_sending_instant_is_open_and_not_before(at: datetime) -> None:
    asked = at.replace(tzinfo=UTC)
    found = SendingHours().next(asked)
    assert SendingHours().contain(found)
    assert asked <= found <= asked + timedelta(days=4)
    assert run_after(asked) - asked < timedelta(minutes=15)


def test_a_new_content_waits_until_it_has_been_left_alone() -> None:
    settings = AgencySettings(delay_minutes=10, agency=Agency(name="Plume"))
    entry = the_entry(an_invoice(), settings=settings)
    assert entry.state(MONDAY) is DocumentState.UNSEEN
    seen = Seen(client_code="MARTIN", reference="F0001", content_hash=entry.content)
    history = History().then([(seen, MONDAY)])
    later = the_entry(an_invoice(), settings=settings, history=history)
    assert later.state(MONDAY + timedelta(minutes=9)) is DocumentState.SETTLING
    assert next_step(later, SendingHours(), MONDAY) == "part au passage de lun. 23/11 à 10 h 15"
    assert later.state(MONDAY + timedelta(minutes=10)) is DocumentState.READY
    changed = the_entry(an_invoice(subject="Autre"), settings=settings, history=history)
    assert changed.state(MONDAY + timedelta(minutes=10)) is DocumentState.UNSEEN


def test_a_row_waits_for_its_date_and_for_its_client() -> None:
    tomorrow = the_entry(an_invoice(issue_from=date(2026, 11, 24)))
    assert tomorrow.state(MONDAY) is DocumentState.LATER
    assert next_step(tomorrow, SendingHours(), MONDAY) == "sera émise à partir du 24/11/2026"
    asked = the_entry(an_invoice(), clients=(a_client(approval="Toutes", email="m@m.example"),))
    assert asked.state(MONDAY) is DocumentState.UNASKED
    nobody = the_entry(an_invoice(approval="Oui"))
    assert [problem.code for problem in nobody.problems] == ["no-approver"]
    assert the_entry(an_invoice(approval="Non")).state(MONDAY) is DocumentState.READY
