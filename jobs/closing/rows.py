"""The rows of « Clôtures »: where the end of each contract stands, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invoicing.history.contract_end import CalledOff, ContractEnd, closing_key, has_ended
from invoicing.history.events.contract_end import ClosingStep
from invoicing.history.history import History
from invoicing.register.register import Register
from invoicing.rows.tabs import ClientRow
from invoicing.texts.contract_end import steps as texts
from invoicing.values.french import short_date
from jobs.closing.cancellation import consequences, explained
from jobs.closing.progress_texts import detail, last_day
from jobs.closing.stages import concerned
from jobs.closing.waiting import to_do
from jobs.mail.transmissions import to_the_second
from jobs.ports import Cell


def closing_rows(books: Register, history: History) -> Iterator[dict[str, Cell]]:
    """Return header → value, a row a step, of every contract that is being closed."""
    for code, client in concerned(books, history):
        closing = history.closings.get(code, ContractEnd())
        for step in ClosingStep:
            told = detail(closing, step, kept=books.rows.settings.secrets_kept)
            is_next = client.closing and step is closing.next
            left = to_do(books, history, client, step) if is_next else ""
            yield _row(code, closing, step) | {"À faire": left, "Détail": told}
    for code, off in history.called_off.items():
        known = books.index.clients.get(code)
        if known is not None and not known.closing:
            yield from _called_off(code, known, off)


def _called_off(code: str, client: ClientRow, off: CalledOff) -> Iterator[dict[str, Cell]]:
    """What its steps have left behind; a contract that had ended to its end stays as it was."""
    left, is_over = consequences(client, off), off.closing.next is None
    for step in ClosingStep:
        row = _row(code, off.closing, step)
        words = explained(left[step], client) if step in left else ""
        yield row | {"À faire": words} | ({} if is_over else {"État": texts.CALLED_OFF})


def _row(code: str, closing: ContractEnd, step: ClosingStep) -> dict[str, Cell]:
    done = closing.steps.get(step)
    is_next = step is closing.next
    return {
        "Clé": closing_key(code, step),
        "Client": code,
        "Étape": texts.NAMES[step.value],
        "État": texts.DONE if done else (texts.UNDER_WAY if is_next else texts.TO_COME),
        "Depuis": to_the_second(done.at) if done else None,
    }


def status_of(closing: ContractEnd, client: ClientRow, today: date) -> str:
    """`Statut` of a client whose contract is being closed, or has been."""
    if (
        closing.next is ClosingStep.STOPPED
        and client.contract_to
        and not has_ended(client, closing, today)
    ):
        return texts.WAITS_FOR_END.format(day=short_date(client.contract_to))
    if closing.next:
        return texts.CLOSING.format(step=texts.NAMES[closing.next.value])
    on = last_day(closing)
    return texts.CLOSED_ON.format(day=short_date(on)) if on else texts.CLOSED
