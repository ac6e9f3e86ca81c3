"""The update masks of batchUpdate, checked against Google's description of what they mask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sandbox.google.api.discovery import methods
from sandbox.google.api.errors import invalid
from sandbox.google.api.fields import merged
from sandbox.google.forms.store import Json


@lru_cache
def schemas() -> Mapping[str, Any]:
    """Return the schemas of Forms v1."""
    return methods("forms", "v1")[0].api.schemas


def masked(schema: str, old: Json, new: Json, mask: str) -> Json:
    """Return ``old`` with those fields of ``new`` that a mask names; "*" names all.

    >>> masked("Info", {"title": "a", "description": "b"}, {"title": "c"}, "title")
    {'description': 'b', 'title': 'c'}
    """
    paths = [path.strip() for path in mask.split(",") if path.strip()]
    if not paths:
        raise invalid("update_mask: At least one field must be specified.")
    if paths == ["*"]:
        return new
    result = old
    for path in paths:
        names = [camel(name) for name in path.split(".")]
        _check(schema, names, path)
        result = merged(result, new, names) or {}
    return result


def camel(name: str) -> str:
    """Return a field's JSON name; a mask may say either.

    >>> camel("email_collection_type"), camel("title")
    ('emailCollectionType', 'title')
    """
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)


def _check(schema: str, names: list[str], path: str) -> None:
    field = schemas()[schema].get("properties", {}).get(names[0])
    if field is None or field.get("readOnly") or (names[1:] and "$ref" not in field):
        message = f"Invalid update_mask: {path}"
        raise invalid(message)
    if names[1:]:
        _check(field["$ref"], names[1:], path)
