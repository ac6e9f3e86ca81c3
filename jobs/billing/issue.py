"""Approved documents get their numbers, are filed, and go out."""

from __future__ import annotations

from collections.abc import Sequence

from jobs.channels.registry import Way
from jobs.documents import filing
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.preview import preview
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.numbering.number import number


def give_numbers(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> None:
    """Give numbers: from here on a document exists, and must leave."""
    number(context, heard, dispatch, documents)


def file(context: Context, documents: DocumentsAtHand) -> None:
    """Print each document and put it into the archive, locked."""
    filing.file(context, documents)
    filing.lock(context, documents)


def transmit(ways: Sequence[Way]) -> None:
    """Prepare and record what goes out by every channel; then let it go."""
    for channel in ways:
        channel.prepare()
    for channel in ways:
        channel.deliver()


def show_previews(context: Context, documents: DocumentsAtHand) -> None:
    """Print the rows that somebody wants to see, as they are now."""
    preview(context, documents)
