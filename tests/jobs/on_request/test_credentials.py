"""Handing over the credentials: sealed, once, and the passphrase nowhere but on the screen."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import pytest

from invoicing.history.events.contract_end import ClosingStep, CredentialsReserved
from invoicing.values.problems import Problem
from jobs.on_request.credentials_page import as_kept, credentials_page
from jobs.on_request.hand_over_credentials import hand_over
from jobs.ports import Mail, MailBody, MailDraft, Projection, Recovery, Refused, Ticket, Unavailable
from tests.jobs.audit.test_audit_closings import record
from tests.jobs.closing.test_closing import confirmed
from tests.jobs.explorer.invariants import history_of
from tests.jobs.world.asking import CLIENT, Story
from tests.jobs.world.fakes import FakeLedger, Fakes, FakeTickets, a_desk
from tests.jobs.world.leaving import FakeHandover
from tests.jobs.world.people import a_client, an_invoice, workbook_rows
from tests.jobs.world.world import Killed, MailboxDraft, World

T = TypeVar("T")
SECRET = "tr0p-secret"


@dataclass(slots=True)
class DiesAt:
    """Lets the run die at its nth call, before or after the effect."""

    nth: int
    after: bool
    names: list[str] = field(default_factory=list)  # of the calls that were made

    def call(self, name: str, effect: Callable[[], T], /, **_: Callable[[], T]) -> T:
        self.names.append(name)
        if len(self.names) != self.nth:
            return effect()
        if self.after:
            effect()
        raise Killed


def ready(**client: str) -> World:
    """A world whose closing waits for the credentials."""
    rows = workbook_rows(an_invoice(), clients=(a_client(**client),))
    story = confirmed(Story("2026-11-30 10:00", rows)).at("2026-11-30 10:15")
    box = client.get("mailbox", "martin@agence.test")
    story.world.forwarding[box, CLIENT] = "accepted"
    return story.at("2026-11-30 11:00").world


def unpacked(content: bytes) -> Iterator[str]:
    """A file's text; a kit's is all that is in it."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        yield content.decode()
        return
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        yield from (held.read(name).decode(errors="replace") for name in held.namelist())


def texts(world: World) -> Iterator[str]:
    """Everything that anybody may read."""
    yield from (f"{row.facts} {row.content}" for row in world.workbook.journal)
    yield repr(world.workbook.shown)
    yield from (f"{sent.mail.letter.text} {sent.mail.letter.subject}" for sent in world.sent)
    for document in world.files.values():
        yield from unpacked(document.content)


def test_a_workspace_account_gets_a_new_password_and_the_step_is_done() -> None:
    world = ready()
    said = hand_over(a_desk(world), world.now, seller="martin", noted_by="Léa")
    assert said.startswith("phrase ")
    assert world.left["martin@agence.test"] == ("password of 24 signs",)
    assert history_of(world).closing("MARTIN").next is ClosingStep.RECEIVED
    assert not any(said in text for text in texts(world))


def test_a_consumer_accounts_credentials_come_from_the_vault() -> None:
    world = ready(mailbox="martin@gmail.com")
    with pytest.raises(Refused) as refused:
        hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert [problem.code for problem in refused.value.problems] == ["no-credentials"]
    world.secrets["handover/MARTIN"] = json.dumps({"password": SECRET})
    hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert not any(SECRET in text for text in texts(world))
    assert world.left == {}


def test_a_consumer_account_without_a_password_is_not_handed_over() -> None:
    world = ready(mailbox="martin@gmail.com")
    world.secrets["handover/MARTIN"] = json.dumps({"recovery_codes": "1234"})
    with pytest.raises(Refused) as refused:
        hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert [problem.code for problem in refused.value.problems] == ["no-credentials"]


def test_old_codes_end_and_the_account_is_recovered_at_its_owners_address() -> None:
    world = ready(phone="06 12 34 56 78")
    world.recoveries["martin@agence.test"] = Recovery(
        address="patronne@agence.test", phone="+33465710010", two_step=True, codes=("11112222",)
    )
    hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    found = world.recoveries["martin@agence.test"]
    assert (found.address, found.phone) == (CLIENT, "06 12 34 56 78")
    assert found.codes
    assert "11112222" not in found.codes
    assert not any(code in text for text in texts(world) for code in found.codes)


@pytest.mark.parametrize(
    ("mailbox", "first"), [("martin@agence.test", "neufs"), ("martin@gmail.com", "changez")]
)
def test_the_page_tells_what_the_account_has_and_what_to_do_first(mailbox: str, first: str) -> None:
    recovery = Recovery(address=CLIENT, two_step=True, codes=("11112222", "33334444"))
    known = {**as_kept(recovery), "password": SECRET, "oauth_client": "id et secret"}
    page = credentials_page(a_client(mailbox=mailbox), known, author="Agence", name="x")
    account, then = page.sections
    assert dict(account.facts) == {
        "Adresse": mailbox, "Mot de passe": SECRET,
        "Codes de récupération": "11112222 · 33334444", "Adresse de récupération": CLIENT,
        "Validation en deux étapes": "activée", "Client OAuth": "id et secret",
    }  # fmt: skip
    assert any(first in line for line in then.lines)


def test_nothing_is_handed_over_while_mails_of_ours_wait_in_the_mailbox() -> None:
    world = ready()
    letter = MailBody(subject="", text="", html="")
    mail = Mail(mailbox="martin@agence.test", sender_name="", to=(), letter=letter, reference="x")
    draft = MailDraft(id="d", message_id="m", thread_id="t")
    world.drafts.setdefault(mail.mailbox, {})["d"] = MailboxDraft(mail, draft, draft)
    with pytest.raises(Refused) as refused:
        hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert [problem.code for problem in refused.value.problems] == ["drafts-waiting"]
    assert world.left == {}
    del world.drafts[mail.mailbox]["d"]
    assert hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")


def test_a_person_killed_before_the_password_was_changed_leaves_no_mail_behind() -> None:
    world = ready()
    record(world, [CredentialsReserved(client_code="MARTIN", file_id="reserved")])
    letter = MailBody(subject="", text="", html="")
    mail = Mail(mailbox="martin@agence.test", sender_name="", to=(), letter=letter, reference="x")
    draft = MailDraft(id="d", message_id="m", thread_id="t")
    world.drafts.setdefault(mail.mailbox, {})["d"] = MailboxDraft(mail, draft, draft)
    with pytest.raises(Refused) as refused:
        hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert [problem.code for problem in refused.value.problems] == ["drafts-waiting"]


@pytest.mark.parametrize("kept", ["[]", "tr0p-secret", '"tr0p-secret"'])
def test_a_damaged_entry_of_the_vault_is_no_entry(kept: str) -> None:
    world = ready(mailbox="martin@gmail.com")
    world.secrets["handover/MARTIN"] = kept
    with pytest.raises(Refused) as refused:
        hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert [problem.code for problem in refused.value.problems] == ["no-credentials"]
    assert refused.value.__context__ is None  # its text may hold what was kept


def test_a_password_is_not_changed_where_what_comes_with_it_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unread(*_: object) -> Recovery:
        raise Refused("no right to the codes")

    world = ready()
    monkeypatch.setattr(FakeHandover, "recovery", unread)
    with pytest.raises(Refused):
        hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
    assert world.left == {}


def test_nothing_is_handed_over_before_its_time() -> None:
    story = Story("2026-11-30 10:00", workbook_rows(an_invoice())).run()
    with pytest.raises(Refused) as refused:
        hand_over(a_desk(story.world), story.world.now, seller="MARTIN", noted_by="Léa")
    assert [problem.code for problem in refused.value.problems] == ["closing-not-there"]
    assert story.world.left == {}


class Silent(FakeLedger):
    """Shows nothing any more."""

    def _project(self, projection: Projection) -> Sequence[Problem]:
        text = f"too many requests to show {len(projection.cells)} tabs"
        raise Unavailable(text)


class Forgetful(FakeTickets):
    """Has committed, and does not say so, once everything is done."""

    def commit(self, ticket: Ticket) -> Ticket:
        answer = super().commit(ticket)
        if history_of(self.world).closing("MARTIN").has(ClosingStep.CREDENTIALS):
            raise Unavailable("no answer")
        return answer


@pytest.mark.parametrize("fakes", [Fakes(ledger=Silent), Fakes(tickets=Forgetful)])
def test_the_phrase_is_told_though_google_does_not_answer_any_more(fakes: Fakes) -> None:
    world = ready()
    said = hand_over(a_desk(world, fakes=fakes), world.now, seller="MARTIN", noted_by="Léa")
    assert said.startswith("phrase ")
    assert history_of(world).closing("MARTIN").next is ClosingStep.RECEIVED


@pytest.mark.parametrize("after", [False, True])
def test_a_person_killed_half_way_begins_again(*, after: bool) -> None:
    counting = DiesAt(nth=0, after=False)
    world = ready()
    hand_over(a_desk(world, gate=counting), world.now, seller="MARTIN", noted_by="Léa")
    for nth in range(1, len(counting.names) + 1):
        world = ready()
        with pytest.raises(Killed):
            hand_over(
                a_desk(world, gate=DiesAt(nth=nth, after=after)),
                world.now, seller="MARTIN", noted_by="Léa",
            )  # fmt: skip
        world.wait(timedelta(minutes=41))
        if history_of(world).closing("MARTIN").next is ClosingStep.CREDENTIALS:
            hand_over(a_desk(world), world.now, seller="MARTIN", noted_by="Léa")
        assert history_of(world).closing("MARTIN").next is ClosingStep.RECEIVED
