"""Which characters can be set, and where in an invoice one stands that cannot.

Beyond having a glyph: the press sets no script that runs right to left, stacks no accents (those
of composed letters are composed first), and hides nothing: control and direction characters could
make the page say other things to the eye than to the machine.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from invoicing.document.invoice import Invoice
from invoicing.document.line import Line
from invoicing.document.parties import Address
from jobs.ports import Flaw

LAST = 0xFFFF  # beyond it, characters get a wrong name in the file
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
STACKED = {"Mn", "Me", "Mc"}
RIGHT_TO_LEFT = {"R", "AL", "AN"}
Place = tuple[str, str]  # the header of the column, and the text that stands there


def composed(text: str) -> str:
    """Join letters and their accents (NFC), as some keyboards and systems type them apart."""
    return unicodedata.normalize("NFC", text)


def flaws(invoice: Invoice, drawn: frozenset[str]) -> Iterator[Flaw]:
    """Yield a flaw for each text with characters that cannot be set."""
    for where, text in places(invoice):
        kinds: dict[str, dict[str, None]] = {}
        for char in composed(text):
            if code := _trouble(char, drawn):
                kinds.setdefault(code, {})[char] = None
        for code, chars in kinds.items():
            named = ", ".join(map(_named, chars))
            yield Flaw(code=code, values={"where": where, "characters": named})


def _trouble(char: str, drawn: frozenset[str]) -> str:
    """Return the code of what is wrong with a character, or ""."""
    if char.isspace():
        return ""
    category = unicodedata.category(char)
    if category in HIDDEN:
        return "unprintable"
    set_left_to_right = unicodedata.bidirectional(char) not in RIGHT_TO_LEFT
    if category in STACKED or not set_left_to_right or ord(char) > LAST or char not in drawn:
        return "glyph-missing"
    return ""


def is_set(char: str, drawn: frozenset[str]) -> bool:
    """Whether a character can be set."""
    return not _trouble(char, drawn)


def legible(text: str, drawn: frozenset[str]) -> str:
    """Write what cannot be set by its code.

    >>> legible("d’accord\u200b 木", frozenset("d’accord"))
    'd’accord[U+200B] [U+6728]'
    """
    return "".join(
        char if is_set(char, drawn) else f"[U+{ord(char):04X}]" for char in composed(text)
    )


def _named(char: str) -> str:
    code = f"U+{ord(char):04X}"
    is_visible = unicodedata.category(char) not in HIDDEN | STACKED
    return f"{char} ({code})" if is_visible else code


def places(invoice: Invoice) -> Iterator[Place]:
    """Yield every text a person typed, with the header under which it stands."""
    draft, agency = invoice.draft, invoice.agency
    seller, buyer = draft.seller, draft.buyer
    yield from (
        ("numéro", invoice.number),
        ("Raison sociale", seller.name),
        ("Nom commercial", seller.trade_name),
        ("Forme juridique", seller.legal_form),
        ("Capital", seller.capital),
        ("Immatriculation", seller.registration),
        ("Contact", seller.contact),
        ("Téléphone du client", seller.phone),
        ("E-mail principal", seller.email),
        ("IBAN", f"{seller.iban} {seller.bic}"),
        ("N° TVA", f"{seller.vat_id} {buyer.vat_id}"),
        ("Mentions du client", seller.notes),
        ("Nom du destinataire", buyer.name),
        ("À l’attention de", buyer.attention),
        ("Adresse de livraison", buyer.delivery_address),
        ("Tiers payeur", draft.payer),
        ("Objet", draft.subject),
        ("Affaire", draft.affair),
        ("Lieu d’exécution", draft.place),
        ("N° de commande", draft.purchase_order),
        ("Référence acheteur", draft.buyer_reference),
        ("Mentions", draft.notes),
        ("Motif", draft.reason),
        ("Taux de pénalités", seller.penalty_rate),
        ("Escompte", seller.early_discount),
        ("agence", f"{agency.name} {agency.address} {agency.phone} {agency.email}"),
    )
    yield from _address("client", seller.address)
    yield from _address("destinataire", buyer.address)
    for rank, line in enumerate(draft.lines, 1):
        yield from _line(rank, line)


def _address(whose: str, address: Address) -> Iterator[Place]:
    text = f"{address.street} {address.postcode} {address.city} {address.country}"
    yield f"Adresse du {whose}", text


def _line(rank: int, line: Line) -> Iterator[Place]:
    text = f"{line.heading} {line.item_name} {line.unit} {line.note}"
    yield f"Désignation, ligne {rank}", text
