"""From which mailbox a letter leaves: the agency's own, else the client's."""

from __future__ import annotations

from invoicing.addresses import is_address
from invoicing.books import Books


def agency_box(books: Books) -> str:
    """`Adresse d'envoi` of `Paramètres`; "" when there is none."""
    address = books.rows.settings.agency.email.strip()
    return address if is_address(address) else ""


def letter_box(books: Books, seller: str) -> str:
    """Return the mailbox of letters to a client and about him; "" when there is none."""
    client = books.index.clients.get(seller)
    own = client.mailbox.strip() if client and is_address(client.mailbox.strip()) else ""
    return agency_box(books) or own


def all_boxes(books: Books) -> frozenset[str]:
    """Every mailbox of ours, in lower case."""
    boxes = (agency_box(books), *(client.mailbox.strip() for client in books.rows.clients))
    return frozenset(box.lower() for box in boxes if box)
