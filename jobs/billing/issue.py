"""Approved documents get their numbers, are filed, and go out."""

from __future__ import annotations

from jobs.billing.work import Work
from jobs.documents import filing
from jobs.documents.preview import preview
from jobs.numbering.number import number


def give_numbers(work: Work) -> None:
    """Give numbers: from here on a document exists, and must leave."""
    number(work.context, work.heard, work.dispatch, work.documents)


def file(work: Work) -> None:
    """Print each document and put it into the archive, locked."""
    filing.file(work.context, work.documents)
    filing.lock(work.context, work.documents)


def transmit(work: Work) -> None:
    """Prepare and record what goes out by every channel; then let it go."""
    for channel in work.channels:
        channel.prepare()
    for channel in work.channels:
        channel.deliver()


def show_previews(work: Work) -> None:
    """Print the rows that somebody wants to see, as they are now."""
    preview(work.context, work.documents)
