"""What became of a draft, and what a mailbox takes, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from jobs.ports import Fate, Limits, Mail, MailBody, MailDraft, SentMail, Unavailable
from tests.workspace.loopback import BACKOFF, MAILBOX, Google, mails
from wire.file_vault import FileVault
from workspace.gmail.mailboxes import Mailboxes
from workspace.gmail.outbox import Outbox
from workspace.google.errors import answer
from workspace.secrets.credentials import credentials, keep

SEND = "gmail.users.drafts.send"
MAIL = Mail(
    mailbox=MAILBOX,
    sender_name="Ada",
    to=("comptable@acheteur.example",),
    letter=MailBody(subject="Facture n° A-2026-0001", text="Bonjour,\n", html="<p>Bonjour</p>"),
    reference="1A2B/A-2026-0001/1",
)


@pytest.fixture
def mailboxes(google: Google, tmp_path: Path) -> Iterator[Mailboxes]:
    vault = FileVault(tmp_path / "vault", Fernet.generate_key().decode())
    keep(vault, MAILBOX, google.account(MAILBOX, "gmail.compose", "gmail.readonly"))
    with Mailboxes(partial(credentials, vault), root=google.url, backoff=BACKOFF) as opened:
        yield opened


@pytest.fixture
def outbox(mailboxes: Mailboxes) -> Outbox:
    return Outbox(mailboxes, backoff=BACKOFF)


def edit(mailboxes: Mailboxes, draft: MailDraft) -> None:
    body = {"message": {"raw": "VG86IGFkYUBjbGllbnQuZXhhbXBsZQ0KDQpIaQ=="}}
    answer(mailboxes(MAILBOX).users().drafts().update(userId="me", id=draft.id, body=body))


def fate(outbox: Outbox, draft: MailDraft) -> tuple[Fate, SentMail | None]:
    """What a later run is told, which has listed nothing yet."""
    return Outbox(outbox.gmail).fate(
        MAILBOX,
        draft.id,
        message_id=draft.message_id,
        thread_id=draft.thread_id,
        reference=MAIL.reference,
    )


def test_a_draft_that_lies_there_as_it_was_written_is_unsent(outbox: Outbox) -> None:
    assert fate(outbox, outbox.draft(MAIL)) == (Fate.UNSENT, None)


def test_a_draft_that_somebody_changed_is_edited(outbox: Outbox, mailboxes: Mailboxes) -> None:
    draft = outbox.draft(MAIL)
    edit(mailboxes, draft)

    assert fate(outbox, draft) == (Fate.EDITED, None)


def test_a_draft_that_is_gone_and_lies_in_its_thread_was_sent(
    outbox: Outbox, google: Google
) -> None:
    draft = outbox.draft(MAIL)
    google.fault("drop_after", SEND)
    with pytest.raises(Unavailable):
        outbox.send(MAILBOX, draft.id)

    (mail,) = mails(google, MAILBOX, "sent")
    settled, sent = fate(outbox, draft)
    assert settled is Fate.SENT
    assert sent is not None
    assert (sent.message_header, sent.reference) == (mail["Message-ID"], MAIL.reference)


def test_a_draft_that_is_gone_and_was_not_sent_is_unknown(outbox: Outbox) -> None:
    draft = outbox.draft(MAIL)
    outbox.delete(MAILBOX, draft.id)

    assert fate(outbox, draft) == (Fate.UNKNOWN, None)


def test_another_mail_in_the_thread_is_not_ours(outbox: Outbox, mailboxes: Mailboxes) -> None:
    draft = outbox.draft(MAIL)
    edit(mailboxes, draft)
    outbox.send(MAILBOX, draft.id)

    assert fate(outbox, draft) == (Fate.UNKNOWN, None)


def test_a_sending_that_did_not_happen_leaves_the_draft_unsent(
    outbox: Outbox, google: Google
) -> None:
    draft = outbox.draft(MAIL)
    outbox.drafts(MAILBOX)
    google.fault("drop_before", SEND)
    with pytest.raises(Unavailable):
        outbox.send(MAILBOX, draft.id)

    ids = {"message_id": draft.message_id, "thread_id": draft.thread_id}
    assert outbox.fate(MAILBOX, draft.id, **ids, reference=MAIL.reference)[0] is Fate.UNSENT


def test_drafts_are_listed_once_for_many_fates(outbox: Outbox, google: Google) -> None:
    drafts = [outbox.draft(MAIL) for _ in range(4)]
    outbox.drafts(MAILBOX)
    before = google.asked("gmail.users.drafts.list")
    outbox.delete(MAILBOX, drafts[0].id)
    outbox.send(MAILBOX, drafts[1].id)
    drafts.append(outbox.draft(MAIL))

    fates = [
        outbox.fate(
            MAILBOX, each.id, message_id=each.message_id, thread_id=each.thread_id, reference="x"
        )[0]
        for each in drafts
    ]

    assert fates == [Fate.UNKNOWN, Fate.UNKNOWN, Fate.UNSENT, Fate.UNSENT, Fate.UNSENT]
    assert google.asked("gmail.users.drafts.list") == before


@pytest.mark.parametrize(
    ("mailbox", "mails_a_day"),
    [(MAILBOX, 500), ("Ada@GoogleMail.com ", 500), ("factures@agence.example", 2_000)],
)
def test_a_mailbox_has_the_limits_of_its_kind(
    mailbox: str, mails_a_day: int, outbox: Outbox
) -> None:
    limits = outbox.limits(mailbox)

    assert outbox.consumes
    assert limits == Limits(largest_mail=18_000_000, mails_an_hour=None, mails_a_day=mails_a_day)
