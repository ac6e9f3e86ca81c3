"""What stops each client."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain

from invoicing.approval.confirmed_details import trust_problems
from invoicing.history.history import History
from invoicing.register.ended_contracts import is_over
from invoicing.rows.drafts import TickedRow
from invoicing.rows.tabs import ClientRow, Rows, normalised
from invoicing.rules.client import client_problems
from invoicing.rules.duplicates import agency_problems, client_identity
from invoicing.values.problems import Problem

CLOSED = "contract-closed"
Problems = Mapping[str, tuple[Problem, ...]]  # by normalised code


def of_all_times(rows: Rows, today: date) -> Problems:
    """What stops each client, whatever has happened; wrong `Paramètres` stop them all."""
    of_all = tuple(agency_problems(rows))
    found: dict[str, tuple[Problem, ...]] = {}
    for client in rows.clients:
        code = normalised(client.code)
        found[code] = (*found.get(code, ()), *of_all, *client_problems(client, today))
    return found


def stopped(always: Problems, rows: Rows, history: History, today: date) -> Problems:
    """The same, and what stops them because of what has happened."""
    found = dict(always)
    of_clients = (client_identity(rows.clients, history), trust_problems(rows.clients, history))
    for client, problem in chain(*of_clients):
        code = normalised(client.code)
        found[code] = (*found[code], problem)
    for client in rows.clients:
        code = normalised(client.code)
        if is_over(client, history, today):
            found[code] = (*found[code], client.problem(CLOSED, "closing"))
    return found


def worth_saying(found: Problems, rows: Rows, today: date) -> Problems:
    """Without the end of a contract that is meant to end: no fault of its row's."""
    meant = {normalised(client.code) for client in rows.clients if _is_meant(client, today)}
    return {
        code: tuple(each for each in problems if code not in meant or each.code != CLOSED)
        for code, problems in found.items()
    }


def _is_meant(client: ClientRow, today: date) -> bool:
    """Whether nothing in the row says that the contract goes on."""
    return client.closing and (client.contract_to is None or client.contract_to < today)


def of_client(wanted: TickedRow, found: Problems) -> Iterator[Problem]:
    """What a document's own row says of it."""
    problems = found.get(wanted.client_code, ())
    if wanted.client is None or not problems:
        return
    if all(each.code == CLOSED for each in problems):
        yield wanted.row.problem(CLOSED, "buyer")
        return
    place = str(wanted.client.place)
    yield wanted.row.problem("client-problem", "buyer", client=wanted.client_code, place=place)
