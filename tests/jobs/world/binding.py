"""A binder and tables that keep to what a row is called."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.ports import IndexPage, Shape, Table
from tests.jobs.world.world import Gate, World

TABS = ("Clients", "Destinataires", "Tarifs", "Factures", "Lignes", "Règlements", "Clôtures",
        "Envois")  # fmt: skip


class PlainBinder:
    """Writes what it is given, as Python shows it."""

    def xlsx(self, tables: Sequence[Table], at: datetime) -> bytes:
        return f"{tables}\n{at}".encode()

    def csv(self, table: Table) -> bytes:
        return str(table).encode()

    def index(self, index: IndexPage) -> bytes:
        return str(index).encode()


@dataclass(frozen=True)
class FakeTables:
    """One column: the identity.  What is typed back is kept in ``world.typed``."""

    world: World
    gate: Gate

    def of(self, wanted: Mapping[str, Collection[str]]) -> Sequence[Table]:
        return self.gate.call("tables.of", lambda: self.world.typed or self._known(wanted))

    def _known(self, wanted: Mapping[str, Collection[str]]) -> list[Table]:
        return [self._table(tab, wanted) for tab in TABS]

    def _table(self, tab: str, wanted: Mapping[str, Collection[str]]) -> Table:
        return Table(
            title=tab,
            headers=("Identité",),
            shapes=(Shape.PLAIN,),
            rows=tuple((each,) for each in sorted(wanted.get(tab, ()))),
        )

    def type_back(self, tables: Sequence[Table]) -> None:
        kept = [] if self.world.forgetful else tables
        self.gate.call("tables.type_back", lambda: self.world.typed.extend(kept))
