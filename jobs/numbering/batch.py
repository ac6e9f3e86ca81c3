"""Numbers that are given in one record: each the next of its series, whose dates never go back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from invoicing.document.series import LastNumber, Series, next_rank
from invoicing.history.events.documents import FolderReserved, Numbered
from invoicing.rows.drafts import TickedRow
from invoicing.rules.duplicates import prefix_of
from invoicing.values.calendar import seller_date
from invoicing.values.french import short_date
from jobs.documents.folders import Folders
from jobs.engine.context import Context
from jobs.ports import Conflict


@dataclass(slots=True, kw_only=True)
class NumberBatch:
    """Numbers given in one record."""

    on: date
    series: dict[Series, LastNumber]
    folders: Folders
    ids: Iterator[str]
    events: list[FolderReserved | Numbered] = field(default_factory=list)

    @classmethod
    def of(cls, context: Context, reserved_ids: int) -> NumberBatch:
        """Begin a batch with as many ids of files and folders."""
        history = context.register.history
        return cls(
            on=seller_date(context.register.now),
            series=dict(history.series),
            folders=dict(history.folders),
            ids=iter(context.desk.archive.reserve(reserved_ids)),
        )

    def next_rank(self, series: Series, candidate: TickedRow) -> int:
        """Take the next rank of the series.  ``Conflict`` when the series has a later date."""
        assert candidate.client is not None  # an entry that is ready has one
        last = self.series.get(series)
        if last is not None and self.on < last.on:
            later = candidate.row.problem("series-date", on=short_date(last.on))
            raise Conflict("the series has a later date already", problems=[later])
        rank = next_rank(series, last, candidate.client.last_number)
        self.series[series] = LastNumber(rank=rank, on=self.on)
        return rank


def series_of(context: Context, candidate: TickedRow | None) -> Series:
    """Return the series that the number of a row belongs to."""
    assert candidate is not None  # an entry that is ready has one
    client = candidate.client
    assert client is not None  # and he is known
    return Series(
        siren=client.siret[:9],
        prefix=prefix_of(client),
        year=seller_date(context.register.now).year,
    )
