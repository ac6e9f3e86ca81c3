"""An in-memory account at the end of a contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from invoicing.values.problems import Problem, Source
from jobs.ports import AutoReply, Recovery, Refused, Tenure
from tests.jobs.world.world import Gate, World


@dataclass(frozen=True)  # noqa: PLR0904  (as many methods as the port has)
class FakeHandover:
    """Settings of accounts; what people do outside is set in ``world.accounts`` by tests."""

    world: World
    gate: Gate

    def ask_forwarding(self, mailbox: str, to: str) -> None:
        self.gate.call("handover.ask_forwarding", lambda: self._ask(mailbox, to))

    def _ask(self, mailbox: str, to: str) -> None:
        if mailbox.endswith("gmail.com"):
            values = {"mailbox": mailbox, "to": to}
            by_hand = Problem(
                code="forwarding-by-hand", source=Source(tab="Clients"), values=values
            )
            raise Refused("a consumer account", problems=[by_hand])
        if to in self.world.dead:
            where = Source(tab="Clients", header="E-mail principal")
            values = {"mailbox": mailbox, "to": to}
            refused = Problem(code="forwarding-refused", source=where, values=values)
            raise Refused("no address for Gmail", problems=[refused])
        self.world.forwarding.setdefault((mailbox, to), "pending")

    def forwarding(self, mailbox: str, to: str) -> str:
        return self.gate.call(
            "handover.forwarding", lambda: self.world.forwarding.get((mailbox, to), "")
        )

    def forward(self, mailbox: str, to: str) -> None:
        self.gate.call("handover.forward", lambda: self._turn_on(mailbox, to))

    def forward_by_filter(self, mailbox: str, to: str) -> None:
        self.gate.call("handover.forward_by_filter", lambda: self._turn_on(mailbox, to))

    def _turn_on(self, mailbox: str, to: str) -> None:
        if self.world.forwarding.get((mailbox, to)) not in {"accepted", "on"}:
            raise Refused("not verified")
        self.world.forwarding[mailbox, to] = "on"

    def answer_automatically(self, mailbox: str, reply: AutoReply | None) -> None:
        self.gate.call("handover.answer", lambda: self._answer(mailbox, reply))

    def _answer(self, mailbox: str, reply: AutoReply | None) -> None:
        self.world.replies.pop(mailbox, None)
        if reply is not None:
            self.world.replies[mailbox] = reply

    def automatic_answer(self, mailbox: str) -> AutoReply | None:
        return self.gate.call("handover.answers", lambda: self.world.replies.get(mailbox))

    def recovery(self, mailbox: str) -> Recovery:
        return self.gate.call(
            "handover.recovery", lambda: self.world.recoveries.get(mailbox, Recovery())
        )

    def rotate_password(self, mailbox: str, password: str, owner: Recovery) -> None:
        self.gate.call("handover.rotate", lambda: self._rotate(mailbox, password, owner))

    def _rotate(self, mailbox: str, password: str, owner: Recovery) -> None:
        two_step = self.world.recoveries.get(mailbox, Recovery()).two_step
        codes = (self.world.new_id("code"),) if two_step else ()
        self.world.recoveries[mailbox] = replace(owner, two_step=two_step, codes=codes)
        self._note(mailbox, f"password of {len(password)} signs")

    def sign_out(self, mailbox: str) -> None:
        self.gate.call("handover.sign_out", lambda: self._note(mailbox, "signed out"))

    def withdraw(self, mailbox: str) -> None:
        self.gate.call("handover.withdraw", lambda: self._withdraw(mailbox))

    def _withdraw(self, mailbox: str) -> None:
        self.world.accesses.pop(mailbox, None)
        self._note(mailbox, "withdrawn")

    def accesses(self, mailbox: str) -> Sequence[str]:
        return self.gate.call("handover.accesses", lambda: self.world.accesses.get(mailbox, ()))

    def sends_as(self, mailbox: str) -> Sequence[str]:
        return self.gate.call("handover.sends_as", lambda: self.world.aliases.get(mailbox, ()))

    def revoke(self, mailbox: str) -> None:
        self.gate.call("handover.revoke", lambda: self._note(mailbox, "revoked"))

    def is_dead(self, mailbox: str) -> bool:
        return self.gate.call("handover.is_dead", lambda: self.world.is_given_back(mailbox))

    def _note(self, mailbox: str, what: str) -> None:
        known = self.world.left.get(mailbox, ())
        self.world.left[mailbox] = (*known, what) if what not in known else known


@dataclass(frozen=True)
class FakeOwnership:
    """Files that consumers accept, and nobody gets across domains."""

    world: World
    gate: Gate

    def offer(self, file_id: str, address: str) -> Tenure:
        return self.gate.call("ownership.offer", lambda: self._offer(file_id, address))

    def _offer(self, file_id: str, address: str) -> Tenure:
        tenure = Tenure.OFFERED if address.endswith("@gmail.com") else Tenure.SHARED
        return self.world.tenures.setdefault((file_id, address), tenure)


@dataclass(frozen=True)
class FakeSafe:
    """A vault, and a seal that tests can break."""

    world: World
    gate: Gate

    def read(self, name: str) -> str | None:
        return self.gate.call("safe.read", lambda: self.world.secrets.get(name))

    def holds(self, name: str) -> bool:
        return self.gate.call("safe.holds", lambda: name in self.world.secrets)

    def destroy(self, name: str) -> None:
        self.gate.call("safe.destroy", lambda: self.world.secrets.pop(name, None))

    def passphrase(self) -> str:
        return f"phrase {self.world.new_id('word')}"

    def sealed(self, pdf: bytes, passphrase: str) -> bytes:
        return f"sealed with {len(passphrase)} signs\n{len(pdf)}\n".encode()
