"""The end of a contract: a few steps, each prepared, recorded and done, over weeks if need be.

asked and confirmed ─▶ stopped ─▶ mail forwarded ─▶ kit ─▶ credentials ─▶ received ─▶ let go

Nothing is irreversible before its predecessor is done; until we have let go it can be called off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from invoicing.books import Books
from invoicing.calendar import seller_date
from invoicing.closing import CLOSING_KEY, RECEIPT_KEY, Closing, Step, has_ended
from invoicing.events import Event, Kind
from invoicing.history import History
from invoicing.index import normalised
from invoicing.records import Key
from invoicing.rows import ClientRow
from jobs.closing_answer import withdraws_answer
from jobs.closing_facts import closing_of
from jobs.closing_steps import STEPS
from jobs.forgetting import forget, is_forgetting_due
from jobs.work import Work

AN_HOUR_BEGINS = 15  # minutes: one run an hour looks at what waits for the world
QUESTIONS: Mapping[Step, str] = {Step.CONFIRMED: CLOSING_KEY, Step.RECEIVED: RECEIPT_KEY}


def concerned(books: Books, history: History) -> Iterator[tuple[str, ClientRow]]:
    """The clients whose contract is being closed, is to be, or has been."""
    for client in books.rows.clients:
        code = normalised(client.code)
        if client.closing or code in history.closings:
            yield code, client


def is_closing_due(books: Books, history: History, now: datetime) -> bool:
    """Whether a closing may go on: what waits for a person or the world is looked at hourly."""
    for code, client in concerned(books, history):
        closing = history.closings.get(code)
        if not client.closing:
            if is_called_off(closing, client):
                return True
            continue
        if is_forgetting_due(closing or Closing(), books, now):
            return True
        step = (closing or Closing()).next
        if step is Step.STOPPED and has_ended(client, seller_date(now)):
            return True
        if step in {Step.FORWARDED, Step.KIT, Step.LET_GO} and now.minute < AN_HOUR_BEGINS:
            return True
        if step and step in QUESTIONS and _is_ripe(history, (code, QUESTIONS[step])):
            return True
    return False


def _is_ripe(history: History, key: Key) -> bool:
    """Whether a question is to be asked, or its answer to be taken note of."""
    dossier = history.dossiers.get(key)
    return dossier is None or dossier.approval is not None


def close_contracts(work: Work) -> None:
    """Go on with every closing as far as it goes today."""
    for code, client in list(concerned(work.books, work.run.history)):
        if code in work.stops or work.only not in {"", code} or work.is_over:
            continue
        with work.answering_for(code):
            _advance(work, code, client)


def _advance(work: Work, code: str, client: ClientRow) -> None:
    if is_called_off(work.run.history.closings.get(code), client):
        withdraws_answer(work, code, client)
        work.record([Event(kind=Kind.REOPENED, seller=code)])
        return
    forget(work, code, client)
    while client.closing and (step := closing_of(work.run.history, code).next) is not None:
        events = STEPS[step](work, code, client)
        work.record(events)
        if not any(event.kind is Kind.CLOSING for event in events):
            return


def is_called_off(closing: Closing | None, client: ClientRow) -> bool:
    """Un-ticked before we have let go; or a new contract after that."""
    if closing is None or client.closing:
        return False
    gone = closing.steps.get(Step.LET_GO)
    start = client.contract_from
    return gone is None or (start is not None and start > seller_date(gone.at))
