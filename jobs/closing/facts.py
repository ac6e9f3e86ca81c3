"""What is recorded of a contract's end."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.closing_step import ClosingStep
from invoicing.history.contract_end import ContractEnd, Done
from invoicing.history.events import Event, Kind
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.mail_addresses import box_hash

FORWARDING = "forwarding"  # what is tried: Google is to ask the client
REQUESTED = "forwarding-requested"  # and has taken it, for the address whose hash is `to`
TURNED_ON = "turned-on"  # mail may go on from then on
RESTORED = "restore"  # how a step was done of which a kit tells


def sole(books: Register) -> Iterator[tuple[str, ClientRow]]:
    """The clients whose code names one row: of two, nobody can say which is meant."""
    for client in books.rows.clients:
        code = normalised(client.code)
        if code and code not in books.index.doubled_clients:
            yield code, client


def closing_of(history: History, code: str) -> ContractEnd:
    """How far it has come."""
    return history.closings.get(code, ContractEnd())


def done(code: str, step: ClosingStep, **facts: str) -> list[Event]:
    """Say that a step is done."""
    return [Event(kind=Kind.CLOSING, seller=code, facts={"step": step.value, **facts})]


def tried(code: str, what: str, **facts: str) -> Event:
    """Say that something of a step has been begun."""
    return Event(kind=Kind.TRIED, seller=code, facts={"what": what, **facts})


def requested(closing: ContractEnd, client: ClientRow) -> FinishedStep | None:
    """Google's request to the address of today; ``None`` where it has refused, or asked another."""
    found = closing.trying.get(REQUESTED)
    return found if found and found.facts["to"] == box_hash(client.email) else None


def open_questions(history: History, code: str) -> Iterator[DocumentKey]:
    """What a client could still answer under a code."""
    for key, dossier in history.dossiers.items():
        if key.client == code and dossier.current is not None and key not in history.documents:
            yield key
