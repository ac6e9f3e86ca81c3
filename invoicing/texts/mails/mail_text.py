"""A mail's text: its subject and its paragraphs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """A subject and its paragraphs, with ``{names}`` that whoever writes the mail fills in."""

    subject: str
    paragraphs: tuple[str, ...]

    def filled(self, **values: str) -> tuple[str, ...]:
        """Return the paragraphs with their values."""
        return tuple(text.format_map(values) for text in self.paragraphs)
