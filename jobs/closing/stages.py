"""The end of a contract: a few steps, each prepared, recorded and done, over weeks if need be.

asked and confirmed ─▶ stopped ─▶ mail forwarded ─▶ kit ─▶ credentials ─▶ received ─▶ let go

Nothing is irreversible before its predecessor is done; until we have let go it can be called off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import assert_never

from invoicing.history.contract_end import (
    CLOSING_KEY,
    RECEIPT_KEY,
    ContractEnd,
    account_of,
    asked_of_agency,
    closing_question,
    has_ended,
    noted_by_hand,
    receipt_content,
)
from invoicing.history.events.contract_end import Account, ClosingStep, Reopened, StepEvent
from invoicing.history.history import History
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.tabs import ClientRow
from invoicing.values.calendar import seller_date
from jobs.closing.auto_reply import withdraws_answer
from jobs.closing.cancellation import is_untold
from jobs.closing.destroy_secrets import forget, is_forgetting_due
from jobs.closing.facts import closing_of, sole
from jobs.closing.revoke_access import Sweep
from jobs.closing.steps import Do, steps, taken
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch

AN_HOUR_BEGINS = 15  # minutes: one run an hour looks at what waits for the world
QUESTIONS: Mapping[ClosingStep, tuple[str, Callable[[ClientRow], str]]] = {
    ClosingStep.CONFIRMED: (CLOSING_KEY, asked_of_agency),
    ClosingStep.RECEIVED: (RECEIPT_KEY, receipt_content),
}  # step → key, and hash of what is asked


def concerned(books: Register, history: History) -> Iterator[tuple[str, ClientRow]]:
    """The clients whose contract is being closed, is to be, or has been."""
    for code, client in sole(books):
        if client.closing or code in history.closings or is_asked(history, code):
            yield code, client


def is_asked(history: History, code: str) -> bool:
    """Whether the agency has been asked whether to close, and its answer would count."""
    return history.dossier(closing_question(code)).current is not None


def is_closing_due(books: Register, history: History, now: datetime) -> bool:
    """Whether a closing may go on: what waits for a person or the world is looked at hourly."""
    found = concerned(books, history)
    return is_untold(history, now) or any(_is_due(books, history, now, of=each) for each in found)


def _is_due(books: Register, history: History, now: datetime, *, of: tuple[str, ClientRow]) -> bool:
    code, client = of
    closing = history.closings.get(code, ContractEnd())
    if is_called_off(history, code, client) or is_forgetting_due(closing, client, books, now):
        return True
    due = closing.next if client.closing else None
    match due:
        case None:
            return False
        case ClosingStep.STOPPED:
            return has_ended(client, closing, seller_date(now))
        case ClosingStep.FORWARDED | ClosingStep.KIT | ClosingStep.LET_GO as step:
            noted = noted_by_hand(books.rows, code, step, closing)
            return bool(noted) or now.minute < AN_HOUR_BEGINS
        case ClosingStep.CREDENTIALS:  # others wait for a person
            return account_of(client) is Account.OWN
        case ClosingStep.CONFIRMED | ClosingStep.RECEIVED as step:
            by_hand = step is ClosingStep.RECEIVED and noted_by_hand(
                books.rows, code, step, closing
            )
            return bool(by_hand) or _is_ripe(history, code, client, step)
        case _:
            assert_never(due)


def _is_ripe(history: History, code: str, client: ClientRow, step: ClosingStep) -> bool:
    """Whether a question is to be asked (anew: the row says other things), or has its yes."""
    key, content = QUESTIONS[step]
    dossier = history.dossier(DocumentKey(client=code, reference=key))
    current = dossier.current
    is_open = current is not None and current.claim.content == content(client)
    return not is_open or dossier.approval is not None


def close_contracts(
    context: Context, dispatch: Dispatch, documents: DocumentsAtHand, sweep: Sweep
) -> None:
    """Go on with every closing as far as it goes today.

    *sweep* deletes the drafts of a mailbox that no record names.
    """
    doing = steps(dispatch, documents, sweep)
    for code, client in list(concerned(context.register, context.register.history)):
        if code in context.failures.stops or context.only not in {"", code} or context.is_over:
            continue
        with context.answering_for(code):
            _advance(context, code, client, doing)


def _advance(
    context: Context, code: str, client: ClientRow, doing: Mapping[ClosingStep, Do]
) -> None:
    if is_called_off(context.register.history, code, client):
        withdraws_answer(context, code, client)
        context.record([Reopened(client_code=code)])
        return
    forget(context, code, client)
    while client.closing and (step := closing_of(context.register.history, code).next) is not None:
        events = taken(context, code, client, step=step, do=doing[step])
        context.record(events)
        if not any(isinstance(event, StepEvent) for event in events):
            return


def is_called_off(history: History, code: str, client: ClientRow) -> bool:
    """Un-ticked before we have let go; or a new contract after that."""
    closing = history.closings.get(code, ContractEnd())
    if client.closing or not (closing.steps or closing.attempts or is_asked(history, code)):
        return False
    gone = closing.steps.get(ClosingStep.LET_GO)
    start = client.contract_from
    return gone is None or (start is not None and start > seller_date(gone.at))
