"""Legal texts, as data: each with its source and the dates between which it is printed.

An invoice keeps the texts of its day (``Invoice.mentions``), so a change of law changes nothing
that was issued.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from invoicing.document.invoice import Draft, PrintedLegalText
from invoicing.document.line import LineNature
from invoicing.document.parties import Agency, BuyerKind, Regime
from invoicing.document.vat import DWELLINGS, ENERGY, Category
from invoicing.values.french_names import of

LEGAL_PENALTIES = "trois fois le taux d’intérêt légal"  # the floor of C. com. L441-10
# R2192-31 of the code de la commande publique: a contract cannot fix another.
PUBLIC_PENALTIES = (
    "taux d’intérêt appliqué par la Banque centrale européenne à ses opérations principales de "
    "refinancement majoré de huit points de pourcentage"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalText:
    """A text printed on the invoices it applies to."""

    key: str
    text: str  # may name {agency}, {of_seller}, {penalty_rate} and {early_discount}
    source: str
    applies: Callable[[Draft], bool]
    subject_code: str = ""  # BT-21
    valid_from: date = date.min
    valid_to: date = date.max


def _between_professionals(draft: Draft) -> bool:
    """C. com. L441-9 does not apply to consumers, who are never charged the 40 €.

    It speaks of a payment, and none is due on a credit note.
    """
    return draft.buyer.kind is not BuyerKind.PRIVATE and not draft.document_type.is_credit


def _between_businesses(draft: Draft) -> bool:
    return _between_professionals(draft) and draft.buyer.kind is not BuyerKind.PUBLIC


def _to_the_public(draft: Draft) -> bool:
    """A public buyer pays by the code de la commande publique, not by C. com. L441-10."""
    return _between_professionals(draft) and draft.buyer.kind is BuyerKind.PUBLIC


def _on_debits(draft: Draft) -> bool:
    seller = draft.seller
    return (
        seller.vat_on_debits
        and seller.regime is Regime.TAXABLE
        and LineNature.SERVICE in draft.natures
        and draft.has(Category.STANDARD)
    )


def _with_discount(draft: Draft) -> bool:
    return _between_professionals(draft) and bool(draft.seller.early_discount)


def _without_discount(draft: Draft) -> bool:
    return _between_professionals(draft) and not draft.seller.early_discount


def _on_dwellings(draft: Draft) -> bool:
    return DWELLINGS in draft.words


def _saving_energy(draft: Draft) -> bool:
    return ENERGY in draft.words


TEXTS: tuple[LegalText, ...] = (
    LegalText(
        key="penalties",
        subject_code="PMD",
        text="Tout retard de paiement engendre une pénalité exigible à compter de la date "
        "d’échéance, calculée sur la base de {penalty_rate}.",
        source="C. com. L441-9, L441-10",
        applies=_between_businesses,
    ),
    LegalText(
        key="penalties-public",
        subject_code="PMD",
        text="Tout retard de paiement fait courir de plein droit des intérêts moratoires au "
        f"{PUBLIC_PENALTIES} (code de la commande publique, art. L2192-13 et R2192-31).",
        source="CCP L2192-13, R2192-31; C. com. L441-9",
        applies=_to_the_public,
    ),
    LegalText(
        key="indemnity",
        subject_code="PMT",
        text="Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : "
        "40 €.",
        source="C. com. L441-10, D441-5",
        applies=_between_businesses,
    ),
    LegalText(
        key="indemnity-public",
        subject_code="PMT",
        text="Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : "
        "40 € (code de la commande publique, art. D2192-35).",
        source="CCP L2192-13, D2192-35",
        applies=_to_the_public,
    ),
    LegalText(
        key="discount",
        subject_code="AAB",
        text="Les règlements reçus avant la date d’échéance ne donneront pas lieu à escompte.",
        source="C. com. L441-9",
        applies=_without_discount,
    ),
    LegalText(
        key="early-discount",
        subject_code="AAB",
        text="Escompte pour paiement anticipé : {early_discount}.",
        source="C. com. L441-9",
        applies=_with_discount,
    ),
    LegalText(
        key="debits",
        text="Option pour le paiement de la taxe d’après les débits",
        source="CGI ann. II art. 242 nonies A, I-11° bis",
        applies=_on_debits,
    ),
    LegalText(
        key="dwellings",
        text="Le client certifie que les travaux portent sur un local à usage d’habitation achevé "
        "depuis plus de deux ans, et qu’ils ne concourent pas à la production d’un immeuble neuf "
        "(CGI, art. 279-0 bis).",
        source="CGI 279-0 bis; loi 2025-127 art. 41",
        applies=_on_dwellings,
    ),
    LegalText(
        key="energy",
        text="Le client certifie que les travaux de rénovation énergétique portent sur un local à "
        "usage d’habitation achevé depuis plus de deux ans, et qu’ils ne concourent pas à la "
        "production d’un immeuble neuf (CGI, art. 278-0 bis A).",
        source="CGI 278-0 bis A; loi 2025-127 art. 41",
        applies=_saving_energy,
    ),
    LegalText(
        key="mandate",
        text="Facture établie par {agency} au nom et pour le compte {of_seller}.",
        source="CGI 289 I-2; BOI-TVA-DECLA-30-20-10-30",
        applies=lambda draft: not draft.document_type.is_credit,
    ),
    LegalText(
        key="mandate-to-credit",
        text="Avoir établi par {agency} au nom et pour le compte {of_seller}.",
        source="CGI 289 I-2; BOI-TVA-DECLA-30-20-10-30",
        applies=lambda draft: draft.document_type.is_credit,
    ),
)


def mentions(draft: Draft, agency: Agency, on: date) -> tuple[PrintedLegalText, ...]:
    """Return the texts to print on an invoice issued on a date."""
    return tuple(_printed(draft, agency, on))


def _printed(draft: Draft, agency: Agency, on: date) -> Iterator[PrintedLegalText]:
    for legal in TEXTS:
        if not (legal.valid_from <= on <= legal.valid_to and legal.applies(draft)):
            continue
        if "{agency}" in legal.text and not agency.name:
            continue
        text = legal.text.format(
            agency=agency.name,
            of_seller=of(draft.seller.name),
            penalty_rate=draft.seller.penalty_rate or LEGAL_PENALTIES,
            early_discount=draft.seller.early_discount,
        )
        yield PrintedLegalText(subject_code=legal.subject_code, text=text)
