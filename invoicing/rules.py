"""Rules a draft must satisfy before it is numbered.  One function, one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from stdnum.fr import siret

from invoicing.addresses import addresses, is_address
from invoicing.amounts import ZERO
from invoicing.invoice import Draft
from invoicing.line import Line
from invoicing.lines import Context, line_rows
from invoicing.parties import BuyerKind, Regime
from invoicing.problems import Problem
from invoicing.rows import LineRow, Row
from invoicing.vat import Category

AWAY = relativedelta(months=24)
SERIAL_ZERO = date(1899, 12, 30)
LARGEST_SERIAL = 100_000  # in the year 2173
BY_MAIL = "E-mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A draft with the rows it was made of."""

    context: Context
    draft: Draft

    @property
    def lines(self) -> Iterator[tuple[Line, LineRow]]:
        """Each line with the row that asked for it."""
        rows = [row for row in line_rows(self.context) if row.kind not in {"Titre", "Texte"}]
        return zip(self.draft.lines, rows, strict=True)


DraftRule = Callable[[Case], Iterator[Problem]]


def has_a_line(case: Case) -> Iterator[Problem]:
    """BR-16: an invoice has at least one line."""
    if not case.draft.lines:
        yield case.context.invoice.problem("no-line")


def has_no_negative_price(case: Case) -> Iterator[Problem]:
    """BR-27: the price is not negative; to deduct, the quantity is."""
    for line, row in case.lines:
        if line.net_price < 0:
            yield row.problem("negative-price", "net_price", price=f"{line.net_price:f}")


def has_sound_discounts(case: Case) -> Iterator[Problem]:
    """A discount is between 0 and 100 %."""
    row = case.context.invoice
    if not 0 <= case.draft.discount <= 100:  # noqa: PLR2004  (per cent)
        yield row.problem("discount", "document_discount", percent=f"{case.draft.discount:f}")
    for line, line_row in case.lines:
        if not 0 <= line.discount <= 100:  # noqa: PLR2004  (per cent)
            yield line_row.problem("discount", "discount", percent=f"{line.discount:f}")


def has_numbers_that_are_no_dates(case: Case) -> Iterator[Problem]:
    """« 1.5 » typed in a French sheet is 1 May of the year: a whole number, and a wrong bill."""
    for line, row in case.lines:
        for name, value in (("quantity", line.quantity), ("net_price", line.net_price)):
            on = _date_of(value)
            if on is not None and on.year == case.context.today.year:
                yield row.problem("maybe-date", name, on=f"{on:%d/%m/%Y}")


def _date_of(value: Decimal) -> date | None:
    """The date that Sheets keeps as *value*, days since 1899-12-30."""
    if value != value.to_integral_value() or not 0 < value < LARGEST_SERIAL:
        return None
    return SERIAL_ZERO + timedelta(days=int(value))


def has_vat_in_force(case: Case) -> Iterator[Problem]:
    """BR-FR-16: only rates in force."""
    today = case.context.today
    for line, row in case.lines:
        if line.vat.valid_to is not None and today > line.vat.valid_to:
            yield row.problem("vat-rate", "vat", word=line.vat.word, on=f"{today:%d/%m/%Y}")


def charges_no_vat_under_franchise(case: Case) -> Iterator[Problem]:
    """CGI 293 E: a seller under the franchise charges none (and would owe it, CGI 283-3)."""
    if case.context.client.regime is not Regime.FRANCHISE:
        return
    for line, row in case.lines:
        if line.vat.rate > 0:
            yield row.problem("vat-under-franchise", "vat", word=line.vat.word)


def names_the_buyer_who_owes_the_vat(case: Case) -> Iterator[Problem]:
    """BR-AE-02 and BR-IC-02: both VAT numbers where the buyer owes the VAT."""
    owes = case.draft.has(Category.REVERSE_CHARGE) or case.draft.has(Category.INTRA_COMMUNITY)
    if owes and not case.draft.buyer.vat_id:
        yield case.context.buyer.problem("buyer-vat-id", "vat_id", buyer=case.context.buyer.code)


def is_of_our_days(case: Case) -> Iterator[Problem]:
    """Our choice: a performance more than 24 months away is a slip of the year."""
    row, today = case.context.invoice, case.context.today
    dated: list[tuple[Row, str, date | None]] = [
        (row, "period_start", row.period_start),
        (row, "period_end", row.period_end),
    ]
    dated += [(line_row, "on", line.on) for line, line_row in case.lines]
    for place, name, on in dated:
        if on is not None and on < today - AWAY:
            yield place.problem("too-old", name, on=f"{on:%d/%m/%Y}")
        elif on is not None and on > today + AWAY:
            yield place.problem("too-far", name, on=f"{on:%d/%m/%Y}")


def has_a_period_that_ends_after_it_starts(case: Case) -> Iterator[Problem]:
    """BR-29."""
    start, end = case.draft.period_start, case.draft.period_end
    if start and end and end < start:
        yield case.context.invoice.problem(
            "period", "period_end", start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}"
        )


def has_a_named_buyer(case: Case) -> Iterator[Problem]:
    """CGI ann. II 242 nonies A, I-1°: full name and address of the customer."""
    buyer = case.context.buyer
    for name in ("name", "street", "postcode", "city"):
        if not getattr(buyer, name):
            yield buyer.problem("buyer-incomplete", name, header=buyer.header(name))


def has_a_buyer_with_a_siren(case: Case) -> Iterator[Problem]:
    """Décret 2022-1299: the SIREN of a French business or public buyer."""
    buyer = case.context.buyer
    known = buyer.kind not in {BuyerKind.PRIVATE, BuyerKind.CO_OWNERSHIP, BuyerKind.ASSOCIATION}
    french = (buyer.country or "FR") == "FR"
    if (buyer.siret and not siret.is_valid(buyer.siret)) or (known and french and not buyer.siret):
        yield buyer.problem("buyer-siret", "siret", siret=buyer.siret or "(vide)")


def has_a_way_to_its_buyer(case: Case) -> Iterator[Problem]:
    """What cannot be sent is not numbered."""
    buyer = case.context.buyer
    if buyer.channel not in {"", BY_MAIL}:
        yield buyer.problem("channel", "channel", channel=buyer.channel)
        return
    if buyer.kind is BuyerKind.PUBLIC:
        yield buyer.problem("public-by-mail", "channel", buyer=buyer.code)
    found = addresses(buyer.email)
    for wrong in [each for each in found if not is_address(each)]:
        yield buyer.problem("email", "email", email=wrong)
    if not found:
        yield buyer.problem("no-email", "email", buyer=buyer.code)


def names_the_order(case: Case) -> Iterator[Problem]:
    """C. com. L441-9: the order's number, where the buyer has issued one."""
    row, buyer = case.context.invoice, case.context.buyer
    if buyer.order_required and not row.purchase_order:
        yield row.problem("no-order", "purchase_order", buyer=buyer.code)


def owes_something(case: Case) -> Iterator[Problem]:
    """Deductions above the total make a credit note, not an invoice."""
    due = case.draft.totals.amount_due
    if due < ZERO:
        yield case.context.invoice.problem("negative-total")
    elif due == ZERO and case.draft.lines:
        yield case.context.invoice.problem("zero-total")


DRAFT_RULES: tuple[DraftRule, ...] = (
    has_a_line,
    has_no_negative_price,
    has_sound_discounts,
    has_numbers_that_are_no_dates,
    has_vat_in_force,
    charges_no_vat_under_franchise,
    names_the_buyer_who_owes_the_vat,
    is_of_our_days,
    has_a_period_that_ends_after_it_starts,
    has_a_named_buyer,
    has_a_buyer_with_a_siren,
    has_a_way_to_its_buyer,
    names_the_order,
    owes_something,
)


def draft_problems(case: Case) -> tuple[Problem, ...]:
    """Everything that stops one document."""
    return tuple(problem for rule in DRAFT_RULES for problem in rule(case))
