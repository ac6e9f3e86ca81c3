"""Which mailboxes of clients are to let us in, and which of them do no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from invoicing.history.contract_end import ContractEnd, is_given_back
from invoicing.history.history import History
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.mail_addresses import box_hash


def granted(clients: Iterable[ClientRow], history: History) -> Iterator[tuple[str, ClientRow]]:
    """Return the mailboxes that are to let us in, by hash, and whose; none that was given back."""
    for client in clients:
        closing = history.closings.get(normalised(client.code), ContractEnd())
        if client.mailbox.strip() and not is_given_back(client, closing):
            yield box_hash(client.mailbox), client


def dead(clients: Iterable[ClientRow], history: History) -> Iterator[tuple[ClientRow, datetime]]:
    """Return the clients whose mailbox is known to be dead, and since when."""
    for box, client in granted(clients, history):
        if box in history.dead:
            yield client, history.dead[box]
