"""Texts that people see on a form, and how Google's JSON leaves out what is empty."""

from __future__ import annotations

from typing import Any

from sandbox.google.api.errors import invalid


def check_line(text: str, where: str) -> str:
    """Return a text of one line; Google refuses any other as a title or an option."""
    if "\n" in text or "\r" in text:
        message = f"{where}: Displayed text cannot contain newlines"
        raise invalid(message)
    return text


def pruned(value: Any) -> Any:
    """Leave out what has its default value, as proto3 JSON does; an empty message says its kind.

    >>> pruned({"title": "", "question": {"required": False, "textQuestion": {}}})
    {'question': {'textQuestion': {}}}
    """
    if isinstance(value, list):
        return [pruned(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        name: pruned(inner)
        for name, inner in value.items()
        if inner is not False and inner not in ("", [])
    }
