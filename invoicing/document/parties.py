"""The parties of a document: seller, buyer, and the agency that issues in the seller's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, unique

UNHASHED = {
    "hashed": False
}  # part of the content that is kept, not of the content that is approved


@unique
class Regime(Enum):
    """The seller's VAT regime, ``Régime``."""

    TAXABLE = "Assujetti"
    FRANCHISE = "Franchise en base"
    EXEMPT = "Exonéré"


@unique
class BuyerKind(Enum):
    """What the buyer is, ``Nature``."""

    BUSINESS = "Entreprise"
    PRIVATE = "Particulier"
    PUBLIC = "Public"
    ASSOCIATION = "Association"
    CO_OWNERSHIP = "Copropriété"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """BG-5, BG-8."""

    street: str = ""  # BT-35, BT-50; may have several lines
    postcode: str = ""  # BT-38, BT-53
    city: str = ""  # BT-37, BT-52
    country: str = "FR"  # BT-40, BT-55; ISO 3166-1 alpha-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """BG-4: the client of the agency, in whose name the invoice is issued."""

    name: str  # BT-27
    trade_name: str = ""  # BT-28
    legal_form: str = ""
    capital: str = ""  # as printed, « 10 000 € »
    legal_id: str  # BT-30, SIREN
    siret: str = ""  # BT-29
    vat_id: str = ""  # BT-31
    registration: str = ""  # « RCS Lyon 123 456 789 », « RM 69 »
    address: Address
    contact: str = ""  # BT-41
    phone: str = ""  # BT-42
    email: str = ""  # BT-43
    iban: str = ""  # BT-84
    bic: str = ""  # BT-86
    regime: Regime = Regime.TAXABLE
    vat_on_debits: bool = False
    penalty_rate: str = ""  # `Taux de pénalités`, « 12 % l’an »; "": thrice the legal rate
    early_discount: str = ""  # `Escompte`, « 2 % à 8 jours »; "": none
    notes: str = ""  # `Mentions`, printed at the foot
    logo: str = field(default="", metadata=UNHASHED)  # SHA-256 (hex) of the picture's file
    logo_file: str = field(default="", metadata=UNHASHED)  # where it lies in Drive: an id
    colour: str = field(default="", metadata=UNHASHED)  # of titles, « #1d5563 »


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """BG-7."""

    name: str  # BT-44
    kind: BuyerKind = BuyerKind.BUSINESS
    legal_id: str = ""  # BT-47, SIREN
    siret: str = ""  # BT-46
    vat_id: str = ""  # BT-48
    attention: str = ""  # BT-56
    address: Address
    delivery_address: str = ""  # BG-15, as printed
    email: str = field(default="", metadata=UNHASHED)  # BT-58; a changed one is honoured until sent
    phone: str = ""  # BT-57


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """The mandatary that issues in the seller's name (CGI 289 I-2)."""

    name: str = ""
    address: str = ""
    legal_id: str = ""  # SIRET
    phone: str = ""
    email: str = ""
