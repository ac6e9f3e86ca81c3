"""What the pages of a kit tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from invoicing.document.invoice import Invoice
from invoicing.document.parties import Agency
from invoicing.history.records import DocumentKey
from invoicing.register.contract import Contract
from invoicing.values.calendar import seller_date
from invoicing.values.canonical_json import from_json
from jobs.engine.context import Context
from jobs.engine.journal_chain import Head
from jobs.handover_kit.memory import head_of, texts_of
from jobs.handover_kit.plan import KitItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A client, and everything of his."""

    contract: Contract
    agency: Agency
    at: datetime  # when the kit was begun
    workbook: str
    head: Head
    rows: int  # of the Journal
    told: tuple[int, ...]  # which of them are his, by place
    texts: Mapping[str, str]  # their contents, by SHA-256
    items: Sequence[KitItem]
    invoices: Mapping[
        DocumentKey, Invoice
    ]  # as issued, of those whose content has not been emptied
    series: tuple[tuple[str, date], ...]  # last number, and its date

    @property
    def day(self) -> date:
        """The day on which the kit was begun, where the client is."""
        return seller_date(self.at)

    @property
    def issued(self) -> list[KitItem]:
        """The documents that have a number."""
        return [item for item in self.items if item.issued]

    @property
    def unissued(self) -> list[KitItem]:
        """What was only shown."""
        return [item for item in self.items if not item.issued]

    @property
    def name(self) -> str:
        """Whose it is."""
        return self.contract.client.name or self.contract.code


def summary(
    context: Context, contract: Contract, *, found: Sequence[KitItem], at: datetime
) -> Summary:
    """Gather it; the contents come in one request."""
    run = context.run
    told = tuple(place for place, row in enumerate(run.rows) if row.seller == contract.code)
    mine = [run.rows[place] for place in told]
    texts = texts_of(context, mine)
    siren = contract.client.siret[:9]
    series = (
        (each.number(last.rank), last.on)
        for each, last in context.register.history.series.items()
        if each.siren == siren
    )
    return Summary(
        contract=contract,
        agency=context.register.rows.settings.agency,
        at=at,
        workbook=run.desk.workbook_id,
        head=head_of(context),
        rows=len(run.rows),
        told=told,
        texts=texts,
        items=found,
        invoices={
            item.key: from_json(Invoice, texts[item.issued.record])
            for item in found
            if item.issued and item.issued.record in texts
        },
        series=tuple(sorted(series)),
    )
