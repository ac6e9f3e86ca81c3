"""What differs between two versions of one draft, for the person who approves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from invoicing.document.invoice import Draft

Part = Callable[[Draft], object]

PARTS: Mapping[str, Part] = {  # in the order of the document
    "le type de document": lambda draft: draft.document_type,
    "le destinataire": lambda draft: (draft.buyer.name, draft.buyer.legal_id),
    "le tiers payeur": lambda draft: draft.payer,
    "l’adresse": lambda draft: (draft.buyer.address, draft.buyer.delivery_address),
    "l’objet": lambda draft: draft.subject,
    "les dates de réalisation": lambda draft: (
        draft.period_start, draft.period_end, tuple(line.on for line in draft.lines)),
    "le lieu": lambda draft: draft.place,
    "les désignations": lambda draft: tuple(line.item_name for line in draft.lines),
    "les quantités": lambda draft: tuple((line.quantity, line.unit) for line in draft.lines),
    "les prix": lambda draft: (
        tuple(line.net_price for line in draft.lines), draft.agreed_total),
    "les remises": lambda draft: (draft.discount, tuple(line.discount for line in draft.lines)),
    "la TVA": lambda draft: tuple(line.vat for line in draft.lines),
    "la retenue de garantie": lambda draft: draft.retention,
    "les pénalités": lambda draft: draft.penalties,
    "les acomptes déduits": lambda draft: draft.deposits,
    "les conditions de paiement": lambda draft: draft.terms,
    "l’IBAN": lambda draft: (draft.seller.iban, draft.seller.bic),
    "les mentions": lambda draft: (draft.notes, draft.seller.notes),
}  # fmt: skip


def changes(before: Draft, after: Draft) -> tuple[str, ...]:
    """Name the parts that differ; a difference without a name is « d’autres informations »."""
    if before == after:
        return ()
    named = tuple(name for name, part in PARTS.items() if part(before) != part(after))
    return named or ("d’autres informations",)
