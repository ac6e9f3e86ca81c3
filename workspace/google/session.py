"""One HTTP session per Google credential: the policy of wire/session.py, and Google's clock.

gspread takes a ``GoogleSession`` as it is; googleapiclient takes it wrapped in ``Http``.  Nothing
above this module retries (``num_retries`` is never passed), but for a sending that Gmail refused
for its rate (workspace/gmail/outbox.py).  workspace/google/errors.py translates what goes wrong.

Why not the libraries' own transport: httplib2 sends a POST again when the server closes the
connection without an answer, even with ``num_retries=0``, so it can send an invoice twice; gspread
waits for ever.  Source: docs/facts/google-apis.md#one-session-one-retry-policy
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import httplib2
import requests
from google.auth.credentials import Credentials
from google.auth.transport.requests import AuthorizedSession, Request

from wire.session import BACKOFF, LIMITS, anonymous, answer_date, limited


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
        self._tokens = anonymous(backoff, limits)
        super().__init__(credentials, auth_request=Request(self._tokens))  # type: ignore[no-untyped-call]
        limited(self, backoff, limits)
        self.date: datetime | None = None  # ``Date`` of the latest answer, aware, UTC

    def request(self, method: Any, url: Any, *args: Any, **kw: Any) -> requests.Response:
        response: requests.Response = super().request(method, url, *args, **kw)  # type: ignore[no-untyped-call]
        self.date = answer_date(response.headers)
        return response

    def close(self) -> None:
        self._tokens.close()
        super().close()  # type: ignore[no-untyped-call]


class Sessions(Protocol):
    """How sessions are made; ``GoogleSession`` itself is one way."""

    def __call__(self, credentials: Credentials, *, backoff: float = BACKOFF) -> GoogleSession: ...


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
