"""The rows of « Clôtures »: where the end of each contract stands, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.contract_end import CalledOff, ContractEnd, closing_key
from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.contract import Contract, contract_of, ending
from invoicing.register.register import Register
from invoicing.texts.contract_end import steps as texts
from jobs.closing.cancellation import consequences, explained
from jobs.closing.progress_texts import detail
from jobs.closing.waiting import to_do
from jobs.mail.transmissions import to_the_second
from jobs.ports import Cell


def closing_rows(register: Register) -> Iterator[dict[str, Cell]]:
    """Return header → value, a row a step, of every contract that is being closed."""
    for contract in ending(register):
        closing = contract.closing
        for step in ClosingStep:
            told = detail(closing, step, kept=register.rows.settings.secrets_kept)
            is_next = contract.client.closing and step is closing.next
            left = to_do(contract, step) if is_next else ""
            yield _row(contract.code, closing, step) | {"À faire": left, "Détail": told}
    for code, off in register.history.called_off.items():
        known = register.index.clients.get(code)
        if known is not None and not known.closing:
            yield from _called_off(contract_of(register, code, known), off)


def _called_off(contract: Contract, off: CalledOff) -> Iterator[dict[str, Cell]]:
    """What its steps have left behind; a contract that had ended to its end stays as it was."""
    left, is_over = consequences(contract, off), off.closing.next is None
    for step in ClosingStep:
        row = _row(contract.code, off.closing, step)
        words = explained(left[step], contract) if step in left else ""
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
