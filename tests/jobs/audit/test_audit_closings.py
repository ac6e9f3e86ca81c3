"""The audit of a closed client: whatever could still be sent in his name is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from invoicing.history.events.approvals import Requested
from invoicing.history.events.contract_end import ClosingStep, StepRestored
from invoicing.history.events.documents import Numbered
from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import Drafted
from invoicing.values.mail_addresses import box_hash
from jobs.audit.audit import Audit, audit
from jobs.engine.journal_chain import Head, event_of, head_of, linked
from jobs.ports import Mail, MailBody, MailDraft, Refused, Unavailable
from tests.jobs.closing.test_letting_go import ACCOUNTS, closed
from tests.jobs.explorer.invariants import newest_ticket, reached
from tests.jobs.world.asking import CLIENT, Story
from tests.jobs.world.fakes import Fakes, a_desk
from tests.jobs.world.leaving import FakeHandover
from tests.jobs.world.mailboxes import FakeOutbox
from tests.jobs.world.world import MailboxDraft, OpenGate, World

BOX, AGENCY = "martin@agence.test", "bureau@agence.test"
QUIET = {"box-given-back", "secrets-dated"}


class DeadOutbox(FakeOutbox):
    """A mailbox whose grant is dead lets nobody in."""

    def _box(self, mailbox: str) -> dict[str, MailboxDraft]:
        if self.world.is_given_back(mailbox):
            raise Refused("the grant is dead")
        return super()._box(mailbox)


class SilentHandover(FakeHandover):
    """Google says nothing of what was let go."""

    def is_dead(self, mailbox: str) -> bool:
        raise Unavailable(mailbox)

    def sends_as(self, mailbox: str) -> Sequence[str]:
        raise Unavailable(mailbox)

    def forwarding(self, mailbox: str, address: str) -> str:
        raise Unavailable(mailbox + address)


def audited(world: World, handover: type[FakeHandover] = FakeHandover) -> Audit:
    desk = a_desk(world, fakes=Fakes(outbox=DeadOutbox))
    return audit(replace(desk, handover=handover(world, OpenGate())), world.now)


def found(world: World, handover: type[FakeHandover] = FakeHandover) -> set[str]:
    """What the audit says; every finding can be said."""
    findings = audited(world, handover).findings
    assert all(finding.said for finding in findings)
    return {finding.code for finding in findings}


def record(world: World, events: Sequence[Event]) -> None:
    """Write a batch that the newest ticket names, as a run does."""
    ticket, last = newest_ticket(world), reached(world)[-1]
    rows = linked(Head(batch=last.batch, hash=last.hash), f"{ticket.id}.99", events, world.now)
    world.workbook.land(rows, len(world.workbook.journal))
    head = head_of(rows)
    named = replace(ticket, head=head.batch, head_hash=head.hash)
    world.tickets[ticket.id] = (named, world.now)


@pytest.mark.parametrize("account", ACCOUNTS)
def test_a_closing_that_is_over_is_clean(account: dict[str, str]) -> None:
    story = closed(**account)
    seen = {"forwarding-unread"} if "mailbox" in account else set[str]()
    assert found(story.world) == QUIET | seen
    assert audited(story.world).is_clean
    story.at("2027-01-05 11:00").at("2027-01-05 12:00")
    assert found(story.world) == QUIET - {"secrets-dated"} | seen


def _revive_the_grant(world: World) -> None:
    world.left.clear()


def _revive_it_with_a_draft_of_ours(world: World) -> None:
    world.left.clear()
    letter = MailBody(subject="", text="", html="")
    mail = Mail(mailbox=BOX, sender_name="", to=(), letter=letter, reference="ours")
    draft = MailDraft(id="orphan", message_id="orphan", thread_id="t")
    world.drafts.setdefault(BOX, {})["orphan"] = MailboxDraft(mail, draft, draft)


def _send_as_him(world: World) -> None:
    world.aliases[AGENCY] = (BOX,)


def _stop_forwarding(world: World) -> None:
    world.forwarding[BOX, CLIENT] = "accepted"


def _lose_his_row(world: World) -> None:
    world.workbook.rows = replace(world.workbook.rows, clients=())


def _leave_a_letter(world: World) -> None:
    letter = Drafted(
        client_code="MARTIN",
        role="Retrait MARTIN",
        draft_id="d",
        message_id="m",
        thread_id="t",
        box=box_hash(BOX),
    )
    record(world, [letter])


def _number_a_document(world: World) -> None:
    numbered = Numbered(
        client_code="MARTIN",
        reference="F0009",
        number="MARTIN-2026-0002",
        issue_date=date(2026, 12, 4),
        siren="732829320",
        prefix="MARTIN",
        year=2026,
        rank=2,
        content_hash="",
        asked="",
        file_id="file",
    )
    record(world, [numbered])


HARM: dict[Callable[[World], None], tuple[set[str], set[str]]] = {  # more, and less
    _revive_the_grant: ({"grant-alive"}, {"box-given-back"}),
    _revive_it_with_a_draft_of_ours: ({"grant-alive", "draft-unknown"}, {"box-given-back"}),
    _send_as_him: ({"send-as"}, set()),
    _stop_forwarding: ({"forwarding-off"}, set()),
    _lose_his_row: ({"closed-row-gone", "box-unknown", "shown-differs"}, QUIET),
    _leave_a_letter: ({"sending-open"}, set()),
    _number_a_document: ({"sending-open", "not-filed"}, set()),
}


@pytest.mark.parametrize("harm", HARM)
def test_what_is_not_closed_is_told_and_nothing_else(harm: Callable[[World], None]) -> None:
    world = closed().world
    harm(world)
    more, less = HARM[harm]
    assert found(world) == (QUIET | more) - less
    assert audited(world).is_clean == (more == {"forwarding-off"})


def test_a_code_that_still_counts_is_told() -> None:
    world = closed().world
    asked = [event_of(row)[0] for row in reached(world) if row.event == Requested.wire]
    record(world, [event for event in asked if event.client_code == "MARTIN"][-1:])
    assert "request-open" in found(world)


def test_secrets_that_were_to_be_destroyed_are_told() -> None:
    story = closed()
    secrets = dict(story.world.secrets)
    story.at("2027-01-05 11:00").at("2027-01-05 12:00")
    story.world.secrets |= secrets
    assert "secret-kept" in found(story.world)


def test_secrets_whose_day_has_passed_without_a_run_are_told() -> None:
    story: Story = closed().waits_until("2027-02-01 11:00")
    assert "secret-kept" in found(story.world)


def test_what_cannot_be_read_is_no_proof() -> None:
    unread = {"grant-unread", "send-as-unread", "forwarding-unread"}
    assert found(closed().world, SilentHandover) == QUIET | unread


def test_a_client_read_back_from_a_kit_was_never_ours_to_let_go() -> None:
    world = closed().world
    world.left.clear()
    record(world, [StepRestored(client_code="MARTIN", step=ClosingStep.LET_GO)])
    assert "grant-alive" not in found(world)
