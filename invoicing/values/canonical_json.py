"""Content as canonical JSON, and its hash.

What is sent for approval or numbered is recorded as this text and made again from it, so the text
of a value never changes: keys are sorted, decimals are plain, and a field that has its default is
left out (a field added later does not change the hash of what was recorded before).
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

T = TypeVar("T")


def to_json(value: Any) -> str:
    """Write *value* (dataclasses, tuples, Decimal, date, Enum, str, bool, int, None) as text."""
    return _text(_plain(value, hashed_only=False))


def content_hash(value: Any) -> str:
    """SHA-256 (hex) of the part of *value* that is approved.

    Numbers, dates of issue, dated legal texts and mail addresses are not in it.
    Why: docs/architecture.md#the-memory
    """
    return sha256(_text(_plain(value, hashed_only=True)).encode())


def sha256(content: bytes) -> str:
    """SHA-256, hex."""
    return hashlib.sha256(content).hexdigest()


def from_json(kind: type[T], text: str) -> T:
    """Make the value again.  Raises ``ValueError`` or ``TypeError`` for a text that is none."""
    made: T = _made(kind, json.loads(text))
    return made


def _text(plain: Any) -> str:
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any, *, hashed_only: bool) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            name: _plain(item, hashed_only=hashed_only)
            for name, default in _written(type(value), hashed_only=hashed_only)
            if (item := getattr(value, name)) != default
        }
    match value:
        case tuple():
            return [_plain(item, hashed_only=hashed_only) for item in value]
        case Enum():
            return value.value
        case Decimal():
            return _decimal(value)
        case date() | datetime():
            return value.isoformat()
        case None | str() | bool() | int():
            return value
        case _:
            raise TypeError(type(value))


def _decimal(value: Decimal) -> str:
    """One text for one number: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@functools.cache
def _written(kind: Any, *, hashed_only: bool) -> tuple[tuple[str, Any], ...]:
    """Return the names of the fields that are written, each with its default."""
    return tuple(
        (field.name, _default(field))
        for field in dataclasses.fields(kind)
        if not (hashed_only and field.metadata.get("hashed") is False)
    )


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _made(kind: Any, plain: Any) -> Any:
    kind = getattr(kind, "__supertype__", kind)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        chosen = next(arg for arg in args if arg is not types.NoneType)
        return None if plain is None else _made(chosen, plain)
    if origin is tuple:
        return tuple(_made(args[0], item) for item in plain)
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast("type", kind))
        made: Any = kind
        return made(**{name: _made(hints[name], item) for name, item in plain.items()})
    if kind is date:
        return date.fromisoformat(plain)
    return plain if kind in {str, bool, int} else kind(plain)
