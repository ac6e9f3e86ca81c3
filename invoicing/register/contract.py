"""The contract of one client at one moment: his row, and how far its end has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import (
    ContractEnd,
    Done,
    account_of,
    asked_of_agency,
    closing_question,
    noted_by_hand,
    receipt_content,
    receipt_question,
)
from invoicing.history.events.contract_end import Account, ClosingStep, ForwardingRequested
from invoicing.history.records import DocumentKey
from invoicing.register.register import Register
from invoicing.rows.tabs import ClientRow, normalised
from invoicing.values.calendar import seller_date
from invoicing.values.mail_addresses import box_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that is answered with yes or no."""

    key: DocumentKey
    content: str  # hash of what a yes would confirm


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One client, as the register has him."""

    register: Register
    code: str
    client: ClientRow
    closing: ContractEnd
    account: Account
    mailbox: str  # `Adresse d'envoi`, without blanks around it
    email: str  # `E-mail principal`, without blanks around it

    @property
    def today(self) -> date:
        """Return the run's day, where the client is."""
        return seller_date(self.register.now)

    @property
    def approvers(self) -> tuple[str, ...]:
        """Return where the client is asked; () when nowhere."""
        return approvers(self.client)

    @property
    def closing_question(self) -> Question:
        """Return what the agency is asked: whether to close."""
        return Question(key=closing_question(self.code), content=asked_of_agency(self.client))

    @property
    def receipt_question(self) -> Question:
        """Return what the client is asked: whether he has received everything."""
        return Question(key=receipt_question(self.code), content=receipt_content(self.client))

    @property
    def forwarding_request(self) -> Done[ForwardingRequested] | None:
        """Return Google's request to today's address; ``None`` if it refused, or asked another."""
        found = self.closing.begun(ForwardingRequested)
        return found if found and found.event.to == box_hash(self.client.email) else None

    def noted_by_hand(self, step: ClosingStep) -> date | None:
        """Return when somebody saw that a step was done, and answers for it."""
        return noted_by_hand(self.register.rows, self.code, step, self.closing)


def contract_of(register: Register, code: str, client: ClientRow) -> Contract:
    """Return the contract of *client*, whose row it is."""
    return Contract(
        register=register,
        code=code,
        client=client,
        closing=register.history.closing(code),
        account=account_of(client),
        mailbox=client.mailbox.strip(),
        email=client.email.strip(),
    )


def contracts(register: Register) -> Iterator[Contract]:
    """Return the contracts whose code names one row: of two, nobody can say which is meant."""
    for client in register.rows.clients:
        code = normalised(client.code)
        if code and code not in register.index.doubled_clients:
            yield contract_of(register, code, client)


def ending(register: Register) -> Iterator[Contract]:
    """Return the contracts that are being closed, are to be, or have been."""
    for contract in contracts(register):
        if (
            contract.client.closing
            or contract.code in register.history.closings
            or is_asked(contract)
        ):
            yield contract


def is_asked(contract: Contract) -> bool:
    """Say whether the agency has been asked whether to close, and its answer would count."""
    key = closing_question(contract.code)
    return contract.register.history.dossier(key).current is not None


def is_called_off(contract: Contract) -> bool:
    """Say whether it was un-ticked before we have let go; or there is a new one after that."""
    closing, client = contract.closing, contract.client
    if client.closing or not (closing.steps or closing.attempts or is_asked(contract)):
        return False
    gone = closing.steps.get(ClosingStep.LET_GO)
    start = client.contract_from
    return gone is None or (start is not None and start > seller_date(gone.at))
