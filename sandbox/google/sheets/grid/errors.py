"""How Sheets refuses: 400, 403 and 404 in its own words."""

from __future__ import annotations

from typing import NoReturn

from sandbox.google.api.call import GoogleError

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to"
    " remove protection if you need to edit."
)


def refuse(message: str) -> NoReturn:
    """Answer 400 INVALID_ARGUMENT."""
    raise GoogleError(400, "badRequest", message, "INVALID_ARGUMENT")


def missing() -> NoReturn:
    """Answer 404: there is no such spreadsheet, or none that this account may see."""
    text = "Requested entity was not found."
    raise GoogleError(404, "notFound", text, "NOT_FOUND")
