"""What is wrong with a cell or a row, for the person who can correct it.

A rule knows the field, the reader knows where it stood, and invoicing/texts has the French.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place in the workbook, as it stood when it was read."""

    tab: str
    row: int | None = None  # as the person sees it, from 1; None: the whole tab
    column: str = ""  # "M"; empty: the whole row
    header: str = ""

    def __str__(self) -> str:
        """Say it as Sheets does: ``Factures!M17 (TVA)``."""
        if self.row is None:
            return f"{self.tab} ({self.header})" if self.header else self.tab
        if not self.column:
            return f"{self.tab}, ligne {self.row}"
        return f"{self.tab}!{self.column}{self.row} ({self.header})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Bad data.  A value, collected, never raised."""

    code: str  # stable; documented in docs/problems.md
    source: Source
    values: Mapping[str, str] = field(default_factory=dict)  # what the text of the code names
