"""An in-memory account at the end of a contract."""

from __future__ import annotations

from dataclasses import dataclass

from invoicing.problems import Problem, Source
from jobs.handover import AutoReply
from jobs.ports import Refused
from tests.jobs.world import Gate, World


@dataclass(frozen=True)  # noqa: PLR0904  (as many methods as the port has)
class FakeHandover:
    """Settings of accounts; what people do outside is set in ``world.accounts`` by tests."""

    world: World
    gate: Gate

    def ask_forwarding(self, mailbox: str, to: str) -> None:
        self.gate.call("handover.ask_forwarding", lambda: self._ask(mailbox, to))

    def _ask(self, mailbox: str, to: str) -> None:
        if mailbox.endswith("gmail.com"):
            by_hand = Problem(code="forwarding-by-hand", source=Source(tab="Clients"))
            raise Refused("a consumer account", problems=[by_hand])
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

    def rotate_password(self, mailbox: str, password: str) -> None:
        self.gate.call(
            "handover.rotate", lambda: self._note(mailbox, f"password of {len(password)} signs")
        )

    def sign_out(self, mailbox: str) -> None:
        self.gate.call("handover.sign_out", lambda: self._note(mailbox, "signed out"))

    def withdraw(self, mailbox: str) -> None:
        self.gate.call("handover.withdraw", lambda: self._note(mailbox, "withdrawn"))

    def revoke(self, mailbox: str) -> None:
        self.gate.call("handover.revoke", lambda: self._note(mailbox, "revoked"))

    def is_dead(self, mailbox: str) -> bool:
        return self.gate.call("handover.is_dead", lambda: self._is_dead(mailbox))

    def _is_dead(self, mailbox: str) -> bool:
        """Another password ends our grant as well."""
        left = self.world.left.get(mailbox, ())
        return "revoked" in left or any(each.startswith("password") for each in left)

    def _note(self, mailbox: str, what: str) -> None:
        known = self.world.left.get(mailbox, ())
        self.world.left[mailbox] = (*known, what) if what not in known else known


@dataclass(frozen=True)
class FakeSafe:
    """A vault, and a seal that tests can break."""

    world: World
    gate: Gate

    def read(self, name: str) -> str | None:
        return self.gate.call("safe.read", lambda: self.world.secrets.get(name))

    def destroy(self, name: str) -> None:
        self.gate.call("safe.destroy", lambda: self.world.secrets.pop(name, None))

    def passphrase(self) -> str:
        return f"phrase {self.world.new_id('word')}"

    def sealed(self, pdf: bytes, passphrase: str) -> bytes:
        return f"sealed with {len(passphrase)} signs\n{len(pdf)}\n".encode()
