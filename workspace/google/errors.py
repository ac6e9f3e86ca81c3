"""Translates what goes wrong at Google into the three exceptions of jobs.ports.

Every call stands inside ``translated``, or goes through ``answer``, ``done`` or ``content``::

    429, 5xx, 3xx, 408, rate-limit 403, no answer, no JSON object      Unavailable
    400, 401, 403, 404, 409 …, quota of the day, revoked consent       Refused

Status, reason and request id stay attached.  Google's message does not: it may name people or
files, and exceptions reach logs.  For the same reason the libraries' exceptions, whose texts
carry addresses and bodies, are cut off (``from None``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests
from google.auth.exceptions import DefaultCredentialsError, GoogleAuthError, RefreshError
from googleapiclient.errors import HttpError
from gspread.exceptions import APIError

from invoicing.values.problems import Problem
from jobs.ports import Refused, Trouble, Unavailable

RATE = {"ratelimitexceeded", "userratelimitexceeded", "rate_limit_exceeded"}
DAY = {"dailylimitexceeded", "dailylimitexceededunreg"}
REQUEST_IDS = ("x-goog-request-id", "x-request-id", "x-guploader-uploadid")
CODE = re.compile(r"[A-Za-z_]{1,60}")  # a reason is one word; anything else is not shown


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleReply:
    """What Google answered, as far as it may be shown."""

    status: int = 0  # of HTTP; 0: there was no answer
    reason: str = ""  # "notFound", "PERMISSION_DENIED"; without an answer, the failure's name
    request_id: str = ""

    @property
    def passes(self) -> bool:
        """Return whether the same call may succeed later, without anybody acting."""
        reason = self.reason.lower()
        if self.status in {403, 429}:
            return reason in RATE if self.status == 403 else reason not in DAY  # noqa: PLR2004
        return self.status < 400 or self.status == 408 or self.status >= 500  # noqa: PLR2004


class FromGoogle(Trouble):
    """A trouble with Google's reply attached."""

    def __init__(self, what: str, reply: GoogleReply, *, problems: Sequence[Problem] = ()) -> None:
        """*what*: the method, such as ``drive.files.create``."""
        super().__init__(f"{what}: {reply.status or 'no answer'} {reply.reason}", problems=problems)
        self.status = reply.status
        self.reason = reply.reason
        self.request_id = reply.request_id


class GoogleUnavailable(FromGoogle, Unavailable):
    """Google cannot do it now, or its answer was lost: a write may have happened."""

    @property
    def is_rate(self) -> bool:
        """Return whether we asked too often in this minute: then nothing has happened."""
        return self.status in {HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS}


class GoogleRefused(FromGoogle, Refused):
    """Google will not do it until a person acts."""


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Translate what the Google libraries raise inside; also a decorator."""
    try:
        yield
    except HttpError as error:
        raise trouble(what, reply(error.status_code, error.resp, error.content)) from None
    except APIError as error:
        lost = error.response
        raise trouble(what, reply(lost.status_code, lost.headers, lost.content)) from None
    except (RefreshError, DefaultCredentialsError) as error:
        raise _unauthorised(what, error) from None
    except (requests.RequestException, GoogleAuthError, UnicodeDecodeError) as error:
        raise GoogleUnavailable(what, GoogleReply(reason=type(error).__name__)) from None


def answer(request: Any, *needed: str) -> dict[str, Any]:
    """Execute a request of googleapiclient and return the JSON object it answers.

    A 200 that is no JSON (a proxy's page, cut headers) raises nothing in googleapiclient.
    """
    with translated(request.methodId):
        result = request.execute()
    return json_object(request.methodId, result, *needed)


def json_object(what: str, result: object, *needed: str) -> dict[str, Any]:
    """Return *result* when it is an object with what is *needed*; else the outcome is unknown."""
    if not isinstance(result, dict):
        raise GoogleUnavailable(what, GoogleReply(status=200, reason="notAnObject"))
    if not result.keys() >= set(needed):
        raise GoogleUnavailable(what, GoogleReply(status=200, reason="incomplete"))
    return result


def content(request: Any) -> bytes:
    """Execute a request whose answer is bytes (``get_media``)."""
    with translated(request.methodId):
        return bytes(request.execute())


def done(request: Any) -> None:
    """Execute a request that answers nothing: 204, or an empty body or object.

    Where a method has no response, googleapiclient returns whatever came, as bytes.
    """
    with translated(request.methodId):
        result = request.execute()
    if result and bytes(result).strip() != b"{}":
        raise GoogleUnavailable(request.methodId, GoogleReply(status=200, reason="notEmpty"))


def trouble(what: str, answered: GoogleReply) -> FromGoogle:
    """Return the exception that says what the caller can do."""
    return GoogleUnavailable(what, answered) if answered.passes else GoogleRefused(what, answered)


def reply(status: int, headers: Mapping[str, str], body: bytes) -> GoogleReply:
    """Read an error: ``errors[].reason`` of Drive and Gmail, ``status`` of Sheets and Forms."""
    request_id = next((headers[name] for name in REQUEST_IDS if name in headers), "")
    return GoogleReply(status=int(status), reason=_reason(body), request_id=request_id)


def _reason(body: bytes) -> str:
    try:
        error = json.loads(body)["error"]
        inner = [*error.get("errors", ()), *error.get("details", ())]
        named = [each["reason"] for each in inner if "reason" in each]
        word = str(next(iter(named), error.get("status", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return "notJson"
    return word if CODE.fullmatch(word) else "unnamed"


def _unauthorised(what: str, error: Exception) -> FromGoogle:
    """Return ``Refused`` if OAuth's word says that consent or client is invalid (RFC 6749 § 5.2).

    Other failures of the token endpoint pass, whatever ``retryable`` says.
    """
    if isinstance(error, DefaultCredentialsError):
        return GoogleRefused(what, GoogleReply(status=401, reason="noDefaultCredentials"))
    for word in ("invalid_grant", "invalid_client", "unauthorized_client"):
        if word in str(error):
            return GoogleRefused(what, GoogleReply(status=401, reason=word))
    return GoogleUnavailable(what, GoogleReply(reason="tokenEndpoint"))
