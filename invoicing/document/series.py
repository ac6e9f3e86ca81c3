"""Numbers: one continuous chronological series per seller, prefix and year.

Source: CGI ann. II art. 242 nonies A, I-7°; BOI-TVA-DECLA-30-20-20-10 § 70-100 (a mandatary keeps
a sequence of its own for each seller).  A number is given once, after everything that could stop
the document, and never typed, reused or guessed: it follows from the Journal alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

SERIES = re.compile(r"[A-Z0-9](?:[A-Z0-9+_-]{0,7})")
NUMBER = re.compile(r"(?P<prefix>[A-Z0-9][A-Z0-9+_-]{0,7})-(?P<year>20\d\d)-(?P<rank>\d{4,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What a sequence of numbers belongs to, whatever the client's `Code` says."""

    siren: str
    prefix: str
    year: int

    def number(self, rank: int) -> str:
        """BT-1, at most 20 characters of ``[A-Za-z0-9+_/-]`` (PPF G1.05, BR-FR-02).

        >>> Series(siren="732829320", prefix="MARTIN", year=2026).number(7)
        'MARTIN-2026-0007'
        """
        return f"{self.prefix}-{self.year}-{rank:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastNumber:
    """Where a series stands."""

    rank: int
    on: date  # issue date of that number


def rank_of(number: str, series: Series) -> int | None:
    """The rank of *number* if it belongs to *series*.

    >>> rank_of("MARTIN-2026-0012", Series(siren="732829320", prefix="MARTIN", year=2026))
    12
    """
    found = NUMBER.fullmatch(number)
    if found is None or (found["prefix"], int(found["year"])) != (series.prefix, series.year):
        return None
    return int(found["rank"])


def next_rank(series: Series, last: LastNumber | None, before: str) -> int:
    """The next rank: after the Journal's last, or after the number before the take-over.

    *before* (`Dernier numéro avant reprise`) counts only while the Journal knows none of the
    series, and only if it is of that series and year.
    """
    if last is not None:
        return last.rank + 1
    return (rank_of(before, series) or 0) + 1
