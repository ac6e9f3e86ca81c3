"""How often a request leaves, whatever the other side does.

Source: docs/facts/google-apis.md#how-often-a-request-leaves
"""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
import requests
from google.auth.credentials import AnonymousCredentials
from google.oauth2.credentials import Credentials
from gspread.http_client import HTTPClient

from jobs.ports import Refused, Unavailable
from tests.wire import rude
from tests.wire.rude import Behaviour, RudeServer, says
from workspace.google.errors import answer, content, done, translated
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http

UNAVAILABLE = says(b"{}", "503 Service Unavailable")
ROUGH: dict[str, Behaviour] = {
    "drops": rude.drops,
    "resets": rude.resets,
    "hangs": rude.hangs(1),
    "garbage": rude.sends(b"\x00\x01garbage\r\n\r\n"),
    "503": UNAVAILABLE,
    "502 with a page": says(rude.PAGE, "502 Bad Gateway"),
    "429": says(b"{}", "429 Too Many Requests"),
}
LOST: dict[str, Behaviour] = {
    "cut in the headers": rude.sends(rude.CUT_HEADERS),
    "cut in the body": rude.sends(rude.CUT_BODY),
    "a page instead of JSON": says(rude.PAGE),
    "an empty answer": says(b""),
    "a list": says(b"[1]"),
    "no text": says(b"\xff\xfe\xfa"),
    "a redirect": says(b"", "302 Found", "Location: /elsewhere\r\n"),
    "a permanent redirect": says(b"", "308 Permanent Redirect", "Location: /elsewhere\r\n"),
}


def gmail_at(url: str, session: requests.Session) -> Any:
    return service("gmail", "v1", root=url, http=Http(session))


@pytest.fixture
def session() -> Iterator[GoogleSession]:
    with GoogleSession(AnonymousCredentials(), backoff=0.01, limits=(0.3, 0.3)) as opened:
        yield opened


@pytest.mark.parametrize("name", [*ROUGH, *LOST])
def test_a_write_leaves_once_and_its_outcome_is_unknown(name: str, session: GoogleSession) -> None:
    with RudeServer((ROUGH | LOST)[name]) as server:
        send = gmail_at(server.url, session).users().drafts().send(userId="me", body={"id": "r1"})

        with pytest.raises(Unavailable):
            answer(send)

        assert server.requests == ["POST /gmail/v1/users/me/drafts/send?alt=json"]


@pytest.mark.parametrize("name", ROUGH)
def test_a_read_is_tried_five_times(name: str, session: GoogleSession) -> None:
    with RudeServer(ROUGH[name]) as server:
        read = gmail_at(server.url, session).users().drafts().list(userId="me")

        with pytest.raises(Unavailable):
            answer(read)

        assert len(server.requests) == 5


@pytest.mark.parametrize("name", LOST)
def test_a_read_whose_answer_makes_no_sense_is_not_believed(
    name: str, session: GoogleSession
) -> None:
    with RudeServer(LOST[name]) as server:
        with pytest.raises(Unavailable):
            answer(gmail_at(server.url, session).users().drafts().list(userId="me"))

        assert len(server.requests) == 1


def test_a_read_gets_through_after_a_failure(session: GoogleSession) -> None:
    with RudeServer(rude.drops, UNAVAILABLE, says()) as server:
        found = answer(gmail_at(server.url, session).users().drafts().list(userId="me"))

        assert found == {"id": "1"}


def test_a_write_on_a_kept_connection_that_drops_leaves_once(session: GoogleSession) -> None:
    with RudeServer(says(), rude.drops) as server:
        drafts = gmail_at(server.url, session).users().drafts()
        answer(drafts.list(userId="me"))

        with pytest.raises(Unavailable):
            answer(drafts.send(userId="me", body={"id": "r1"}))

        assert [each[:4] for each in server.requests] == ["GET ", "POST"]


def test_nobody_listens(session: GoogleSession) -> None:
    with RudeServer(says()) as server:
        url = server.url

    with pytest.raises(Unavailable, match="ConnectionError"):
        answer(gmail_at(url, session).users().drafts().list(userId="me"))


@pytest.mark.parametrize(
    ("status", "reason", "passes"),
    [
        (400, "invalidArgument", False),
        (403, "insufficientPermissions", False),
        (403, "rateLimitExceeded", True),
        (403, "userRateLimitExceeded", True),
        (403, "dailyLimitExceeded", False),
        (404, "notFound", False),
        (409, "alreadyExists", False),
        (429, "dailyLimitExceeded", False),
        (429, "rateLimitExceeded", True),
        (500, "backendError", True),
    ],
)
def test_a_refusal_says_what_the_caller_can_do(
    status: int, reason: str, passes: object, session: GoogleSession
) -> None:
    body = b'{"error": {"errors": [{"reason": "%s"}], "message": "to ada@x.fr"}}' % reason.encode()
    refusal = says(body, f"{status} No", "X-Request-Id: r7\r\n")
    with RudeServer(refusal) as server:
        send = gmail_at(server.url, session).users().drafts().send(userId="me", body={"id": "r1"})

        with pytest.raises(Unavailable if passes else Refused) as caught:
            answer(send)

    assert str(caught.value) == f"gmail.users.drafts.send: {status} {reason}"
    assert [vars(caught.value)[n] for n in ("status", "reason", "request_id")] == [
        status,
        reason,
        "r7",
    ]
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_what_is_no_reason_is_not_shown(session: GoogleSession) -> None:
    body = b'{"error": {"errors": [{"reason": "ada@x.fr is unknown"}]}}'
    refusal = says(body, "400 Bad Request")
    with (
        RudeServer(refusal) as server,
        pytest.raises(Refused, match=r"^gmail.users.drafts.list: 400 unnamed$"),
    ):
        answer(gmail_at(server.url, session).users().drafts().list(userId="me"))


def test_the_status_of_sheets_and_forms_is_a_reason(session: GoogleSession) -> None:
    body = b'{"error": {"code": 404, "status": "NOT_FOUND", "message": "x"}}'
    refusal = says(body, "404 Not Found")
    with RudeServer(refusal) as server, pytest.raises(Refused, match=r"404 NOT_FOUND$"):
        answer(gmail_at(server.url, session).users().drafts().list(userId="me"))


def test_the_clock_is_googles(session: GoogleSession) -> None:
    assert session.date is None
    date = "Date: Mon, 23 Nov 2026 07:00:00 GMT\r\n"
    with RudeServer(says(headers=date), says(headers="Date: soon\r\n")) as server:
        drafts = gmail_at(server.url, session).users().drafts()

        answer(drafts.list(userId="me"))
        assert session.date == datetime(2026, 11, 23, 7, tzinfo=UTC)

        answer(drafts.list(userId="me"))
        assert session.date is None


def test_bytes_come_as_they_are(session: GoogleSession) -> None:
    packed = says(gzip.compress(b"%PDF-1.7 \xff"), headers="Content-Encoding: gzip\r\n")
    with RudeServer(packed) as server:
        drive = service("drive", "v3", root=server.url, http=Http(session))

        assert content(drive.files().get_media(fileId="f1")) == b"%PDF-1.7 \xff"


def test_a_slow_answer_ends_at_the_time_limit(session: GoogleSession) -> None:
    with RudeServer(rude.hangs(3)) as server:
        began = time.monotonic()
        with pytest.raises(Unavailable):
            answer(gmail_at(server.url, session).users().drafts().send(userId="me", body={}))

    assert time.monotonic() - began < 2


def account(token_uri: str, token: str | None = None) -> Credentials:
    return Credentials(
        token, refresh_token="1//r", token_uri=token_uri, client_id="c", client_secret="s"
    )


FRESH = says(b'{"access_token": "fresh", "expires_in": 3599, "token_type": "Bearer"}')


def test_a_refused_token_is_replaced_and_the_write_sent_again_in_full() -> None:
    expired = says(b"{}", "401 Unauthorized")
    with (
        RudeServer(FRESH) as tokens,
        RudeServer(expired, says()) as server,
        GoogleSession(account(tokens.url, "stale"), backoff=0.01) as session,
    ):
        drafts = gmail_at(server.url, session).users().drafts()

        answer(drafts.send(userId="me", body={"id": "r1"}))

        assert server.tokens == ["Bearer stale", "Bearer fresh"]
        assert server.bodies == [b'{"id": "r1"}'] * 2


@pytest.mark.parametrize(
    ("said", "trouble", "reason"),
    [
        (says(b'{"error": "invalid_grant"}', "400 Bad Request"), Refused, "invalid_grant"),
        (says(rude.PAGE, "502 Bad Gateway"), Unavailable, "tokenEndpoint"),
        (rude.drops, Unavailable, "TransportError"),
        (says(b'{"error": "temporarily_unavailable"}', "400 No"), Unavailable, "tokenEndpoint"),
    ],
)
def test_only_a_revoked_consent_needs_a_person(
    said: Behaviour, trouble: type[Exception], reason: str
) -> None:
    with (
        RudeServer(said) as tokens,
        RudeServer(says()) as server,
        GoogleSession(account(tokens.url), backoff=0.01) as session,
    ):
        with pytest.raises(trouble, match=f"{reason}$"):
            answer(gmail_at(server.url, session).users().drafts().send(userId="me", body={}))

        assert server.requests == []


def test_a_token_that_stays_refused_needs_a_person() -> None:
    body = b'{"error": {"errors": [{"reason": "authError"}]}}'
    with (
        RudeServer(FRESH) as tokens,
        RudeServer(says(body, "401 Unauthorized")) as server,
        GoogleSession(account(tokens.url), backoff=0.01) as session,
        pytest.raises(Refused, match=r"401 authError$"),
    ):
        answer(gmail_at(server.url, session).users().drafts().send(userId="me", body={}))


SHEET = "/v4/spreadsheets/s/values:batchGet"


@pytest.mark.parametrize(
    ("said", "trouble", "text"),
    [
        (says(rude.PAGE, "502 Bad Gateway"), Unavailable, "502 notJson"),
        (
            says(
                b'{"error": {"code": 429, "status": "RESOURCE_EXHAUSTED", "message": ""}}', "429 No"
            ),
            Unavailable,
            "429 RESOURCE_EXHAUSTED",
        ),
        (
            says(
                b'{"error": {"code": 403, "status": "PERMISSION_DENIED", "message": ""}}', "403 No"
            ),
            Refused,
            "403 PERMISSION_DENIED",
        ),
        (rude.sends(rude.CUT_BODY), Unavailable, "no answer ChunkedEncodingError"),
        (says(rude.PAGE), Unavailable, "no answer JSONDecodeError"),
        (rude.hangs(1), Unavailable, "no answer ReadTimeout"),
    ],
)
def test_gspread_speaks_our_three_words(
    said: Behaviour, trouble: type[Exception], text: str, session: GoogleSession
) -> None:
    sheets = HTTPClient(None, session=session)  # type: ignore[arg-type]
    with RudeServer(said) as server:
        with pytest.raises(trouble, match=f"^sheets.values.batchGet: {text}$"):
            read(sheets, server.url)

        assert len(server.requests) == 1


@translated("sheets.values.batchGet")
def read(sheets: HTTPClient, url: str) -> Any:
    return sheets.request("post", url + SHEET).json()


def test_a_read_waits_as_long_as_google_asks(session: GoogleSession) -> None:
    busy = says(b"{}", "429 Too Many Requests", "Retry-After: 1\r\n")
    with RudeServer(busy, says()) as server:
        began = time.monotonic()
        answer(gmail_at(server.url, session).users().drafts().list(userId="me"))

    assert time.monotonic() - began >= 1


def test_an_object_without_what_is_needed_is_not_believed(session: GoogleSession) -> None:
    with RudeServer(says(b"{}")) as server, pytest.raises(Unavailable, match="incomplete"):
        answer(gmail_at(server.url, session).users().drafts().list(userId="me"), "id")


def test_what_should_say_nothing_says_nothing(session: GoogleSession) -> None:
    with RudeServer(says(b""), says(b"{}\n"), says(rude.PAGE)) as server:
        delete = partial(gmail_at(server.url, session).users().drafts().delete, userId="me")

        done(delete(id="1"))
        done(delete(id="1"))
        with pytest.raises(Unavailable, match="notEmpty"):
            done(delete(id="1"))


def test_a_token_that_cannot_be_renewed_needs_a_person(session: GoogleSession) -> None:
    with RudeServer(says(b"{}", "401 Unauthorized")) as server:
        with pytest.raises(Refused, match="noDefaultCredentials"):
            answer(gmail_at(server.url, session).users().drafts().list(userId="me"))

        assert len(server.requests) == 1
