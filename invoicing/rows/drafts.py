"""People's rows become drafts, or problems: defaults go from the general to the particular."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from stdnum.eu import vat as eu_vat
from stdnum.fr import siren, tva

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.line import Line
from invoicing.document.parties import Address, Buyer, BuyerKind, Regime, Seller
from invoicing.document.terms import Terms
from invoicing.rows.lines import LineDefaults, lines
from invoicing.rows.lookup import RowLookup, nearest, normalised
from invoicing.rows.recipients import parties_of
from invoicing.rows.tabs import AgencySettings, BuyerRow, ClientRow, InvoiceRow
from invoicing.values.amounts import NO_PERCENT, ZERO, Percent, amount
from invoicing.values.canonical_json import content_hash
from invoicing.values.colour import read_colour
from invoicing.values.countries import country_code
from invoicing.values.french import whole_euros
from invoicing.values.problems import Problem

DEFAULT_TERMS = Terms(days=30)  # C. com. L441-10: 30 days unless agreed otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class TickedRow:
    """A ticked row, and what it asks to be billed."""

    row: InvoiceRow
    client_code: str = ""  # the client's code; "" while it cannot be told
    client: ClientRow | None = None
    buyer: BuyerRow | None = None
    draft: Draft | None = None  # None while a problem forbids to make one
    content: str = ""  # the draft's content hash; "" while there is none
    asked: str = ""  # hash of what was typed in the row and its lines
    problems: tuple[Problem, ...] = ()
    ends: str = ""  # the number of an issued document of which it will leave nothing


def candidate(
    row: InvoiceRow, index: RowLookup, settings: AgencySettings, today: date
) -> TickedRow:
    """Make the draft that *row* asks for, or say why it cannot be made."""
    buyer = index.buyers.get(normalised(row.buyer))
    client = index.clients.get(normalised(buyer.client if buyer else row.client))
    problems = [*row.problems, *_parties(row, index, buyer, client), *_key(row, index)]
    if client is None or buyer is None:
        code = normalised(client.code) if client else ""
        return TickedRow(row=row, client_code=code, client=client, problems=tuple(problems))
    made, missing = lines(
        LineDefaults(index=index, invoice=row, client=client, buyer=buyer, today=today)
    )
    problems += missing
    payer = parties_of(row.buyer, client.code, index).payer
    draft = replace(
        _draft(row, client, buyer, settings=settings, made=made),
        payer=payer.name if payer else "",
    )
    return TickedRow(
        row=row,
        client_code=normalised(client.code),
        client=client,
        buyer=buyer,
        draft=None if problems else draft,
        content="" if problems else content_hash(draft),
        problems=tuple(problems),
    )


def _draft(
    row: InvoiceRow,
    client: ClientRow,
    buyer: BuyerRow,
    *,
    settings: AgencySettings,
    made: tuple[Line, ...],
) -> Draft:
    """Fill what the row leaves empty from its buyer, its client, the agency, in this order."""
    return Draft(
        document_type=row.document_type or DocumentType.INVOICE,
        seller=seller_of(client),
        buyer=buyer_of(buyer),
        lines=made,
        discount=Percent(row.document_discount or Decimal(0)) or NO_PERCENT,
        terms=row.terms or buyer.terms or client.terms or settings.terms or DEFAULT_TERMS,
        subject=row.subject,
        affair=row.affair,
        period_start=row.period_start,
        period_end=row.period_end,
        place=row.place_of_work,
        purchase_order=row.purchase_order,
        buyer_reference=buyer.buyer_reference,
        notes=row.notes,
        reason=row.reason,
        agreed_total=None if row.agreed_total is None else amount(row.agreed_total),
        retention=Percent(row.retention or Decimal(0)) or NO_PERCENT,
        penalties=ZERO if row.penalties is None else amount(row.penalties),
    )


def _key(row: InvoiceRow, index: RowLookup) -> Iterator[Problem]:
    if not row.key:
        yield row.problem("no-key", "key")
    elif normalised(row.key) in index.doubled_keys:
        yield row.problem("doubled-key", "key", key=row.key)


def _parties(
    row: InvoiceRow, index: RowLookup, buyer: BuyerRow | None, client: ClientRow | None
) -> Iterator[Problem]:
    if not row.buyer:
        yield row.problem("no-buyer", "buyer")
    elif buyer is None:
        near = nearest(row.buyer, index.buyers)
        code = "unknown-buyer-near" if near else "unknown-buyer"
        yield row.problem(code, "buyer", buyer=row.buyer, near=near)
    else:
        yield from _buyer(row, index, buyer, client)
    if client is not None and normalised(client.code) in index.doubled_clients:
        yield row.problem("doubled-client", "buyer", client=client.code)


def _buyer(
    row: InvoiceRow, index: RowLookup, buyer: BuyerRow, client: ClientRow | None
) -> Iterator[Problem]:
    if normalised(buyer.code) in index.doubled_buyers:
        yield row.problem("doubled-buyer", "buyer", buyer=buyer.code)
    if client is None:
        yield row.problem("unknown-client", "buyer", buyer=buyer.code, client=buyer.client)
    elif row.client and normalised(row.client) != normalised(client.code):
        yield row.problem(
            "other-client", "client", buyer=buyer.code, client=client.code, typed=row.client
        )
    if buyer.problems:
        yield row.problem("buyer-problem", "buyer", place=str(buyer.place), buyer=buyer.code)


def seller_of(client: ClientRow) -> Seller:
    """BG-4.  SIREN and French VAT number follow from the SIRET; the logo's hash from its file."""
    legal_id = client.siret[:9]
    return Seller(
        name=client.name,
        trade_name=client.trade_name,
        legal_form=client.legal_form,
        capital="" if client.capital is None else whole_euros(client.capital),
        legal_id=legal_id,
        siret=client.siret,
        vat_id=client.vat_id or vat_id(legal_id, client.regime),
        registration=client.registration,
        address=_address(client),
        contact=client.contact,
        phone=client.phone,
        email=client.email,
        iban=client.iban.replace(" ", "").upper(),
        bic=client.bic.replace(" ", "").upper(),
        regime=client.regime or Regime.TAXABLE,
        vat_on_debits=bool(client.vat_on_debits),
        penalty_rate=client.penalty_rate,
        early_discount=client.early_discount,
        notes=client.notes,
        logo_file=client.logo,
        colour=read_colour(client.colour) or client.colour,
    )


def vat_id(legal_id: str, regime: Regime | None) -> str:
    """BT-31 of a taxable French seller: FR, the key, the SIREN (CGI 286 ter).

    >>> vat_id("732829320", Regime.TAXABLE)
    'FR44732829320'
    """
    if regime is not Regime.TAXABLE or not siren.is_valid(legal_id):
        return ""
    number = "FR" + siren.to_tva(legal_id).replace(" ", "")
    return number if tva.is_valid(number) else ""


def buyer_of(row: BuyerRow) -> Buyer:
    """BG-7."""
    return Buyer(
        name=row.name,
        kind=row.kind or BuyerKind.BUSINESS,
        legal_id=row.siret[:9],
        siret=row.siret if len(row.siret) > len("123456789") else "",
        vat_id=_vat_number(row.vat_id),
        attention=row.attention,
        address=_address(row),
        delivery_address=row.delivery_address,
        email=row.email,
        phone=row.phone,
    )


def _address(row: ClientRow | BuyerRow) -> Address:
    return Address(
        street=row.street,
        postcode=row.postcode,
        city=row.city,
        country=country_code(row.country),
    )


def _vat_number(typed: str) -> str:
    """Return BT-48; a number of the Union without dots and blanks."""
    plain = typed.replace(" ", "").upper()
    compact: str = eu_vat.compact(plain) if eu_vat.is_valid(plain) else plain
    return compact
