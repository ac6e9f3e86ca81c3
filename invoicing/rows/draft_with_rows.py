"""What a rule looks at: a draft, with the rows that it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from invoicing.document.invoice import Draft
from invoicing.document.line import Line
from invoicing.rows.lines import LineDefaults, line_rows, own_line
from invoicing.rows.tabs import LineRow
from invoicing.values.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWithRows:
    """A draft with the rows it was made of."""

    context: LineDefaults
    draft: Draft

    @property
    def lines(self) -> Iterator[tuple[Line, LineRow]]:
        """Each line with the row that asked for it: the document's, of lines nobody typed."""
        rows = [row for row in line_rows(self.context) if row.kind not in {"Titre", "Texte"}]
        if not rows:
            rows = [own_line(self.context.invoice)] * len(self.draft.lines)
        return zip(self.draft.lines, rows, strict=True)


DraftRule = Callable[[DraftWithRows], Iterator[Problem]]
