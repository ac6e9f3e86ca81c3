"""One HTTP session per Google credential: one time limit, one retry policy, Google's clock.

gspread takes a ``GoogleSession`` as it is; googleapiclient takes it wrapped in ``Http``.  Nothing
above this module retries (``num_retries`` is never passed), but for a sending that Gmail refused
for its rate (workspace/gmail/outbox.py).  workspace/google/errors.py translates what goes wrong.

Why not the libraries' own transport: httplib2 sends a POST again when the server closes the
connection without an answer, even with ``num_retries=0``, so it can send an invoice twice; gspread
waits for ever.  Source: docs/facts/google-apis.md#one-session-one-retry-policy
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, TypeVar

import httplib2
import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

BACKOFF = 5.0  # seconds: waits of 0, 10, 20 and 40 s, together more than a quota's minute
LIMITS = (30.0, 60.0)  # seconds: to connect and send, and to wait for bytes of the answer

S = TypeVar("S", bound=requests.Session)


def policy(backoff: float) -> Retry:
    """Reads: at most five tries, on connection errors, time-outs, 429 and 5xx.  Writes: one.

    The one exception for writes is a connection that could not be made: nothing has left yet.
    ``other=0``, because errors in the middle of TLS ignore ``allowed_methods``.
    """
    return Retry(
        total=4,
        other=0,
        redirect=0,
        allowed_methods={"GET", "HEAD"},
        raise_on_status=False,
        status_forcelist={429, 500, 502, 503, 504},
        backoff_factor=backoff,
        backoff_max=60,
        backoff_jitter=backoff / 5,
        retry_after_max=60,
    )


class Pool(HTTPAdapter):
    """Connections under one time limit, whatever a client asks for."""

    def __init__(self, backoff: float, limits: tuple[float, float]) -> None:
        super().__init__(max_retries=policy(backoff))
        self._limits = limits

    def send(self, request: requests.PreparedRequest, *args: Any, **kw: Any) -> requests.Response:
        kw["timeout"] = self._limits
        return super().send(request, *args, **kw)


class GoogleSession(AuthorizedSession):
    """A session that carries one account's token, and remembers what time it is at Google.

    A 401 is followed by a fresh token and the same request again: what was refused has not
    happened.  Tokens are fetched under the same policy.  Close it, or use it in a ``with``.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        backoff: float = BACKOFF,
        limits: tuple[float, float] = LIMITS,
    ) -> None:
        self._tokens = _plain(requests.Session(), backoff, limits)
        super().__init__(credentials, auth_request=Request(self._tokens))  # type: ignore[no-untyped-call]
        _plain(self, backoff, limits)
        self.date: datetime | None = None  # ``Date`` of the latest answer, aware, UTC

    def request(self, method: Any, url: Any, *args: Any, **kw: Any) -> requests.Response:
        response: requests.Response = super().request(method, url, *args, **kw)  # type: ignore[no-untyped-call]
        self.date = _date(response.headers)
        return response

    def close(self) -> None:
        self._tokens.close()
        super().close()  # type: ignore[no-untyped-call]


def anonymous(backoff: float = BACKOFF) -> requests.Session:
    """Return a session that carries no token, under the same policy."""
    return _plain(requests.Session(), backoff, LIMITS)


class Sessions(Protocol):
    """How sessions are made; ``GoogleSession`` itself is one way."""

    def __call__(self, credentials: Credentials, *, backoff: float = BACKOFF) -> GoogleSession: ...


def _plain(session: S, backoff: float, limits: tuple[float, float]) -> S:
    session.trust_env = False  # else ~/.netrc replaces the bearer token
    for scheme in ("https://", "http://"):
        session.mount(scheme, Pool(backoff, limits))
    return session


def _date(headers: Mapping[str, str]) -> datetime | None:
    try:
        return parsedate_to_datetime(headers["date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None


class Http:
    """What googleapiclient uses of ``httplib2.Http``, on a session.

    It shows no ``credentials``: googleapiclient's batch would put the token into every inner part.
    """

    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def close(self) -> None:
        """Do nothing: the session is shared."""

    def request(
        self,
        uri: str,
        method: str = "GET",
        *,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        **_: Any,
    ) -> tuple[httplib2.Response, bytes]:
        """Send, and answer in httplib2's form.

        The slice of an upload is read into bytes, so that it can be sent again after a 401.
        Redirects are not followed: a POST would become a GET, a chunk would be sent twice.
        """
        data = body.read() if hasattr(body, "read") else body
        answer = self.session.request(
            method, uri, data=data, headers=dict(headers or {}), allow_redirects=False
        )
        return _as_httplib2(answer), answer.content


def _as_httplib2(answer: requests.Response) -> httplib2.Response:
    info = {name.lower(): value for name, value in answer.headers.items()}
    info["status"] = str(answer.status_code)
    if info.pop("content-encoding", None):  # the content is decoded; its length is another
        info["content-length"] = str(len(answer.content))
    response = httplib2.Response(info)
    response.reason = answer.reason or ""
    return response
