"""Everything that the cells of a row are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime

from invoicing.document.invoice import Draft
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.tabs import TabRow
from invoicing.texts.problems.table import PROBLEMS, sentence
from invoicing.values.calendar import seller_date
from invoicing.values.problems import Problem
from jobs.display.problems import Place, remarks
from jobs.mail.transmissions import JournalTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """Everything a row's cells are made of."""

    books: Register
    problems: Mapping[Place, tuple[Problem, ...]]
    told: JournalTexts = field(default_factory=JournalTexts)  # what the Journal's contents say
    flawed: AbstractSet[DocumentKey] = frozenset()  # what cannot be printed or written
    stopped: AbstractSet[str] = frozenset()  # client codes
    issued: Mapping[DocumentKey, Draft] = field(
        default_factory=dict
    )  # what a changed row was issued as
    silent: AbstractSet[DocumentKey] = frozenset()  # of which a look does not know if it is counted
    unheard: AbstractSet[DocumentKey] = frozenset()  # whose silence was not counted
    postponed: AbstractSet[DocumentKey] = frozenset()  # what its mailbox cannot send today
    ran: bool = False

    @classmethod
    def of(cls, books: Register, met: Iterable[Problem] = ()) -> RowView:
        """Lay out what the register says; *met*: the problems that a run met outside."""
        return cls(books=books, problems=remarks(books, met))

    @property
    def now(self) -> datetime:
        """Return the instant that the cells are of."""
        return self.books.now

    @property
    def today(self) -> date:
        """Return the sellers' day at that instant."""
        return seller_date(self.now)

    def problems_of(self, row: TabRow) -> tuple[Problem, ...]:
        """Return the problems that a row is to show."""
        return self.problems.get((row.place.tab, row.place.row), ())

    def blocking(self, row: TabRow) -> str:
        """Return the sentences of `Problème`."""
        return self._said(row, stops=True)

    def to_check(self, row: TabRow) -> str:
        """Return the sentences of `À vérifier`."""
        return self._said(row, stops=False)

    def _said(self, row: TabRow, *, stops: bool) -> str:
        found = self.problems_of(row)
        return "\n".join(sentence(each) for each in found if PROBLEMS[each.code].stops is stops)
