"""Errors in the shape each Google API gives them."""

from __future__ import annotations

from typing import Any

from sandbox.google.api.call import GoogleError
from sandbox.http.exchange import Reply, json_reply

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
}
CREDENTIALS = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie "
    "or other valid authentication credential."
)


def error_reply(error: GoogleError, api: str) -> Reply:
    """Return an error as the JSON of one API.

    Drive has no ``status`` for its own refusals; Sheets and Forms have no ``errors``.
    """
    inner: dict[str, Any] = {"code": error.code, "message": error.message}
    if api not in {"sheets", "forms"}:
        item = {"message": error.message, "domain": _domain(error), "reason": error.reason}
        inner["errors"] = [item]
    status = error.status or ("" if api == "drive" else STATUS.get(error.code, "UNKNOWN"))
    if status:
        inner["status"] = status
    return json_reply({"error": inner}, error.code, error.headers)


def _domain(error: GoogleError) -> str:
    return "usageLimits" if "imit" in error.reason or "uota" in error.reason else "global"


def unauthenticated() -> GoogleError:
    """Return the 401 for a missing, unknown or expired token."""
    challenge = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
    return GoogleError(
        401, "authError", CREDENTIALS, "UNAUTHENTICATED", {"WWW-Authenticate": challenge}
    )


def insufficient_scope() -> GoogleError:
    """Return the 403 for a token without any scope of the method."""
    message = "Request had insufficient authentication scopes."
    return GoogleError(403, "insufficientPermissions", message, "PERMISSION_DENIED")


def not_found(message: str = "Requested entity was not found.") -> GoogleError:
    """Return the 404 for something that is not there, or not for this account."""
    return GoogleError(404, "notFound", message, "NOT_FOUND")


def invalid(message: str, reason: str = "invalidArgument") -> GoogleError:
    """Return the 400 for a value that fits its schema and makes no sense."""
    return GoogleError(400, reason, message, "INVALID_ARGUMENT")


def too_large() -> GoogleError:
    """Return the 413 for media above the method's limit."""
    return GoogleError(413, "uploadTooLarge", "Request Entity Too Large", "INVALID_ARGUMENT")


def unimplemented(what: str) -> GoogleError:
    """Return the 501 for what Google plays and this sandbox does not."""
    message = f"{what} is not implemented in this sandbox."
    return GoogleError(501, "notImplemented", message, "UNIMPLEMENTED")


def within(where: str, error: GoogleError) -> GoogleError:
    """Name the part of the body that is wrong, as Google does: ``Invalid requests[0].addSheet``."""
    return GoogleError(error.code, error.reason, f"Invalid {where}: {error.message}", error.status)
