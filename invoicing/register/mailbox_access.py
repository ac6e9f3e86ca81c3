"""Which mailboxes of clients we are to have access to, and which of them refuse it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from invoicing.history.contract_end import ContractEnd, is_given_back
from invoicing.history.history import History
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.values.mail_addresses import box_hash


def granted(clients: Iterable[ClientRow], history: History) -> Iterator[tuple[str, ClientRow]]:
    """Yield each mailbox that we are to have access to, by its hash, with its client."""
    for client in clients:
        closing = history.closings.get(normalised(client.code), ContractEnd())
        if client.mailbox.strip() and not is_given_back(client, closing):
            yield box_hash(client.mailbox), client


def dead(clients: Iterable[ClientRow], history: History) -> Iterator[tuple[ClientRow, datetime]]:
    """Return the clients whose mailbox refuses our access, and since when."""
    for box, client in granted(clients, history):
        if box in history.dead:
            yield client, history.dead[box]
