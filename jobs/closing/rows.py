"""The rows of « Clôtures »: where the end of each contract stands, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from invoicing.history.contract_end import CalledOff, ContractEnd, closing_key, has_ended
from invoicing.history.events.contract_end import ClosingStep
from invoicing.history.history import History
from invoicing.register.register import Register
from invoicing.rows.tabs import ClientRow
from jobs.closing.cancellation import consequences, explained
from jobs.closing.progress_texts import detail, last_day
from jobs.closing.stages import concerned
from jobs.closing.waiting import to_do
from jobs.mail.transmissions import to_the_second
from jobs.ports import Cell

NAMES: Mapping[ClosingStep, str] = {
    ClosingStep.CONFIRMED: "1. Clôture confirmée par l’agence",
    ClosingStep.STOPPED: "2. Plus aucun nouveau document",
    ClosingStep.FORWARDED: "3. Courrier transféré au client",
    ClosingStep.KIT: "4. Dossier remis dans Drive",
    ClosingStep.CREDENTIALS: "5. Identifiants remis",
    ClosingStep.RECEIVED: "6. Réception confirmée par le client",
    ClosingStep.LET_GO: "7. Accès coupés",
}


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
        yield row | {"À faire": words} | ({} if is_over else {"État": "annulée"})


def _row(code: str, closing: ContractEnd, step: ClosingStep) -> dict[str, Cell]:
    done = closing.steps.get(step)
    is_next = step is closing.next
    return {
        "Clé": closing_key(code, step),
        "Client": code,
        "Étape": NAMES[step],
        "État": "fait" if done else ("en cours" if is_next else "à venir"),
        "Depuis": to_the_second(done.at) if done else None,
    }


def status_of(closing: ContractEnd, client: ClientRow, today: date) -> str:
    """`Statut` of a client whose contract is being closed, or has been."""
    if (
        closing.next is ClosingStep.STOPPED
        and client.contract_to
        and not has_ended(client, closing, today)
    ):
        return f"Clôture : 2. Attend le {client.contract_to:%d/%m/%Y}, fin du contrat"
    if closing.next:
        return f"Clôture : {NAMES[closing.next]}"
    on = last_day(closing)
    return f"Clôturé ; mandat terminé le {on:%d/%m/%Y}" if on else "Clôturé"
