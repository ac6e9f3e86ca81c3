"""The parties of the XML: seller (BG-4), buyer (BG-7), where it was delivered (BG-13)."""

from __future__ import annotations

from invoicing.document.invoice import Draft
from invoicing.document.parties import Address, Buyer, Seller
from invoicing.document.vat import Category
from invoicing.values.mail_addresses import addresses
from pdf.facturx.tree import Element, branch, leaf
from pdf.pages import party_names

SIRET, SIREN, DIRECTORY, MAIL = "0009", "0002", "0225", "EM"  # ISO 6523, and EAS of BT-34, BT-49


def seller(parent: Element, draft: Draft) -> None:
    """BG-4."""
    party, added = draft.seller, branch(parent, "SellerTradeParty")
    leaf(added, "GlobalID", party.siret, schemeID=SIRET)  # BT-29
    leaf(added, "Name", party_names.legal_name(party))  # BT-27
    leaf(added, "Description", _registered(party))  # BT-33
    _organization(added, party.legal_id, party.trade_name)  # BT-30, BT-28
    _contact(added, party.contact, party.phone, party.email)  # BG-6
    _address(added, party.address)  # BG-5
    leaf(added, "URIUniversalCommunication/URIID", party.legal_id, schemeID=DIRECTORY)  # BT-34
    if party.vat_id and not draft.has(Category.OUT_OF_SCOPE):  # BR-O-02 forbids it
        leaf(added, "SpecifiedTaxRegistration/ID", party.vat_id, schemeID="VA")  # BT-31
    else:  # BR-E-02 wants one of the two; so do implementers, with the SIREN
        leaf(added, "SpecifiedTaxRegistration/ID", party.legal_id, schemeID="FC")  # BT-32


def buyer(parent: Element, draft: Draft) -> None:
    """BG-7."""
    party, added = draft.buyer, branch(parent, "BuyerTradeParty")
    leaf(added, "GlobalID", party.siret, schemeID=SIRET)  # BT-46
    leaf(added, "Name", party.name)  # BT-44
    _organization(added, party.legal_id, "")  # BT-47
    mail = first_mail(party)
    _contact(added, party.attention, party.phone, mail)  # BG-9
    _address(added, party.address)  # BG-8
    where, scheme = (party.legal_id, DIRECTORY) if party.legal_id else (mail, MAIL)
    leaf(added, "URIUniversalCommunication/URIID", where, schemeID=scheme)  # BT-49
    if not draft.has(Category.OUT_OF_SCOPE):  # BR-O-02
        leaf(added, "SpecifiedTaxRegistration/ID", party.vat_id, schemeID="VA")  # BT-48


def ship_to(parent: Element, draft: Draft) -> None:
    """BG-13 and BG-15; an address typed as one text is taken to be in the buyer's country.

    BR-IC-12: goods that go to another state of the Union name the country (BT-80) in any case.
    """
    street, country = draft.buyer.delivery_address, draft.buyer.address.country
    if street or draft.has(Category.INTRA_COMMUNITY):
        added = branch(parent, "ShipToTradeParty")
        _address(added, Address(street=street, country=country))


def first_mail(party: Buyer) -> str:
    """Return the first of the addresses in the cell."""
    return next(iter(addresses(party.email)), "")


def _registered(party: Seller) -> str:
    """C. com. R123-237, R123-238: form, capital, register."""
    capital = f"capital de {party.capital}" if party.capital else ""
    return ", ".join(filter(None, (party.legal_form, capital, party.registration)))


def _organization(party: Element, siren: str, trade_name: str) -> None:
    if siren or trade_name:
        added = branch(party, "SpecifiedLegalOrganization")
        leaf(added, "ID", siren, schemeID=SIREN)
        leaf(added, "TradingBusinessName", trade_name)


def _contact(party: Element, person: str, phone: str, mail: str) -> None:
    if person or phone or mail:
        added = branch(party, "DefinedTradeContact")
        leaf(added, "PersonName", person)
        leaf(added, "TelephoneUniversalCommunication/CompleteNumber", phone)
        leaf(added, "EmailURIUniversalCommunication/URIID", mail)


def _address(party: Element, address: Address) -> None:
    added = branch(party, "PostalTradeAddress")
    first, second, third = street_lines(address.street)
    leaf(added, "PostcodeCode", address.postcode)
    leaf(added, "LineOne", first)
    leaf(added, "LineTwo", second)
    leaf(added, "LineThree", third)
    leaf(added, "CityName", address.city)
    leaf(added, "CountryID", address.country)


def street_lines(street: str) -> tuple[str, str, str]:
    r"""Return the three lines that the norm has; a fourth goes on in the third.

    >>> street_lines("Bâtiment C\nEscalier 4\nHall 2\n128 rue Haute")
    ('Bâtiment C', 'Escalier 4', 'Hall 2, 128 rue Haute')
    """
    lines = [*party_names.text_lines(street), "", ""]
    first, second, *others = lines if len(lines) > 2 else [*lines, ""]  # noqa: PLR2004 - three lines
    return first, second, ", ".join(filter(None, others))
