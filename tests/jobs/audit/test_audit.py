"""The audit: nothing that is missing, doubled or changed stays unsaid, and nothing else is said."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from invoicing.history.events.documents import Locked, Numbered
from invoicing.history.events.event import Event
from invoicing.history.records import DocumentKey
from invoicing.rows.tabs import Rows
from invoicing.texts.audit import REMARKS
from jobs.audit import mailboxes
from jobs.audit.audit import Audit, audit
from jobs.audit.journal import journal
from jobs.engine.journal_chain import Head, head_of, linked
from jobs.engine.snapshot import recalled
from jobs.mail.outgoing import reference
from jobs.ports import (
    ArchivedFile,
    Conflict,
    Document,
    IncomingKind,
    JournalRow,
    Mail,
    MailBody,
    MailDraft,
)
from tests.jobs.channels.test_transmissions import by, everyone
from tests.jobs.world.asking import Story
from tests.jobs.world.fakes import FakeArchive, FakeLedger, Fakes, a_desk
from tests.jobs.world.listening import FakeInbox, comes_in
from tests.jobs.world.people import a_client, an_invoice, workbook_rows
from tests.jobs.world.world import MailboxDraft as Draft
from tests.jobs.world.world import Sent, World, cut, edit_drafts

TUESDAY = "2026-11-24 14:15"
BOX = "martin@agence.test"
NUMBER = "MARTIN-2026-0001"


@pytest.fixture
def story() -> Story:
    """Two invoices that are out, the first after silence."""
    rows = workbook_rows(
        an_invoice(approval="Oui"),
        an_invoice("F0002"),
        clients=(a_client(approval="Les spécifiques"),),
    )
    return Story(TUESDAY, rows).run().at("2026-11-26 15:00").at("2026-11-26 15:15")


def audited(world: World) -> Audit:
    """Audit, and see that it changes nothing."""
    before = world.fingerprint
    found = audit(a_desk(world), world.now)
    assert world.fingerprint == before
    return found


def codes(world: World) -> list[str]:
    return [finding.code for finding in audited(world).findings]


def test_a_quiet_workbook_is_clean(story: Story) -> None:
    found = audited(story.world)
    assert found.findings == ()
    assert found.is_clean
    assert (found.documents, found.mails) == (2, 3)


def test_a_workbook_without_documents_is_clean() -> None:
    found = audited(Story(TUESDAY, workbook_rows()).world)
    assert (found.findings, found.documents) == ((), 0)


def _files(world: World) -> list[str]:
    return list(world.files)


def _lose_a_file(world: World) -> None:
    del world.files[_files(world)[-1]]


def _change_a_file(world: World) -> None:
    world.files[_files(world)[-1]] = Document(name="x.pdf", content=b"another")


def _add_a_file(world: World) -> None:
    world.files["stray"] = Document(name="x.pdf", content=b"another")


def _lose_a_mail(world: World) -> None:
    world.sent.pop()


def _double_a_mail(world: World) -> None:
    world.sent.append(replace(world.sent[-1], message_id="twin"))


def _mail(mark: str) -> Mail:
    letter = MailBody(subject="", text="", html="")
    return Mail(mailbox=BOX, sender_name="", to=(), letter=letter, reference=mark)


def _send(world: World, mark: str) -> None:
    world.sent.append(Sent(_mail(mark), world.new_id("message"), "thread", world.now, edited=False))


def _send_as_another_workbook(world: World) -> None:
    _send(
        world, reference("another", DocumentKey(client="MARTIN", reference="F0001"), "Destinataire")
    )


def _leave_a_draft(world: World) -> None:
    draft = MailDraft(id="orphan", message_id="orphan", thread_id="t")
    world.drafts[BOX]["orphan"] = Draft(_mail("ours"), draft, draft)


def _kill_a_mailbox(world: World) -> None:
    world.dead.add(BOX)


def _forget_a_mailbox(world: World) -> None:
    rows = world.workbook.rows
    clients = (replace(rows.clients[0], mailbox="autre@agence.test"),)
    world.workbook.rows = replace(rows, clients=clients)


def _change_a_content(world: World) -> None:
    place = next(n for n, row in enumerate(world.workbook.journal) if row.event == "numbered")
    row = world.workbook.journal[place]
    world.workbook.journal[place] = replace(row, content=row.content + " ")


def _empty_a_content(world: World) -> None:
    place = next(n for n, row in enumerate(world.workbook.journal) if row.event == "numbered")
    world.workbook.journal[place] = replace(world.workbook.journal[place], content="")


def _double_a_row(world: World) -> None:
    world.workbook.land([world.workbook.journal[1]], len(world.workbook.journal))


def _forge_a_row(world: World) -> None:
    forged = [Locked(client_code="MARTIN", reference=each) for each in ("F0001", "F0002")]
    last = world.workbook.journal[-1]
    rows = linked(Head(batch=last.batch, hash=last.hash), "nobody.1", forged, world.now)
    world.workbook.land([*rows, last], len(world.workbook.journal) - 1)


def _land_a_dead_runs_row(world: World) -> None:
    late = [Locked(client_code="MARTIN", reference="F0001")]
    first = world.workbook.journal[0]
    rows = linked(
        Head(batch=first.batch, hash=first.hash), f"{first.batch[:-2]}.9", late, world.now
    )
    world.workbook.land(rows, len(world.workbook.journal))


def _change_what_is_shown(world: World) -> None:
    world.workbook.shown["Factures"]["F0001"]["Numéro"] = "MARTIN-2026-0007"


def _lose_a_row_of_sendings(world: World) -> None:
    world.workbook.shown["Envois"].popitem()


def _double_a_row_of_sendings(world: World) -> None:
    world.workbook.shown["Envois"][f"{NUMBER}/Destinataire#2"] = {}


def _invent_a_sending(world: World) -> None:
    world.workbook.shown["Envois"]["MARTIN-2026-0009/Destinataire#1"] = {}


HARM: dict[Callable[[World], None], set[str]] = {
    _lose_a_file: {"file-gone"},
    _change_a_file: {"file-changed"},
    _add_a_file: {"file-unknown"},
    _lose_a_mail: {"mail-gone"},
    _double_a_mail: {"mail-doubled"},
    _send_as_another_workbook: {"mail-unknown"},
    _leave_a_draft: {"draft-unknown"},
    _kill_a_mailbox: {"box-unread"},
    _forget_a_mailbox: {"box-unknown"},
    _change_a_content: {"content-changed"},
    _empty_a_content: {"content-emptied"},
    _double_a_row: {"row-doubled"},
    _forge_a_row: {"row-forged"},
    _land_a_dead_runs_row: {"row-late"},
    _change_what_is_shown: {"shown-differs"},
    _lose_a_row_of_sendings: {"sending-missing"},
    _double_a_row_of_sendings: {"sending-doubled"},
    _invent_a_sending: {"sending-unknown"},
}


@pytest.mark.parametrize("harm", HARM)
def test_what_was_harmed_is_found_and_nothing_else(
    story: Story, harm: Callable[[World], None]
) -> None:
    harm(story.world)
    found = audited(story.world)
    assert {finding.code for finding in found.findings} == HARM[harm]
    assert found.is_clean == (HARM[harm] <= set(REMARKS))
    assert all(finding.said for finding in found.findings)


def test_peoples_own_mails_and_drafts_are_nobodys_business(story: Story) -> None:
    _send(story.world, "")
    draft = MailDraft(id="own", message_id="own", thread_id="t")
    story.world.drafts[BOX]["own"] = Draft(_mail(""), draft, draft)
    assert codes(story.world) == []


def test_a_mailbox_with_very_many_mails_is_looked_into_up_to_a_point(story: Story) -> None:
    for _ in range(mailboxes.MOST + 3):
        _send(story.world, "")
    (found,) = audited(story.world).findings
    assert (found.code, found.what) == ("mails-unlooked", "3")


def test_a_broken_chain_is_a_conflict(story: Story) -> None:
    del story.world.workbook.journal[2]
    with pytest.raises(Conflict):
        audited(story.world)


def test_a_document_under_way_is_a_remark(story: Story) -> None:
    world = Story(TUESDAY, workbook_rows(an_invoice())).world
    _record(world, [_numbered(1, date(2026, 11, 24))])
    assert "not-filed" in codes(world)


def _numbered(rank: int, day: date) -> Numbered:
    return Numbered(
        client_code="MARTIN",
        reference=f"F{rank} {day}",
        number=f"M-{rank}",
        issue_date=day,
        siren="732829320",
        prefix="M",
        year=2026,
        rank=rank,
        content_hash="",
        asked="",
        file_id=f"file{rank}",
    )


def _record(world: World, events: list[Event]) -> None:
    """Write a batch that the ticket names, as a run does."""
    first = world.workbook.journal[-1]
    head = Head(batch=first.batch, hash=first.hash)
    rows = linked(head, f"{first.batch[:-2]}.2", events, world.now)
    world.workbook.land(rows, len(world.workbook.journal))
    ticket_id, (ticket, at) = next(iter(world.tickets.items()))
    reached = head_of(rows)
    named = replace(ticket, head=reached.batch, head_hash=reached.hash)
    world.tickets[ticket_id] = (named, at)


@pytest.mark.parametrize(
    ("ranks", "days", "code"),
    [
        ((1, 2, 4), (1, 1, 1), "series-gap"),
        ((1, 2, 2), (1, 1, 2), "series-doubled"),
        ((1, 2, 3), (1, 3, 2), "series-back"),
    ],
)
def test_a_series_that_is_not_one_is_found(
    ranks: tuple[int, ...], days: tuple[int, ...], code: str
) -> None:
    world = Story(TUESDAY, workbook_rows()).world
    given = zip(ranks, days, strict=True)
    _record(world, [_numbered(rank, date(2026, 11, day)) for rank, day in given])
    assert [finding.code for finding in journal(recalled(a_desk(world)))] == [code]


def test_a_series_may_go_on_from_elsewhere() -> None:
    world = Story(TUESDAY, workbook_rows()).world
    _record(world, [_numbered(rank, date(2026, 11, 24)) for rank in (38, 39)])
    assert list(journal(recalled(a_desk(world)))) == []


def test_an_audit_after_any_record_finds_at_most_what_is_under_way(story: Story) -> None:
    found = set[str]()
    for count in range(len(story.world.workbook.journal), 1, -1):
        if cut(story.world, count):
            found |= set(codes(story.world))
    assert {"draft-gone", "not-filed", "file-unknown"} <= found
    assert not found & {"row-forged", "content-changed", "series-gap", "mail-gone"}


def test_a_mail_that_was_given_up_stays_found() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    place = next(n for n, row in enumerate(story.world.workbook.journal) if row.event == "sent")
    assert cut(story.world, place)
    story.world.sent.clear()
    story.world.wait(timedelta(minutes=41))
    assert "mail-lost" in codes(story.run().world)


def test_a_mail_that_is_ready_and_one_that_was_dropped_are_no_faults() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    place = next(n for n, row in enumerate(story.world.workbook.journal) if row.event == "sent")
    (out,) = story.world.sent
    assert cut(story.world, place)
    story.world.sent.clear()
    facts = json.loads(story.world.workbook.journal[-1].facts)
    draft = MailDraft(id=facts["draft_id"], message_id=facts["message_id"], thread_id=out.thread_id)
    story.world.drafts[BOX][draft.id] = Draft(out.mail, draft, draft)
    assert not {"draft-gone", "draft-unknown"} & set(codes(story.world))

    edit_drafts(story.world)
    story.world.wait(timedelta(minutes=41))
    story.run()
    events = [row.event for row in story.world.workbook.journal]
    assert codes(story.world) == []
    assert cut(story.world, events.index("dropped") + 1)
    assert not {"draft-gone", "box-unknown"} & set(codes(story.world))


@pytest.mark.parametrize("rows", [everyone(), by("Chorus Pro"), by("Courrier")])
def test_everyone_concerned_and_every_channel_is_clean(rows: Rows) -> None:
    assert codes(Story(TUESDAY, rows).run().world) == []


def test_a_second_attempt_is_no_double() -> None:
    story = Story(TUESDAY, workbook_rows(an_invoice())).run()
    comes_in(story.world, story.world.sent[0], nature=IncomingKind.BOUNCE)
    story.at("2026-11-24 20:30").types(action="Renvoyer").at("2026-11-25 09:15")
    story.at("2026-11-25 09:30")
    assert len([sent for sent in story.world.sent if "ada@buyer.test" in sent.mail.to]) == 2
    assert not {"mail-doubled", "mail-gone", "sending-unknown"} & set(codes(story.world))
    again = next(s for s in reversed(story.world.sent) if "ada@buyer.test" in s.mail.to)
    story.world.sent.append(replace(again, message_id="twin"))
    found = audited(story.world).findings
    assert [each.what for each in found if each.code == "mail-doubled"] == ["Destinataire/2"]


class LaggingArchive(FakeArchive):
    """Drive's list does not show anything yet."""

    def lying(self) -> Sequence[ArchivedFile]:
        return []


class BinnedArchive(FakeArchive):
    """Everything is in the Trash."""

    def lying(self) -> Sequence[ArchivedFile]:
        return [replace(each, is_trashed=True) for each in super().lying()]


class LaggingInbox(FakeInbox):
    """Gmail's list does not show anything yet."""

    def sent_since(self, mailbox: str, at: datetime) -> Sequence[str]:  # noqa: ARG002  (the port's)
        return []


class MovingLedger(FakeLedger):
    """Rows have moved since they were read."""

    def contents(self, rows: Sequence[JournalRow]) -> Sequence[str]:  # noqa: ARG002
        raise Conflict("rows have moved")


@pytest.mark.parametrize(
    ("fakes", "found"),
    [
        (Fakes(archive=LaggingArchive), set()),
        (Fakes(inbox=LaggingInbox), set()),
        (Fakes(archive=BinnedArchive), {"file-trashed"}),
        (Fakes(ledger=MovingLedger), {"contents-unread"}),
    ],
)
def test_lists_that_lag_and_worlds_that_move_are_told_apart(
    story: Story, fakes: Fakes, found: set[str]
) -> None:
    found_ = audit(a_desk(story.world, fakes=fakes), story.world.now)
    assert {finding.code for finding in found_.findings} == found


def test_what_is_no_event_is_found_by_its_line(story: Story) -> None:
    memory = recalled(a_desk(story.world))
    odd = replace(memory, reading=replace(memory.reading, illegible=(5,)))
    (finding,) = journal(odd)
    assert (finding.code, finding.where) == ("row-illegible", "Journal, ligne 7")
