"""Issued documents without jobs: rows are opened, numbered and put on a shelf."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from invoicing.document.invoice import DocumentType, Draft, Invoice
from invoicing.document.legal_mentions import mentions
from invoicing.history.events.documents import Numbered
from invoicing.history.history import History
from invoicing.register.entry import Entry
from invoicing.register.register import Register
from invoicing.register.requested_rows import needed
from invoicing.related.links import tied
from invoicing.rows.tabs import InvoiceRow, LineRow, PaymentRow, Rows
from invoicing.values.canonical_json import from_json, to_json
from invoicing.values.problems import Source
from tests.invoicing.people import SETTINGS, SIRET, a_buyer, a_client, an_invoice

MARCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Shelf:
    """What was issued so far, and the rows that asked for it."""

    history: History = field(default_factory=History)
    originals: dict[str, Invoice] = field(default_factory=dict)
    invoices: list[InvoiceRow] = field(default_factory=list)
    lines: list[LineRow] = field(default_factory=list)
    payments: list[PaymentRow] = field(default_factory=list)
    tabs: dict[str, Any] = field(default_factory=dict)
    now: datetime = MARCH

    def books(self, *further: InvoiceRow, lines: tuple[LineRow, ...] = ()) -> Register:
        rows = Rows(
            settings=SETTINGS,
            clients=self.tabs.get("clients", (a_client(),)),
            buyers=self.tabs.get("buyers", (a_buyer(siret=SIRET),)),
            invoices=(*self.invoices, *further),
            lines=(*self.lines, *lines),
            payments=tuple(self.payments),
        )
        wanted = needed(rows, self.history, self.now)
        known = {number: it for number, it in self.originals.items() if number in wanted}
        return Register.opened(rows, self.history, self.now, known)

    def asked(self, row: InvoiceRow, *lines: LineRow) -> Entry:
        """What a further row would come to."""
        return next(e for e in self.books(row, lines=lines).entries if e.row is row)

    def codes(self, row: InvoiceRow, *lines: LineRow) -> list[str]:
        return [problem.code for problem in self.asked(row, *lines).problems]

    def issue(self, row: InvoiceRow, *lines: LineRow) -> Draft:
        """Number what a row asks for, a day after the one before."""
        entry = self.asked(row, *lines)
        assert entry.problems == ()
        assert entry.candidate is not None
        assert entry.candidate.draft is not None
        draft = entry.candidate.draft
        number, on = f"MARTIN-2026-{len(self.originals) + 1:04}", self.now.date()
        invoice = Invoice(
            number=number,
            issue_date=on,
            due_date=draft.terms.due_date(on),
            draft=draft,
            agency=SETTINGS.agency,
            mentions=mentions(draft, SETTINGS.agency, on),
        )
        text = to_json(invoice)
        event = Numbered(
            client_code=entry.client_code,
            reference=entry.key.reference,
            number=number,
            issue_date=on,
            siren=SIRET[:9],
            prefix="MARTIN",
            year=2026,
            rank=len(self.originals) + 1,
            content_hash=entry.content,
            asked=entry.candidate.asked,
            file_id=number,
            content=text,
        )
        event = tied(event, entry.candidate, draft)
        self.history = self.history.then([(event, self.now)])
        self.originals[number] = from_json(Invoice, text)
        self.invoices.append(row)
        self.lines += lines
        self.now += timedelta(days=1)
        return draft


def a_row(key: str, document_type: DocumentType | None = None, **cells: Any) -> InvoiceRow:
    return an_invoice(key, int(key[1:]) + 1, document_type=document_type, **cells)


def empty(key: str, document_type: DocumentType, **cells: Any) -> InvoiceRow:
    """A row without a line of its own."""
    return a_row(key, document_type, **{"item_name": "", "net_price": None, **cells})


def a_credit(key: str, number: str, **cells: Any) -> InvoiceRow:
    """A credit note of all that is left, unless it has cells of a line."""
    usual = {"original": number, "reason": "Retour"}
    return empty(key, DocumentType.CREDIT_NOTE, **{**usual, **cells})


def a_payment(number: str, paid: str, /, **cells: Any) -> PaymentRow:
    usual = {"number": number, "paid": Decimal(paid), "on": MARCH.date()}
    place = Source(tab="Règlements", row=2)
    made: dict[str, Any] = {**usual, **cells}
    return PaymentRow(place=place, identity="p", **made)
