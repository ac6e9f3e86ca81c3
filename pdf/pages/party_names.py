"""Who is who, as it is printed: names, addresses, registrations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.document.parties import Address, Agency, Buyer, Regime, Seller
from invoicing.texts.pages import invoice as texts
from invoicing.values import french
from invoicing.values.countries import country_line
from invoicing.values.french import siren, unbroken

SOLE_TRADERS = frozenset({
    "ei",
    "entrepreneur individuel",
    "entreprise individuelle",
    "micro-entreprise",
})
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A block of the head."""

    name: str
    lines: tuple[str, ...]  # form, address
    ids: tuple[Pair, ...]
    contact: tuple[str, ...]


def present(*pairs: Pair) -> tuple[Pair, ...]:
    """Keep what has a value."""
    return tuple(pair for pair in pairs if pair[1])


def text_lines(text: str) -> tuple[str, ...]:
    """Split a text as it was typed, without its empty lines."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def shown_name(party: Seller) -> str:
    """Return the name people know the seller by."""
    return party.trade_name or party.name


def legal_name(party: Seller) -> str:
    """Return the full name; "EI" stands next to a sole trader's (C. com. R526-27).

    >>> legal_name(Seller(name="Jean Petit", legal_form="Micro-entreprise", legal_id="",
    ...                   address=Address()))
    'Jean Petit EI'
    """
    if party.legal_form.casefold() in SOLE_TRADERS and not party.name.upper().endswith(" EI"):
        return f"{party.name} EI"
    return party.name


def address_lines(address: Address) -> Iterator[str]:
    """Set an address as it stands on an envelope."""
    yield from text_lines(address.street)
    if town := f"{address.postcode} {address.city}".strip():
        yield town
    if abroad := country_line(address.country):
        yield abroad


def _form(party: Seller) -> str:
    """Return the legal form and capital: « SARL au capital de 10 000 € »."""
    if party.legal_form.casefold() in SOLE_TRADERS:
        return ""
    parts = (party.legal_form, texts.CAPITAL.format(capital=party.capital) if party.capital else "")
    return " ".join(filter(None, parts))


def seller(party: Seller) -> Party:
    """Set the seller's block; its name is the anchor of the page."""
    own = legal_name(party)
    return Party(
        name=shown_name(party),
        lines=(*filter(None, (own if own != shown_name(party) else "", _form(party))),
               *address_lines(party.address)),
        ids=present(("SIRET" if party.siret else "SIREN", _siren(party)), ("TVA", _vat(party))),
        contact=tuple(filter(None, (party.contact, party.phone, party.email))),
    )  # fmt: skip


def _siren(party: Seller | Buyer) -> str:
    return siren(party.siret or party.legal_id)


def _vat(party: Seller | Buyer) -> str:
    return french.vat_id(party.vat_id)


def buyer(party: Buyer) -> Party:
    """Set the buyer's block, where a window envelope shows it."""
    attention = texts.ATTENTION.format(name=party.attention) if party.attention else ""
    return Party(
        name=party.name,
        lines=(*filter(None, (attention,)), *address_lines(party.address)),
        ids=present(("SIRET" if party.siret else "SIREN", _siren(party)), ("TVA", _vat(party))),
        contact=(),
    )


def on_one_line(text: str) -> str:
    r"""Set lines side by side, a comma between them.

    >>> on_one_line("8 quai Neuf\n01000 Bourg")
    '8 quai Neuf, 01000 Bourg'
    """
    return ", ".join(line.rstrip(",") for line in text_lines(text))


def legal_line(party: Seller) -> str:
    """Set the line at the foot of every page (C. com. R123-237)."""
    vat = "" if party.regime is Regime.FRANCHISE else _vat(party)
    first = ", ".join(filter(None, (legal_name(party), _form(party))))
    return " · ".join(
        filter(
            None,
            (
                first,
                ", ".join(address_lines(party.address)),
                f"SIREN\u00a0{siren(party.legal_id)}",
                unbroken(party.registration),
                f"TVA\u00a0{vat}" if vat else "",
            ),
        )
    )


def agency_lines(agency: Agency) -> tuple[str, ...]:
    """Set the agency as it signs a mail."""
    return tuple(
        filter(None, (agency.name, on_one_line(agency.address), agency.phone, agency.email))
    )


def agency_line(agency: Agency) -> str:
    """Set the agency, small; "" when there is none."""
    siret = f"SIRET\u00a0{siren(agency.legal_id)}" if agency.legal_id else ""
    return " · ".join(
        filter(
            None,
            (agency.name, on_one_line(agency.address), siret, unbroken(agency.phone), agency.email),
        )
    )
