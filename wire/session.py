"""One HTTP session's time limit and retry policy, whosever service it calls.

Nothing above this module retries.  A library's own transport may send a POST again when the server
closes the connection without an answer, or wait for ever: an invoice could leave twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

BACKOFF = 5.0  # seconds: waits of 0, 10, 20 and 40 s, together more than a quota's minute
LIMITS = (30.0, 60.0)  # seconds: to connect and send, and to wait for bytes of the answer

S = TypeVar("S", bound=requests.Session)


def retry_policy(backoff: float) -> Retry:
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


class LimitedAdapter(HTTPAdapter):
    """A pool of connections under one time limit, whatever a client asks for."""

    def __init__(self, backoff: float, limits: tuple[float, float]) -> None:
        super().__init__(max_retries=retry_policy(backoff))
        self._limits = limits

    def send(self, request: requests.PreparedRequest, *args: Any, **kw: Any) -> requests.Response:
        kw["timeout"] = self._limits
        return super().send(request, *args, **kw)


def limited(session: S, backoff: float = BACKOFF, limits: tuple[float, float] = LIMITS) -> S:
    """Put a session under the policy and the time limit, and return it."""
    session.trust_env = False  # else ~/.netrc replaces a bearer token
    for scheme in ("https://", "http://"):
        session.mount(scheme, LimitedAdapter(backoff, limits))
    return session


def anonymous(backoff: float = BACKOFF, limits: tuple[float, float] = LIMITS) -> requests.Session:
    """Return a session that carries no token, under the same policy."""
    return limited(requests.Session(), backoff, limits)


def answer_date(headers: Mapping[str, str]) -> datetime | None:
    """Return the ``Date`` of an answer, aware, UTC; ``None`` if it is absent or none."""
    try:
        return parsedate_to_datetime(headers["date"]).astimezone(UTC)
    except (KeyError, ValueError):
        return None
