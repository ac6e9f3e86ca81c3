"""A draft whose empty cells are filled: from the row's buyer, its client, the agency."""

from __future__ import annotations

from decimal import Decimal

from stdnum.eu import vat as eu_vat
from stdnum.fr import siren, tva

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.line import Line
from invoicing.document.parties import Address, Buyer, BuyerKind, Regime, Seller
from invoicing.document.terms import Terms
from invoicing.rows.tabs import AgencySettings, BuyerRow, ClientRow, InvoiceRow
from invoicing.values.amounts import NO_PERCENT, ZERO, Percent, amount
from invoicing.values.colour import read_colour
from invoicing.values.countries import country_code
from invoicing.values.french import whole_euros

DEFAULT_TERMS = Terms(days=30)  # C. com. L441-10: 30 days unless agreed otherwise


def filled_draft(
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
