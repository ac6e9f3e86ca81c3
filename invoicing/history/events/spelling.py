"""How a value is spelt as a fact, by the type of its field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, dataclass
from datetime import date, datetime
from enum import Enum
from functools import partial
from typing import Annotated, Any, get_args, get_origin

from invoicing.history.events.journal_event import Fact

PLAIN = Fact()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How one field of an event becomes a fact, and is read back."""

    field: str
    fact: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    is_read: bool  # what only tells classes apart is not
    default: Any  # ``MISSING``: the fact is always there
    is_always_written: bool


def spelling_of(described: Field[Any], hint: Any) -> Spelling:
    """Return how a field is spelt; *hint*: its type, perhaps annotated with a ``Fact``."""
    kind, fact = _unfolded(hint)
    write, read = _spelt(kind, fact)
    return Spelling(
        field=described.name,
        fact=fact.name or described.name,
        write=write,
        read=read,
        is_read=described.init,
        default=described.default,
        is_always_written=fact.always,
    )


def _unfolded(hint: Any) -> tuple[Any, Fact]:
    if get_origin(hint) is not Annotated:
        return hint, PLAIN
    kind, *notes = get_args(hint)
    return kind, next(each for each in notes if isinstance(each, Fact))


def _spelt(kind: Any, fact: Fact) -> tuple[Callable[[Any], str], Callable[[str], Any]]:
    """How values of a type are written, and read back."""
    if type(None) in get_args(kind):
        write, read = _spelt(get_args(kind)[0], fact)
        return partial(_write_optional, write), partial(_read_optional, read)
    if get_origin(kind) is tuple:
        return fact.separator.join, partial(_read_parts, fact.separator)
    if kind is bool:
        return partial(_write_words, fact.words), fact.words[1].__eq__
    if kind is int:
        return (f"{fact.prefix}{{}}".format, partial(_read_number, fact.prefix))
    if kind in {date, datetime}:
        return kind.isoformat, kind.fromisoformat
    return (_value, kind) if issubclass(kind, Enum) else (str, str)


def _write_optional(write: Callable[[Any], str], value: Any) -> str:
    return "" if value is None else write(value)


def _read_optional(read: Callable[[str], Any], text: str) -> Any:
    return read(text) if text else None


def _read_parts(separator: str, text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(separator)))


def _write_words(words: tuple[str, str], value: bool) -> str:  # noqa: FBT001 - it is the value
    return words[value]


def _read_number(prefix: str, text: str) -> int:
    return int(text.removeprefix(prefix))


def _value(member: Enum) -> str:
    return str(member.value)
