"""How often a request leaves, whatever the other side does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import requests

from tests.wire import rude
from tests.wire.rude import Behaviour, RudeServer, says
from wire.session import anonymous, answer_date

SILENT: dict[str, Behaviour] = {
    "drops": rude.drops,
    "resets": rude.resets,
    "hangs": rude.hangs(1),
    "garbage": rude.sends(b"\x00\x01garbage\r\n\r\n"),
}
BUSY = {status: says(b"{}", f"{status} No") for status in (429, 500, 502, 503, 504)}


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with anonymous(0.01, (0.3, 0.3)) as opened:
        yield opened


@pytest.mark.parametrize("name", SILENT)
@pytest.mark.parametrize(("verb", "tries"), [("GET", 5), ("POST", 1), ("PUT", 1), ("DELETE", 1)])
def test_only_a_read_is_tried_again_without_an_answer(
    name: str, verb: str, tries: int, session: requests.Session
) -> None:
    with RudeServer(SILENT[name]) as server:
        with pytest.raises(requests.RequestException):
            session.request(verb, server.url + "/x", data=b"{}")

        assert server.requests == [f"{verb} /x"] * tries


@pytest.mark.parametrize("status", BUSY)
@pytest.mark.parametrize(("verb", "tries"), [("GET", 5), ("POST", 1)])
def test_only_a_read_is_tried_again_when_the_server_is_busy(
    status: int, verb: str, tries: int, session: requests.Session
) -> None:
    with RudeServer(BUSY[status]) as server:
        answer = session.request(verb, server.url)

        assert (answer.status_code, len(server.requests)) == (status, tries)


def test_a_refusal_is_not_repeated(session: requests.Session) -> None:
    with RudeServer(says(b"{}", "403 Forbidden")) as server:
        assert session.get(server.url).status_code == 403

        assert len(server.requests) == 1


def test_a_read_gets_through_after_a_failure(session: requests.Session) -> None:
    with RudeServer(rude.drops, BUSY[503], says()) as server:
        assert session.get(server.url).json() == {"id": "1"}


def test_a_write_on_a_kept_connection_that_drops_leaves_once(session: requests.Session) -> None:
    with RudeServer(says(), rude.drops) as server:
        session.get(server.url)

        with pytest.raises(requests.ConnectionError):
            session.post(server.url)

        assert [each[:4] for each in server.requests] == ["GET ", "POST"]


def test_a_slow_answer_ends_at_the_time_limit_whatever_a_client_asks_for(
    session: requests.Session,
) -> None:
    with RudeServer(rude.hangs(3)) as server:
        began = time.monotonic()
        with pytest.raises(requests.ReadTimeout):
            session.post(server.url, timeout=60)

    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    ("headers", "date"),
    [
        ({"date": "Mon, 23 Nov 2026 07:00:00 GMT"}, datetime(2026, 11, 23, 7, tzinfo=UTC)),
        ({"date": "Mon, 23 Nov 2026 08:00:00 +0100"}, datetime(2026, 11, 23, 7, tzinfo=UTC)),
        ({"date": "soon"}, None),
        ({}, None),
    ],
)
def test_an_answer_says_what_time_it_is_there(
    headers: dict[str, str], date: datetime | None
) -> None:
    assert answer_date(headers) == date
