"""One client alone: the code as typed, checked, whether anything is due or not."""

from __future__ import annotations

from invoicing.rows.tabs import ClientRow, Rows, normalised
from invoicing.values.problems import Problem, Source
from jobs.ports import Refused


def known_client(typed: str, rows: Rows) -> str:
    """Return the client's code; "" for all.  ``Refused`` when no client has it."""
    code = normalised(typed)
    if code and code not in {normalised(client.code) for client in rows.clients}:
        values = {"client": code}
        unknown = Problem(code="no-client", source=Source(tab="Clients"), values=values)
        raise Refused("no client of this code", problems=[unknown])
    return code


def client_of(code: str, rows: Rows) -> ClientRow:
    """Return the row of a client.  ``Refused`` when it is gone."""
    for client in rows.clients:
        if normalised(client.code) == code:
            return client
    gone = Problem(code="no-client", source=Source(tab="Clients"), values={"client": code})
    raise Refused("the client's row is gone", problems=[gone])
