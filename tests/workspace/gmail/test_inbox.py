from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from jobs.ports import IncomingKind, Mail, MailBody, Refused, Unavailable
from tests.workspace.loopback import BACKOFF, MAILBOX, Google
from wire.file_vault import FileVault
from workspace.gmail.inbox import Inbox
from workspace.gmail.mailboxes import Mailboxes
from workspace.gmail.outbox import Outbox
from workspace.google.errors import answer, done
from workspace.secrets.credentials import credentials, keep, unauthorised

MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)
BUYER = "comptable@acheteur.example"
MAIL = Mail(
    mailbox=MAILBOX,
    sender_name="Ada",
    to=(BUYER,),
    letter=MailBody(subject="Facture n° A-2026-0001", text="Bonjour,\n", html="<p>Bonjour</p>"),
    reference="1A2B/A-2026-0001/1",
)
READ = "gmail.users.messages.get"


@pytest.fixture
def mailboxes(google: Google, tmp_path: Path) -> Iterator[Mailboxes]:
    google.at(MORNING)
    vault = FileVault(tmp_path / "vault", Fernet.generate_key().decode())
    keep(vault, MAILBOX, google.account(MAILBOX, "gmail.compose", "gmail.readonly"))
    with Mailboxes(partial(credentials, vault), root=google.url, backoff=BACKOFF) as opened:
        yield opened


@pytest.fixture
def inbox(mailboxes: Mailboxes) -> Inbox:
    return Inbox(mailboxes)


@pytest.fixture
def outbox(mailboxes: Mailboxes) -> Outbox:
    return Outbox(mailboxes)


@pytest.fixture
def owner(google: Google, mailboxes: Mailboxes) -> Iterator[Any]:
    """The mailbox as the person whose it is has it before him."""
    granted = google.consent(MAILBOX, "https://mail.google.com/")
    everything = Mailboxes(lambda _: granted, root=google.url, backoff=BACKOFF)
    with everything as opened:
        yield opened(MAILBOX).users()


def arrive(google: Google, text: str, **more: str) -> str:
    """Let a buyer's mail come in, and return its id."""
    mail = {"to": MAILBOX, "from": f"Bob <{BUYER}>", "subject": "Question", "text": text}
    return str(google.control("POST", "/sandbox/mail", mail | more)["id"])


def send(outbox: Outbox) -> tuple[str, str, str]:
    """Send the mail; return its id, its thread and its Message-ID."""
    draft = outbox.draft(MAIL)
    message_id = outbox.send(MAILBOX, draft.id)
    return message_id, draft.thread_id, outbox.sent(MAILBOX, message_id).message_header


def test_what_comes_after_the_mark_is_returned_once_read(inbox: Inbox, google: Google) -> None:
    arrive(google, "Avant.")
    mark = inbox.mark(MAILBOX)
    first, second = arrive(google, "Un."), arrive(google, "Deux.")

    bag = inbox.since(MAILBOX, mark, MORNING)

    assert [each.message_id for each in bag.arrivals] == [first, second]
    assert [each.text for each in bag.arrivals] == ["Un.", "Deux."]
    assert {each.sender for each in bag.arrivals} == {BUYER}
    assert all(MORNING <= each.at < MORNING + timedelta(minutes=1) for each in bag.arrivals)
    assert inbox.since(MAILBOX, bag.mark, MORNING).arrivals == ()


def test_what_we_write_and_send_did_not_come_in(inbox: Inbox, outbox: Outbox) -> None:
    mark = inbox.mark(MAILBOX)
    outbox.draft(MAIL)
    _, thread, _ = send(outbox)

    assert inbox.since(MAILBOX, mark, MORNING).arrivals == ()
    assert inbox.since(MAILBOX, "", MORNING).arrivals == ()
    assert inbox.thread(MAILBOX, thread) == ()


def test_what_we_have_sent_is_not_read_to_find_what_came(
    inbox: Inbox, outbox: Outbox, google: Google
) -> None:
    for _ in range(3):
        send(outbox)
    message_id = arrive(google, "Bonjour.")
    before = google.asked(READ)

    bag = inbox.since(MAILBOX, "", MORNING)

    assert [each.message_id for each in bag.arrivals] == [message_id]
    assert google.asked(READ) == before + 1


def test_an_answer_lies_in_the_thread_of_what_was_sent(
    inbox: Inbox, outbox: Outbox, google: Google
) -> None:
    _, thread, header = send(outbox)
    quoted = "Le prix est faux.\n\nLe lun. 23 nov. 2026, Ada a écrit :\n> Bonjour,\n"
    mail = {"subject": f"Re: {MAIL.letter.subject}", "in_reply_to": header}
    google.control("POST", "/sandbox/mail", {"to": MAILBOX, "raw": raw(mail, quoted)})

    (found,) = inbox.thread(MAILBOX, thread)

    assert (found.nature, found.text) == (IncomingKind.REPLY, "Le prix est faux.")
    assert found.thread_id == thread
    assert found.about == (header,)


def raw(fields: dict[str, str], text: str) -> str:
    head = f"From: {BUYER}\nTo: {MAILBOX}\nMessage-ID: <r1@acheteur.example>\n"
    head += f"Subject: {fields['subject']}\nIn-Reply-To: {fields['in_reply_to']}\n"
    head += "Content-Type: text/plain; charset=utf-8\n"
    return base64.urlsafe_b64encode(f"{head}\n{text}".encode()).decode()


NATURES = {"hard": IncomingKind.BOUNCE, "soft": IncomingKind.DELAY}


@pytest.mark.parametrize("kind", NATURES)
def test_a_bounce_names_whom_and_which_transmission(
    kind: str, inbox: Inbox, outbox: Outbox, google: Google
) -> None:
    google.control("POST", "/sandbox/bounces", {"address": BUYER, "kind": kind})
    mark = inbox.mark(MAILBOX)
    _, thread, header = send(outbox)

    (found,) = inbox.since(MAILBOX, mark, MORNING).arrivals

    assert found.nature is NATURES[kind]
    assert found.failed == (BUYER,)
    assert found.is_permanent == (kind == "hard")
    assert found.reference == MAIL.reference
    assert found.about == (header,)
    assert "over quota" in found.detail or "does not exist" in found.detail
    assert inbox.thread(MAILBOX, thread) == (found,)


@pytest.mark.parametrize("label", ["SPAM", "TRASH"])
def test_spam_and_trash_are_read(label: str, inbox: Inbox, google: Google, owner: Any) -> None:
    mark = inbox.mark(MAILBOX)
    message_id = arrive(google, "Non !")
    body = {"addLabelIds": [label], "removeLabelIds": ["INBOX"]}
    answer(owner.messages().modify(userId="me", id=message_id, body=body))

    for known in (mark, ""):
        bag = inbox.since(MAILBOX, known, MORNING)
        assert [each.message_id for each in bag.arrivals] == [message_id]


def test_what_is_deleted_meanwhile_is_passed_over(inbox: Inbox, google: Google, owner: Any) -> None:
    mark = inbox.mark(MAILBOX)
    gone, kept = arrive(google, "Un."), arrive(google, "Deux.")
    done(owner.messages().delete(userId="me", id=gone))

    bag = inbox.since(MAILBOX, mark, MORNING)

    assert [each.message_id for each in bag.arrivals] == [kept]
    assert google.asked(READ) == 2


def test_a_mark_that_gmail_has_forgotten_is_replaced_by_a_search(
    inbox: Inbox, google: Google
) -> None:
    mark = inbox.mark(MAILBOX)
    old = arrive(google, "Un.")
    google.at(MORNING + timedelta(days=9))
    late = arrive(google, "Deux.")

    everything = inbox.since(MAILBOX, mark, MORNING)
    recent = inbox.since(MAILBOX, mark, MORNING + timedelta(days=9))

    assert [each.message_id for each in everything.arrivals] == [old, late]
    assert [each.message_id for each in recent.arrivals] == [late]
    assert inbox.since(MAILBOX, everything.mark, MORNING).arrivals == ()


@pytest.mark.parametrize("mark", ["", "abc", "99999999999", "²"])
def test_a_mark_that_is_none_loses_nothing(mark: str, inbox: Inbox, google: Google) -> None:
    there = arrive(google, "Un.")

    bag = inbox.since(MAILBOX, mark, MORNING + timedelta(hours=1))

    assert [each.message_id for each in bag.arrivals] == [there]
    assert bag.mark == inbox.mark(MAILBOX)


def test_all_pages_are_read(inbox: Inbox, google: Google, owner: Any) -> None:
    mark = inbox.mark(MAILBOX)
    body = {"raw": base64.urlsafe_b64encode(b"From: a@b.example\n\nBonjour\n").decode()}
    put = {answer(owner.messages().insert(userId="me", body=body))["id"] for _ in range(501)}

    assert {each.message_id for each in inbox.since(MAILBOX, mark, MORNING).arrivals} == put
    assert {each.message_id for each in inbox.since(MAILBOX, "", MORNING).arrivals} == put
    assert google.asked("gmail.users.history.list") == 2
    assert google.asked("gmail.users.messages.list") == 2


def test_a_thread_that_is_gone_is_empty(inbox: Inbox) -> None:
    assert inbox.thread(MAILBOX, "18c0000000000000") == ()


def test_a_mail_of_ten_megabytes_is_read_by_its_head(inbox: Inbox, google: Google) -> None:
    mark = inbox.mark(MAILBOX)
    big = b"From: a@b.example\n\nNon.\n-- \n" + (b"x" * 76 + b"\n") * 130_000
    mail = {"to": MAILBOX, "raw": base64.urlsafe_b64encode(big).decode()}
    google.control("POST", "/sandbox/mail", mail)

    (found,) = inbox.since(MAILBOX, mark, MORNING).arrivals

    assert (found.text, found.sender) == ("Non.", "a@b.example")


@pytest.mark.parametrize("method", ["gmail.users.history.list", READ])
def test_a_reading_that_fails_is_no_empty_mailbag(
    method: str, inbox: Inbox, google: Google
) -> None:
    mark = inbox.mark(MAILBOX)
    arrive(google, "Non.")
    google.fault("status", method, status=503, times=5)

    with pytest.raises(Unavailable):
        inbox.since(MAILBOX, mark, MORNING)

    assert len(inbox.since(MAILBOX, mark, MORNING).arrivals) == 1


def test_a_revoked_consent_is_named_to_people_only(inbox: Inbox, google: Google) -> None:
    mark = inbox.mark(MAILBOX)
    google.control("POST", f"/accounts/{MAILBOX}/revoke", {})

    for call in (inbox.mark, partial(inbox.since, mark=mark, at=MORNING),
                 partial(inbox.thread, thread_id="1")):  # fmt: skip
        with pytest.raises(Refused) as caught:
            call(MAILBOX)
        assert caught.value.problems == (unauthorised(MAILBOX),)
        assert "@" not in str(caught.value)


def test_a_sent_mail_is_read_back_whole_even_from_the_trash(
    inbox: Inbox, outbox: Outbox, google: Google, owner: Any
) -> None:
    message_id, _, header = send(outbox)
    (lying,) = (google.folder / "mail" / MAILBOX / "sent").glob("*.eml")
    left = lying.read_bytes()
    answer(owner.messages().trash(userId="me", id=message_id))

    assert inbox.raw(MAILBOX, message_id) == left
    assert header.encode() in left
    assert list(inbox.sent_since(MAILBOX, MORNING)) == [message_id]


def test_a_mail_that_is_gone_is_no_bytes(inbox: Inbox) -> None:
    assert inbox.raw(MAILBOX, "18c0000000000000") == b""


def test_what_was_sent_is_listed_and_what_came_in_or_is_a_draft_is_not(
    inbox: Inbox, outbox: Outbox, google: Google
) -> None:
    arrive(google, "Une question.")
    outbox.draft(MAIL)
    first, second = send(outbox)[0], send(outbox)[0]

    assert sorted(inbox.sent_since(MAILBOX, MORNING)) == sorted([first, second])
    assert inbox.sent_since(MAILBOX, MORNING + timedelta(days=3)) == []
    assert google.asked("gmail.users.messages.list") == 2
