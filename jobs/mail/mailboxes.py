"""From which mailbox a note or a request leaves: the agency's own, else the client's."""

from __future__ import annotations

from invoicing.history.history import History
from invoicing.register.mailbox_access import granted
from invoicing.register.register import Register
from invoicing.values.mail_addresses import is_address


def agency_box(books: Register) -> str:
    """`Adresse d'envoi` of `Paramètres`; "" when there is none."""
    address = books.rows.settings.agency.email.strip()
    return address if is_address(address) else ""


def letter_box(books: Register, seller: str) -> str:
    """Return the mailbox of letters to a client and about him; "" when there is none."""
    client = books.index.clients.get(seller)
    own = client.mailbox.strip() if client and is_address(client.mailbox.strip()) else ""
    return agency_box(books) or own


def open_box(books: Register, history: History) -> str:
    """Return a mailbox to write to the agency from: its own, else one that still lets us in."""
    lent = (
        client.mailbox.strip()
        for box, client in granted(books.rows.clients, history)
        if box not in history.dead and is_address(client.mailbox.strip())
    )
    return agency_box(books) or min(lent, default="")


def all_boxes(books: Register) -> frozenset[str]:
    """Every mailbox of ours, in lower case."""
    boxes = (agency_box(books), *(client.mailbox.strip() for client in books.rows.clients))
    return frozenset(box.lower() for box in boxes if box)
