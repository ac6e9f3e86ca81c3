"""A short mail about what happened: to the client company, or to the agency."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A link that is to be followed."""

    label: str
    address: str
    is_main: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortMail:
    """What it says, in French; plain text everywhere."""

    subject: str
    greeting: str = ""
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...] = ()  # label, value: to be found at a glance, or copied
    lists: tuple[tuple[str, tuple[str, ...]], ...] = ()  # heading, items
    buttons: tuple[Button, ...] = ()
    signature: tuple[str, ...] = ()
