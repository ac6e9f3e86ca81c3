"""A reminder as a page: what is overdue, what is asked, until when, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from invoicing.document.legal_mentions import LEGAL_PENALTIES, PUBLIC_PENALTIES
from invoicing.document.parties import BuyerKind
from invoicing.document.reminder import INDEMNITY, Level, Overdue, Reminder
from invoicing.texts.pages import reminder as texts
from invoicing.values import french
from pdf.pages import party_names
from pdf.pages.invoice_view import Payment
from pdf.pages.pagination import KeptTogether
from pdf.pages.totals_column import TotalLine
from pdf.typesetting.brand import PLAIN, UNPRINTED, Brand

MOST_NAMED = 3  # invoices in the box


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """All that is printed."""

    title: str
    number: str  # which invoice, or how many
    dated: str
    before: tuple[str, ...]  # how it is sent
    payment: Payment
    seller: party_names.Party
    buyer: party_names.Party
    opening: tuple[str, ...]
    columns: tuple[tuple[str, float], ...]  # title, mm
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[TotalLine, ...]  # none when they would repeat the only row
    closing: tuple[str, ...]
    signed: tuple[str, ...]
    legal_line: str
    agency_line: str
    mark: str = ""
    look: Brand = field(default=PLAIN, metadata=UNPRINTED)

    @property
    def running(self) -> str:
        """The head of a next page."""
        return self.title

    @property
    def kept(self) -> KeptTogether | None:
        """Return the last of the sums, which never stands on a page without the table."""
        return KeptTogether(text=self.totals[-1].label, table=texts.DUE) if self.totals else None


WIDTHS = (50.0, 28.0, 28.0, 28.0, 36.0)  # mm


def reminded(reminder: Reminder, look: Brand = PLAIN) -> ReminderView:
    """Set a reminder."""
    seller = reminder.seller
    registered = reminder.level is Level.FORMAL
    return ReminderView(
        title=texts.TITLES[reminder.level.name],
        number=_which(reminder),
        dated=f"du {french.long_date(reminder.on)}",
        before=(texts.SENT_BY,) if registered else (),
        payment=_payment(reminder),
        seller=party_names.seller(seller),
        buyer=party_names.buyer(reminder.buyer),
        opening=(texts.SALUTATION, *_opening(reminder)),
        columns=tuple(zip(texts.COLUMNS, WIDTHS, strict=True)),
        rows=tuple(_row(reminder, invoice) for invoice in reminder.invoices),
        totals=tuple(_sums(reminder)),
        closing=tuple(_closing(reminder)),
        signed=tuple(filter(None, (seller.contact, party_names.shown_name(seller)))),
        legal_line=party_names.legal_line(seller),
        agency_line=party_names.agency_line(reminder.agency),
        look=look,
    )


def _which(reminder: Reminder) -> str:
    first, *others = reminder.invoices
    if others:
        return texts.SEVERAL.format(count=len(others) + 1)
    return texts.ONE.format(number=first.number)


def _payment(reminder: Reminder) -> Payment:
    named = ", ".join(invoice.number for invoice in reminder.invoices[:MOST_NAMED])
    others = len(reminder.invoices) - MOST_NAMED
    more = texts.ONE_MORE if others == 1 else texts.MORE.format(count=others)
    numbers = texts.AND.format(named=named, more=more) if others > 0 else named
    return Payment(
        label=texts.TO_PAY,
        amount=french.euros(reminder.asked),
        until=texts.PAY_BY.format(day=french.long_date(reminder.pay_by)),
        terms="",
        ways=party_names.present(
            ("IBAN", french.iban(reminder.seller.iban)),
            ("BIC", reminder.seller.bic),
            (texts.REFERENCE if len(reminder.invoices) == 1 else texts.REFERENCES, numbers),
        ),
        code=b"",
    )


def _row(reminder: Reminder, of: Overdue) -> tuple[str, ...]:
    days = of.days_late(reminder.on)
    return (
        of.number,
        french.short_date(of.issue_date),
        french.short_date(of.due_date),
        f"{days}{french.NBSP}jour{'s' if days > 1 else ''}",
        french.euros(of.amount_due),
    )


def _opening(reminder: Reminder) -> Iterator[str]:
    these = texts.UNPAID_SEVERAL if len(reminder.invoices) > 1 else texts.UNPAID
    yield texts.OPENINGS[reminder.level.name].format(these=these)
    if reminder.level is Level.FORMAL:
        day = french.long_date(reminder.pay_by)
        yield texts.FORMAL_DEMAND.format(amount=french.euros(reminder.asked), day=day)


def _sums(reminder: Reminder) -> Iterator[TotalLine]:
    if reminder.asked == reminder.principal and len(reminder.invoices) == 1:
        return
    if reminder.asked != reminder.principal:
        yield TotalLine(label=texts.STILL_DUE, note="", amount=french.euros(reminder.principal))
    if reminder.interest and reminder.rate is not None:
        label = texts.PENALTIES.format(percent=french.percent(reminder.rate))
        yield TotalLine(label=label, note="", amount=french.euros(reminder.interest))
    if reminder.indemnity:
        count = reminder.indemnity / INDEMNITY
        note = f"{french.euros(INDEMNITY)} × {count:.0f}" if count > 1 else ""
        yield TotalLine(label=texts.INDEMNITY, note=note, amount=french.euros(reminder.indemnity))
    yield TotalLine(label=texts.TOTAL, note="", amount=french.euros(reminder.asked))


def _closing(reminder: Reminder) -> Iterator[str]:
    yield from _charges(reminder)
    match reminder.level:
        case Level.FRIENDLY:
            yield texts.ALREADY_PAID
        case Level.FIRM:
            yield texts.DIFFICULTY
        case Level.FORMAL:
            yield texts.WARNING
            if reminder.is_to_consumer:
                yield texts.CONSUMER
            yield texts.FORMAL
        case _:
            assert_never(reminder.level)
    yield texts.FORMAL_REGARDS if reminder.level is Level.FORMAL else texts.REGARDS


def _charges(reminder: Reminder) -> Iterator[str]:
    """Yield what the delay costs: nothing to a consumer, and nothing yet in a friendly letter."""
    if reminder.is_to_consumer:
        return
    is_public = reminder.buyer.kind is BuyerKind.PUBLIC
    law = texts.PUBLIC_LAW if is_public else texts.PRIVATE_LAW
    if reminder.indemnity:
        added = texts.INTEREST_CLAIMED if reminder.interest else texts.INDEMNITY_CLAIMED
        yield texts.CLAIMED.format(added=added, law=law)
    elif reminder.level is not Level.FRIENDLY:
        own = reminder.seller.penalty_rate or LEGAL_PENALTIES
        private = texts.PRIVATE_RATE.format(rate=own)
        rate = texts.PUBLIC_RATE.format(rate=PUBLIC_PENALTIES) if is_public else private
        yield texts.NOT_CLAIMED.format(rate=rate, indemnity=french.euros(INDEMNITY), law=law)
