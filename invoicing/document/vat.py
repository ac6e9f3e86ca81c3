"""The words of `TVA`, and the category, rate and exemption reason that each stands for.

Category codes are those of BR-FR-15 (S, E, AE, K, G, O); rates those of BR-FR-16.
Sources of rates: CGI art. 278 to 281 nonies (mainland), 294 to 296 (overseas), 297 (Corsica).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, unique

from invoicing.values.amounts import NO_PERCENT, Percent


@unique
class Category(Enum):
    """UNTDID 5305, as France takes it (BT-118, BT-151)."""

    STANDARD = "S"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_COMMUNITY = "K"
    EXPORT = "G"
    OUT_OF_SCOPE = "O"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vat:
    """One word of the list ``TVA``."""

    word: str
    category: Category  # BT-151
    rate: Percent  # BT-152; 0 where nothing is charged
    reason: str = ""  # BT-120, the text printed
    reason_code: str = ""  # BT-121, VATEX
    valid_to: date | None = None


def _rate(word: str, rate: str, *, valid_to: date | None = None) -> Vat:
    return Vat(
        word=word, category=Category.STANDARD, rate=Percent(Decimal(rate)), valid_to=valid_to
    )


def _free(word: str, category: Category, code_and_reason: tuple[str, str]) -> Vat:
    code, reason = code_and_reason
    return Vat(word=word, category=category, rate=NO_PERCENT, reason=reason, reason_code=code)


FRANCHISE = _free("Franchise", Category.EXEMPT, ("VATEX-FR-FRANCHISE",
                  "TVA non applicable, art. 293 B du CGI"))  # fmt: skip

DWELLINGS = "10 % travaux logement"  # CGI 279-0 bis
ENERGY = "5,5 % rénovation énergétique"  # CGI 278-0 bis A
EU_SERVICES = "Autoliquidation – UE"

WORDS: tuple[Vat, ...] = (
    _rate("20 %", "20"),
    _rate("10 %", "10"),
    _rate(DWELLINGS, "10"),
    _rate("5,5 %", "5.5"),
    _rate(ENERGY, "5.5"),
    _rate("2,1 %", "2.1"),
    _rate("8,5 % DOM", "8.5"),
    _rate("2,1 % DOM", "2.1"),
    _rate("1,75 % DOM", "1.75"),
    _rate("1,05 % DOM", "1.05"),
    _rate("13 % Corse", "13"),
    _rate("10 % Corse", "10"),
    _rate("2,1 % Corse", "2.1"),
    _rate("0,9 % Corse", "0.9"),
    _free("Autoliquidation – sous-traitance BTP", Category.REVERSE_CHARGE, ("VATEX-EU-AE",
          "Autoliquidation – TVA due par le preneur, art. 283-2 nonies du CGI")),
    _free(EU_SERVICES, Category.REVERSE_CHARGE, ("VATEX-EU-AE",
          "Autoliquidation – art. 283-2 du CGI / art. 44 et 196 directive 2006/112/CE")),
    _free("Livraison UE", Category.INTRA_COMMUNITY, ("VATEX-EU-IC",
          "Exonération de TVA, art. 262 ter, I du CGI")),
    _free("Export", Category.EXPORT, ("VATEX-EU-G", "Exonération de TVA, art. 262, I du CGI")),
    _free("Exonérée – formation", Category.EXEMPT, ("VATEX-FR-CGI261-4",
          "Exonération de TVA, art. 261, 4-4° du CGI")),
    _free("Exonérée – santé", Category.EXEMPT, ("VATEX-FR-CGI261-4",
          "Exonération de TVA, art. 261, 4-1° du CGI")),
    _free("Exonérée – association", Category.EXEMPT, ("VATEX-FR-CGI261-7",
          "Exonération de TVA, art. 261, 7-1° du CGI")),
    FRANCHISE,
    _free("Hors TVA", Category.OUT_OF_SCOPE, ("VATEX-EU-O", "Opération hors du champ de la TVA")),
    _rate("19,6 %", "19.6", valid_to=date(2013, 12, 31)),
    _rate("7 %", "7", valid_to=date(2013, 12, 31)),
)  # fmt: skip


def _plain(word: str) -> str:
    return " ".join(word.replace("–", "-").casefold().replace("%", " %").split())


BY_WORD = {_plain(vat.word): vat for vat in WORDS}
BY_RATE = {vat.rate: vat for vat in reversed(WORDS) if vat.category is Category.STANDARD}


def read_vat(value: str | Decimal) -> Vat | None:
    """Understand a cell of a ``TVA`` column.

    A number that is a listed rate divided by 100 is read as that rate: in an automatic cell Sheets
    makes 0,2 of « 20 % ».

    >>> [vat.word for vat in map(read_vat, ("20 %", Decimal(20), Decimal("0.2"), "5,5")) if vat]
    ['20 %', '20 %', '20 %', '5,5 %']
    >>> read_vat("autoliquidation - sous-traitance btp") == read_vat(WORDS[14].word)
    True
    """
    if isinstance(value, Decimal):
        return BY_RATE.get(Percent(value)) or BY_RATE.get(Percent(value * 100))
    plain = _plain(value)
    return BY_WORD.get(plain) or BY_WORD.get(f"{plain} %")
