from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from invoicing.values.problems import Problem
from jobs.ports import Document, Fate, Mail, MailBody, MailDraft, Refused, SentMail, Unavailable
from tests.workspace.loopback import BACKOFF, MAILBOX, Google, mails
from wire.file_vault import FileVault
from workspace.gmail.mailboxes import Mailboxes
from workspace.gmail.outbox import Outbox
from workspace.google.errors import answer
from workspace.secrets.credentials import credentials, keep, unauthorised

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)
BUYER = "comptable@acheteur.example"
PDF = Document(name="A-2026-0001.pdf", content=bytes(range(256)) * 40)
CREATE = "gmail.users.drafts.create"
SEND = "gmail.users.drafts.send"
MAIL = Mail(
    mailbox=MAILBOX,
    sender_name="Ada Lovelace, Conseil – Épinal",
    to=(BUYER, "copie@acheteur.example"),
    reply_to="ada@client.example",
    letter=MailBody(subject="Facture n° A-2026-0001", text="Bonjour,\nété\n", html="<p>été</p>"),
    attachments=(PDF,),
    reference="1A2B/A-2026-0001/1",
)


@pytest.fixture
def mailboxes(google: Google, tmp_path: Path) -> Iterator[Mailboxes]:
    google.at(MORNING)
    vault = FileVault(tmp_path / "vault", Fernet.generate_key().decode())
    keep(vault, MAILBOX, google.account(MAILBOX, "gmail.compose", "gmail.readonly"))
    with Mailboxes(partial(credentials, vault), root=google.url, backoff=BACKOFF) as opened:
        yield opened


@pytest.fixture
def outbox(mailboxes: Mailboxes) -> Outbox:
    return Outbox(mailboxes, backoff=BACKOFF)


def fate(outbox: Outbox, draft: MailDraft) -> tuple[Fate, SentMail | None]:
    return outbox.fate(
        MAILBOX,
        draft.id,
        message_id=draft.message_id,
        thread_id=draft.thread_id,
        reference=MAIL.reference,
    )


def test_a_draft_is_written_and_not_sent(outbox: Outbox, google: Google) -> None:
    draft = outbox.draft(MAIL)

    assert outbox.drafts(MAILBOX) == [draft]
    assert outbox.reference(MAILBOX, draft.message_id) == MAIL.reference
    assert len(mails(google, MAILBOX, "drafts")) == 1
    assert mails(google, MAILBOX, "sent") == []


def test_what_leaves_is_what_was_written(outbox: Outbox, google: Google) -> None:
    outbox.send(MAILBOX, outbox.draft(MAIL).id)

    (mail,) = mails(google, MAILBOX, "sent")
    assert mail["From"].addresses[0].display_name == MAIL.sender_name
    assert mail["From"].addresses[0].addr_spec == MAILBOX
    assert [each.addr_spec for each in mail["To"].addresses] == list(MAIL.to)
    assert mail["Reply-To"] == MAIL.reply_to
    assert mail["Subject"] == MAIL.letter.subject
    text, html = mail.get_body(["plain"]), mail.get_body(["html"])
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == MAIL.letter.text.splitlines()
    assert html.get_content().strip() == MAIL.letter.html
    (pdf,) = mail.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", PDF.name)
    assert pdf.get_content() == PDF.content


def test_gmail_says_when_it_was_sent(outbox: Outbox, google: Google) -> None:
    draft = outbox.draft(MAIL)

    sent = outbox.sent(MAILBOX, outbox.send(MAILBOX, draft.id))

    (mail,) = mails(google, MAILBOX, "sent")
    assert sent.message_header == mail["Message-ID"]
    assert sent.message_header.startswith("<")
    assert MORNING <= sent.sent_at < MORNING + timedelta(minutes=1)
    assert sent.reference == MAIL.reference
    assert outbox.drafts(MAILBOX) == []
    assert fate(outbox, draft) == (Fate.SENT, sent)


def test_a_draft_is_sent_once(outbox: Outbox, google: Google) -> None:
    draft = outbox.draft(MAIL)
    outbox.send(MAILBOX, draft.id)

    with pytest.raises(Refused):
        outbox.send(MAILBOX, draft.id)

    assert len(mails(google, MAILBOX, "sent")) == 1


@pytest.mark.parametrize(
    ("fault", "sent"),
    [
        ({"kind": "drop_before"}, 0),
        ({"kind": "status", "status": 503}, 0),
        ({"kind": "drop_after"}, 1),
        ({"kind": "truncate"}, 1),
        ({"kind": "status", "status": 500, "when": "after"}, 1),
        ({"kind": "html", "status": 502, "when": "after"}, 1),
        ({"kind": "html", "status": 200, "when": "after"}, 1),
    ],
)
def test_a_sending_without_an_answer_is_settled_by_looking(
    fault: dict[str, str], sent: int, outbox: Outbox, google: Google
) -> None:
    draft = outbox.draft(MAIL)
    google.fault(method=SEND, **fault)

    with pytest.raises(Unavailable):
        outbox.send(MAILBOX, draft.id)

    assert google.asked(SEND) == 1
    assert len(mails(google, MAILBOX, "sent")) == sent
    assert len(outbox.drafts(MAILBOX)) == 1 - sent
    assert fate(outbox, draft)[0] is (Fate.SENT if sent else Fate.UNSENT)


@pytest.mark.parametrize("rate", [{"status": 429}, {"status": 403, "reason": "rateLimitExceeded"}])
@pytest.mark.parametrize(("times", "sent"), [(1, 1), (2, 1), (3, 0)])
def test_what_is_sent_too_fast_leaves_when_gmail_takes_it(
    outbox: Outbox, google: Google, rate: dict[str, str], *, times: int, sent: int
) -> None:
    draft = outbox.draft(MAIL)
    google.fault("status", SEND, times=times, **rate)

    with pytest.raises(Unavailable) if not sent else nullcontext():
        outbox.send(MAILBOX, draft.id)

    assert google.asked(SEND) == min(times, 2) + 1
    assert len(mails(google, MAILBOX, "sent")) == sent
    assert len(outbox.drafts(MAILBOX)) == 1 - sent


@pytest.mark.parametrize(("fault", "written"), [("drop_before", 0), ("drop_after", 1)])
def test_a_draft_without_an_answer_is_found_by_its_reference(
    fault: str, written: int, outbox: Outbox, google: Google
) -> None:
    google.fault(fault, CREATE)

    with pytest.raises(Unavailable):
        outbox.draft(MAIL)

    assert google.asked(CREATE) == 1
    found = [outbox.reference(MAILBOX, each.message_id) for each in outbox.drafts(MAILBOX)]
    assert found == [MAIL.reference] * written


def test_a_draft_is_deleted_once_or_twice(outbox: Outbox, google: Google) -> None:
    draft = outbox.draft(MAIL)

    outbox.delete(MAILBOX, draft.id)
    outbox.delete(MAILBOX, draft.id)

    assert outbox.drafts(MAILBOX) == []
    assert outbox.reference(MAILBOX, draft.message_id) == ""
    assert mails(google, MAILBOX, "drafts") == []
    with pytest.raises(Refused):
        outbox.send(MAILBOX, draft.id)


@pytest.mark.parametrize(("fault", "left"), [("drop_before", 1), ("drop_after", 0)])
def test_a_deletion_without_an_answer_may_be_repeated(
    fault: str, left: int, outbox: Outbox, google: Google
) -> None:
    draft = outbox.draft(MAIL)
    google.fault(fault, "gmail.users.drafts.delete")

    with pytest.raises(Unavailable):
        outbox.delete(MAILBOX, draft.id)

    assert len(outbox.drafts(MAILBOX)) == left
    outbox.delete(MAILBOX, draft.id)
    assert outbox.drafts(MAILBOX) == []


def test_somebody_elses_draft_has_no_reference(outbox: Outbox, mailboxes: Mailboxes) -> None:
    raw = "VG86IGFkYUBjbGllbnQuZXhhbXBsZQ0KDQpIaQ=="  # To: ada@client.example, Hi
    drafts = mailboxes(MAILBOX).users().drafts()
    answer(drafts.create(userId="me", body={"message": {"raw": raw}}))

    (found,) = outbox.drafts(MAILBOX)

    assert outbox.reference(MAILBOX, found.message_id) == ""


def test_an_edited_draft_has_another_message_id(outbox: Outbox, mailboxes: Mailboxes) -> None:
    draft = outbox.draft(MAIL)
    body = {"message": {"raw": "VG86IGFkYUBjbGllbnQuZXhhbXBsZQ0KDQpIaQ=="}}
    answer(mailboxes(MAILBOX).users().drafts().update(userId="me", id=draft.id, body=body))

    (edited,) = outbox.drafts(MAILBOX)

    assert edited.id == draft.id
    assert edited.message_id != draft.message_id


def test_all_pages_of_drafts_are_listed(outbox: Outbox, mailboxes: Mailboxes) -> None:
    drafts = mailboxes(MAILBOX).users().drafts()
    body = {"message": {"raw": "VG86IGFkYUBjbGllbnQuZXhhbXBsZQ0KDQpIaQ=="}}
    written = {answer(drafts.create(userId="me", body=body))["id"] for _ in range(501)}

    assert {each.id for each in outbox.drafts(MAILBOX)} == written


def test_what_was_sent_counts_in_the_trash_too(
    outbox: Outbox, google: Google, mailboxes: Mailboxes
) -> None:
    draft = outbox.draft(MAIL)
    message_id = outbox.send(MAILBOX, draft.id)
    with Mailboxes(lambda _: google.consent(MAILBOX, "gmail.modify"), root=google.url) as owner:
        answer(owner(MAILBOX).users().messages().trash(userId="me", id=message_id))

    _, mail = fate(outbox, draft)
    assert mail is not None
    assert mail.message_id == message_id
    elsewhere = replace(draft, thread_id="18c0000000000000")
    assert fate(outbox, elsewhere) == (Fate.UNKNOWN, None)


MISSING = Problem(
    code="mailbox-unauthorised",
    source=unauthorised("").source,
    values={"mailbox": "autre@gmail.com"},
)


def test_a_mailbox_without_a_token_is_named_to_people_only(outbox: Outbox) -> None:
    with pytest.raises(Refused) as caught:
        outbox.drafts("autre@gmail.com")

    assert caught.value.problems == (MISSING,)
    assert "autre" not in str(caught.value)


def test_a_revoked_consent_is_named_to_people_only(outbox: Outbox, google: Google) -> None:
    outbox.drafts(MAILBOX)
    google.control("POST", f"/accounts/{MAILBOX}/revoke", {})

    for call in (
        outbox.drafts,
        partial(outbox.send, draft_id="r1"),
        partial(outbox.delete, draft_id="r1"),
    ):
        with pytest.raises(Refused) as caught:
            call(MAILBOX)

        assert caught.value.problems == (unauthorised(MAILBOX),)
        assert "@" not in str(caught.value)


def test_a_consent_to_too_little_is_named_too(google: Google) -> None:
    granted = google.account(MAILBOX, "gmail.compose")
    with Mailboxes(lambda _: granted, root=google.url, backoff=BACKOFF) as opened:
        outbox = Outbox(opened)
        draft = outbox.draft(MAIL)

        with pytest.raises(Refused) as caught:
            outbox.reference(MAILBOX, draft.message_id)

    assert caught.value.problems == (unauthorised(MAILBOX),)


def test_another_refusal_is_not_the_consents(outbox: Outbox) -> None:
    with pytest.raises(Refused) as caught:
        outbox.sent(MAILBOX, "18c0000000000000")

    assert caught.value.problems == ()


def test_each_mailbox_is_opened_once(mailboxes: Mailboxes) -> None:
    first: Any = mailboxes(MAILBOX)

    assert mailboxes(MAILBOX) is first
