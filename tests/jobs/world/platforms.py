"""A made-up platform, and the channel that deposits documents there: a third one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import Delivered, FateUnknown, LaidOut
from invoicing.history.records import Stage, Transmission
from invoicing.register.entry import Entry, under_way
from invoicing.rows.recipients import Recipient
from invoicing.values.channels import Channel
from jobs.engine.context import Context
from jobs.engine.departures import depart
from tests.jobs.world.world import Killed

LONGEST_LEAVING = timedelta(hours=24)  # after which a person looks


@dataclass
class Platform:
    """Takes whatever is deposited, twice if it is asked twice; finds it when it is not blind."""

    deposits: list[str] = field(default_factory=list)  # ids of flows
    dies: str = ""  # the machine goes away "before" or "after" the next deposit
    is_blind: bool = False

    def deposit(self, flow: str) -> None:
        """Take a document."""
        dies, self.dies = self.dies, ""
        if dies != "before":
            self.deposits.append(flow)
        if dies:
            raise Killed

    def find(self, flow: str) -> bool:
        """Whether it was deposited, as far as is shown."""
        return flow in self.deposits and not self.is_blind


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """One document that is to be deposited."""

    entry: Entry
    recipient: Recipient
    known: Transmission

    @property
    def client_code(self) -> str:
        """The client's code."""
        return self.entry.client_code

    @property
    def reference(self) -> str:
        """`Réf.` of the document."""
        return self.entry.key.reference

    @property
    def role(self) -> str:
        """To whom it goes."""
        return self.recipient.role

    @property
    def origin(self) -> str:
        """The account that it is deposited with."""
        return self.client_code


@dataclass(frozen=True)
class ByPlatform:
    """The third channel."""

    context: Context
    platform: Platform

    @property
    def consumes(self) -> bool:
        """A second deposit is a second flow."""
        return False

    def greet(self) -> None:
        """Do nothing: the platform answers."""

    def settle(self) -> None:
        """Find out what became of what was being deposited."""
        for deposit in self._deposits(Stage.OUT):
            self.context.record(self._settled(deposit))

    def prepare(self) -> None:
        """Reserve an id for each flow, and record it."""
        self.context.record([self._prepared(deposit) for deposit in self._deposits(Stage.NEW)])

    def deliver(self) -> None:
        """Deposit what is prepared."""
        waiting = list(self._deposits(Stage.PREPARED))
        depart(self.context, waiting, partial(self._deposit), consumes=self.consumes)

    def _deposits(self, stage: Stage) -> Iterator[Deposit]:
        for entry in self.context.entries():
            for recipient in under_way(entry):
                known = entry.issued.transmissions.get(recipient.role, Transmission())
                is_ours = known.carried_by(recipient.channel) == Channel.PLATFORM
                if is_ours and known.stage is stage:
                    yield Deposit(entry=entry, recipient=recipient, known=known)

    def _prepared(self, deposit: Deposit) -> LaidOut:
        (flow,) = self.context.desk.archive.reserve(1)
        return LaidOut(
            client_code=deposit.client_code,
            reference=deposit.reference,
            role=deposit.role,
            channel=Channel.PLATFORM,
            file_id=flow,
            note_id="",
        )

    def _deposit(self, deposit: Deposit) -> list[Event]:
        self.platform.deposit(deposit.known.file_id)
        return [self._delivered(deposit)]

    def _settled(self, deposit: Deposit) -> list[Event]:
        since, now = deposit.known.leaving_at, self.context.register.now
        if self.platform.find(deposit.known.file_id):
            return [self._delivered(deposit)]
        if since is not None and now - since > LONGEST_LEAVING:
            code, reference, role = deposit.client_code, deposit.reference, deposit.role
            return [FateUnknown(client_code=code, reference=reference, role=role)]
        return []

    def _delivered(self, deposit: Deposit) -> Delivered:
        return Delivered(
            client_code=deposit.client_code,
            reference=deposit.reference,
            role=deposit.role,
            on=self.context.register.now.date(),
            deposit_reference=deposit.known.file_id,
        )
