"""The JSON bodies of control requests, read and checked."""

from __future__ import annotations

from typing import Any

from flask import request


class WrongBody(Exception):
    """A control request that makes no sense; its text is the answer."""


def read_body(kind: type[dict[str, Any] | list[Any]]) -> Any:
    """Return the body, which must be of a kind."""
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, kind):
        message = f"the body must be a JSON {kind.__name__}"
        raise WrongBody(message)
    return body


def read_items() -> list[Any]:
    """Return the items of a JSON list; one object is a list of one."""
    body = request.get_json(force=True, silent=True)
    return [body] if isinstance(body, dict) else read_body(list)


def read_text(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """Return a text of the body."""
    value = body.get(name, default)
    if not isinstance(value, str):
        message = f"{name} must be a string"
        raise WrongBody(message)
    return value


def read_scopes(body: dict[str, Any]) -> list[str]:
    """Return the scopes of the body, a list or a text."""
    scopes = body.get("scopes")
    scopes = scopes.split() if isinstance(scopes, str) else scopes
    if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
        message = "scopes must be a list of strings"
        raise WrongBody(message)
    return scopes
