"""The end of a contract, step by step.  Nothing is irreversible before its predecessor is done.

`Fin de contrat` only reminds.  Closing begins when `Clôture demandée` is ticked and the agency has
confirmed the mail that asks for it: a date typed on day one, or a slip, touches no password.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from invoicing.history.events.contract_end import (
    Account,
    AttemptEvent,
    ClosingStep,
    ClosureConfirmed,
    KitVolumeLaid,
    StepEvent,
    StepRestored,
)
from invoicing.history.events.journal_event import JournalEvent
from invoicing.history.records import DocumentKey
from invoicing.rows.tabs import ClientRow, Rows, normalised
from invoicing.values.calendar import seller_date
from invoicing.values.canonical_json import content_hash

CLOSING_KEY = "#clôture"  # in place of a `Réf.`: the agency is asked whether to close
RECEIPT_KEY = "#remise"  # the client is asked whether he has received everything


CONSUMER_DOMAINS = frozenset({"gmail.com", "googlemail.com"})


def account_of(client: ClientRow) -> Account:
    """The kind of the client's mailbox: typed, or told by its address."""
    if client.account:
        return Account(client.account)
    domain = client.mailbox.rpartition("@")[2].strip().lower()
    return Account.CONSUMER if domain in CONSUMER_DOMAINS else Account.WORKSPACE


def closing_question(code: str) -> DocumentKey:
    """The key under which the agency is asked whether to close."""
    return DocumentKey(client=code, reference=CLOSING_KEY)


def receipt_question(code: str) -> DocumentKey:
    """The key under which the client is asked whether he has received everything."""
    return DocumentKey(client=code, reference=RECEIPT_KEY)


StepT = TypeVar("StepT", bound=StepEvent)
AttemptT = TypeVar("AttemptT", bound=AttemptEvent)
EventT_co = TypeVar("EventT_co", bound=JournalEvent, covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[EventT_co]):
    """A step that has been done, or begun: what was recorded of it, and when."""

    at: datetime
    event: EventT_co


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEnd:
    """How far the end of a contract has come."""

    steps: Mapping[ClosingStep, Done[StepEvent]] = field(default_factory=dict)
    attempts: Mapping[type[AttemptEvent], Done[AttemptEvent]] = field(default_factory=dict)
    volumes: Mapping[int, Done[KitVolumeLaid]] = field(
        default_factory=dict
    )  # of the kit, by number

    @property
    def next(self) -> ClosingStep | None:
        """The first step that is not done; ``None`` when all are."""
        return next((step for step in ClosingStep if step not in self.steps), None)

    def has(self, step: ClosingStep) -> bool:
        """Whether a step is done."""
        return step in self.steps

    def is_restored(self, step: ClosingStep) -> bool:
        """Whether only a kit that was read back tells that the step was done."""
        return step in self.steps and isinstance(self.steps[step].event, StepRestored)

    def done(self, kind: type[StepT]) -> StepT | None:
        """Return what was recorded when a step was done, ``None`` before or if it is restored."""
        events = (each.event for each in self.steps.values())
        return next((event for event in events if isinstance(event, kind)), None)

    def begun(self, kind: type[AttemptT]) -> Done[AttemptT] | None:
        """Return the last attempt of a kind."""
        found = self.attempts.get(kind)
        if found is None or not isinstance(found.event, kind):
            return None
        return Done(at=found.at, event=found.event)


def is_given_back(client: ClientRow, closing: ContractEnd) -> bool:
    """Whether his mailbox is its owner's again: another password, or no grant of ours."""
    is_rotated = closing.has(ClosingStep.CREDENTIALS) and account_of(client) is Account.WORKSPACE
    return is_rotated or closing.has(ClosingStep.LET_GO)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff:
    """A closing that does not go on: it was called off, or the client has come back."""

    at: datetime
    closing: ContractEnd  # how far it had come


def asked_of_agency(client: ClientRow) -> str:
    """Hash of what the agency would confirm: which contract, and its end."""
    return content_hash(("clôture", normalised(client.code), client.siret, client.contract_to))


def closing_key(code: str, step: ClosingStep) -> str:
    """`Clé` of a row of `Clôtures`."""
    return f"{code}/{step.value}"


def noted_by_hand(rows: Rows, code: str, step: ClosingStep, closing: ContractEnd) -> date | None:
    """When somebody saw that a step was done, and answers for it.

    What was noted of an earlier end of this contract stays in its row, and counts no more.
    """
    key = normalised(closing_key(code, step))  # as the workbook's reader gives keys
    begun = closing.steps.get(ClosingStep.CONFIRMED)
    since = seller_date(begun.at) if begun else date.min
    noted = (row for row in rows.closings if normalised(row.key) == key and row.noted_by)
    days = (row.done_on for row in noted if row.done_on is not None)
    return next((day for day in days if day >= since), None)


def receipt_content(client: ClientRow) -> str:
    """Hash of what the client would confirm: that everything has been handed over."""
    return content_hash(("remise", normalised(client.code), client.siret))


def has_ended(client: ClientRow, closing: ContractEnd, today: date) -> bool:
    """Whether the last day of the contract is over, or none was ever named.

    An end that the agency has confirmed and that is no longer there has not come.
    """
    if client.contract_to is None:
        return not is_end_missing(client, closing)
    return client.contract_to < today


def is_end_missing(client: ClientRow, closing: ContractEnd) -> bool:
    """Whether `Fin de contrat` was emptied after the agency had confirmed the day."""
    confirmed = closing.done(ClosureConfirmed)
    return client.contract_to is None and bool(confirmed and confirmed.end)
