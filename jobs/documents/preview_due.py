"""Whether a preview is to be made, or completed."""

from __future__ import annotations

from invoicing.history.records import Preview
from invoicing.register.previews import is_wanted
from invoicing.register.register import Register


def is_preview_due(books: Register) -> bool:
    """Whether one is to be made, or completed."""
    return any(map(is_wanted, books.entries)) or bool(unfinished(books))


def unfinished(books: Register) -> list[Preview]:
    """Return the previews that are recorded and do not lie in Drive yet."""
    return [each for some in books.history.previews.values() for each in some if not each.sha256]
