from __future__ import annotations

import logging
from email import message_from_bytes
from pathlib import Path

import pytest
from flufl.bounce import all_failures

from mail.classify import ClassifiedMail, MailKind, classify
from mail.parts import parsed

SAMPLES = sorted(Path(__file__).with_name("bounces").rglob("*.txt"), key=lambda path: path.name)
NAMED = {path.name: path for path in SAMPLES}
MISSED = {"simple_20.txt"}  # signed by no machine, and answers "RE: …": taken for a person's
RETURNED = """\
Message-ID: <facture-1@mail.gmail.com>
X-Facture-Reference: 1A2B/A-2026-0001/1
From: Ada <factures.ada@gmail.com>
To: comptable@acheteur.example
Subject: Facture A-2026-0001
"""
POSTFIX = """\
Return-Path: <>
Date: Tue, 24 Nov 2026 10:12:00 +0100 (CET)
From: MAILER-DAEMON@mx.acheteur.example (Mail Delivery System)
Subject: {subject}
To: factures.ada@gmail.com
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B/mx"
Message-Id: <20261124091200.B@mx.acheteur.example>

This is a MIME-encapsulated message.

--B/mx
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.acheteur.example.

<comptable@acheteur.example>: host imap said: {code}

--B/mx
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.acheteur.example
X-Postfix-Queue-ID: 4XyZ
X-Postfix-Sender: rfc822; factures.ada@gmail.com
Arrival-Date: Tue, 24 Nov 2026 10:11:58 +0100 (CET)

Final-Recipient: rfc822; Boite.42@interne.acheteur.example
Original-Recipient: rfc822;comptable@acheteur.example
Action: {action}
Status: {status}
Remote-MTA: dns; imap.interne.acheteur.example
Diagnostic-Code: smtp; {code}
{more}
--B/mx
Content-Description: Undelivered Message
Content-Type: {kind}

{returned}
--B/mx--
"""
BOTH = ("comptable@acheteur.example", "boite.42@interne.acheteur.example")


def read(text: str) -> ClassifiedMail:
    return classify(parsed(text.encode()))


def postfix(action: str, status: str, code: str, **more: str) -> ClassifiedMail:
    rest = {"subject": "Undelivered Mail Returned to Sender", "more": "",
            "kind": "message/rfc822", "returned": RETURNED + "\nBonjour\n"}  # fmt: skip
    return read(POSTFIX.format(action=action, status=status, code=code, **(rest | more)))


def test_what_flufl_knows_we_know() -> None:
    known, wrong = 0, {}
    for path in SAMPLES:
        raw = path.read_bytes()
        temporary, permanent = all_failures(message_from_bytes(raw))
        expected = {each.decode().lower() for each in permanent or temporary}
        nature = MailKind.BOUNCE if permanent else MailKind.DELAY
        found = classify(parsed(raw))
        known += bool(expected)
        if expected and (found.kind != nature or not expected <= set(found.failed)):
            wrong[path.name] = found
    assert known == 112
    assert wrong.keys() == MISSED
    assert {found.kind for found in wrong.values()} == {MailKind.REPLY}


def test_what_flufl_does_not_know_reaches_nobody() -> None:
    unknown = ["bounce_01", "groupwise_03", "qmail_08"]
    for name in unknown:
        found = classify(parsed(NAMED[f"{name}.txt"].read_bytes()))
        assert found.kind in {MailKind.AUTOMATIC, MailKind.REPLY}, name
        assert found.failed == ()


def test_a_hard_bounce_of_postfix_says_who_why_and_which_mail() -> None:
    code = "550 5.1.1 <comptable@acheteur.example>: User unknown"
    found = postfix("failed", "5.1.1", code)

    assert found.kind is MailKind.BOUNCE
    assert found.failed == BOTH
    assert found.is_permanent
    assert found.detail == code
    assert found.about == ("<facture-1@mail.gmail.com>",)
    assert found.reference == "1A2B/A-2026-0001/1"
    assert found.sender == "mailer-daemon@mx.acheteur.example"
    assert found.text == ""


def test_a_full_mailbox_bounces_for_now() -> None:
    found = postfix("failed", "4.2.2", "452 4.2.2 Mailbox full")

    assert (found.kind, found.is_permanent) == (MailKind.BOUNCE, False)


@pytest.mark.parametrize(
    "code", ["552 5.2.2 Quota exceeded (mailbox for user is full)", "552 Mailbox full"]
)
def test_a_full_mailbox_bounces_for_now_whatever_its_code(code: str) -> None:
    assert not postfix("failed", "5.0.0", code).is_permanent


def test_a_phone_number_is_no_reply_code() -> None:
    found = read("From: MAILER-DAEMON@mx.example\nX-Failed-Recipients: a@b.example\n\n"
                 "User unknown. Call 480-624-2500 or 408-555-1212.\n")  # fmt: skip

    assert found.is_permanent


def test_what_we_wrote_ourselves_says_nothing_of_a_bounce() -> None:
    assert read(EXIM.replace("550 5.7.1 refusé", "no") + RETURNED + "\n450 heures\n").is_permanent


def test_a_return_that_names_nobody_is_known_by_its_title() -> None:
    for name in ("dumbass_01", "simple_43"):
        found = classify(parsed(NAMED[f"{name}.txt"].read_bytes()))
        assert (found.kind, found.failed) == (MailKind.BOUNCE, ())
        assert len(found.about) == 1


def test_a_delay_is_no_bounce() -> None:
    found = postfix(
        "delayed",
        "4.4.1",
        "connect to mx[192.0.2.1]:25: Connection timed out",
        subject="Delayed Mail (still being retried)",
        more="Will-Retry-Until: Sun, 29 Nov 2026 10:11:58 +0100 (CET)\n",
        kind="text/rfc822-headers",
        returned=RETURNED,
    )

    assert found.kind is MailKind.DELAY
    assert found.failed == BOTH
    assert not found.is_permanent
    assert found.about == ("<facture-1@mail.gmail.com>",)
    assert found.reference == "1A2B/A-2026-0001/1"


@pytest.mark.parametrize("action", ["delivered", "relayed", "expanded"])
def test_a_report_of_success_is_a_machines_mail(action: str) -> None:
    found = postfix(action, "2.0.0", "250 2.0.0 Ok")

    assert (found.kind, found.failed) == (MailKind.AUTOMATIC, ())


def test_who_failed_is_told_from_who_waits() -> None:
    more = ("\nFinal-Recipient: rfc822; copie@acheteur.example\nAction: delayed\n"
            "Status: 4.4.1\n")  # fmt: skip
    found = postfix("failed", "5.1.1", "550 no", more=more)

    assert (found.kind, found.failed) == (MailKind.BOUNCE, BOTH)


def test_a_report_in_base64_is_read() -> None:
    """RFC 3464 forbids it; some gateways do it."""
    found = read(
        "From: postmaster@acheteur.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="B"\n\n'
        "--B\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
        "UmVwb3J0aW5nLU1UQTogZG5zOyBteAoKRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGFAYi5leGFt\n"
        "cGxlCkFjdGlvbjogZmFpbGVkClN0YXR1czogNS4xLjEK\n--B--\n"
    )

    assert (found.kind, found.failed, found.is_permanent) == (
        MailKind.BOUNCE,
        ("a@b.example",),
        True,
    )


EXIM = """\
From: Mail Delivery System <Mailer-Daemon@mx.example>
To: factures.ada@gmail.com
Auto-Submitted: auto-replied
X-Failed-Recipients: comptable@acheteur.example,
  copie@acheteur.example
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

  comptable@acheteur.example
    SMTP error from remote mail server after RCPT TO: 550 5.7.1 refusé

------ This is a copy of the message's headers. ------

"""


def test_the_failed_recipients_of_exim_and_its_copy_of_the_headers() -> None:
    found = read(EXIM + RETURNED)

    assert found.kind is MailKind.BOUNCE
    assert found.failed == ("comptable@acheteur.example", "copie@acheteur.example")
    assert found.is_permanent
    assert "550 5.7.1" in found.detail
    assert found.about == ("<facture-1@mail.gmail.com>",)
    assert found.reference == "1A2B/A-2026-0001/1"


def test_a_person_who_quotes_a_bounce_did_not_bounce() -> None:
    found = read(
        "From: bob@acheteur.example\nSubject: Fwd: Undelivered Mail Returned to Sender\n\n"
        "Regardez ce que je reçois :\n\n"
        "This is the Postfix program at host mx.\n<x@acheteur.example>: 550 User unknown\n"
    )

    assert (found.kind, found.failed) == (MailKind.REPLY, ())


def test_a_person_who_attaches_a_bounce_did_not_bounce() -> None:
    inner = POSTFIX.format(subject="x", code="550 no", action="failed", status="5.1.1", more="",
                           kind="message/rfc822", returned=RETURNED)  # fmt: skip
    found = read(
        "From: bob@acheteur.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="OUTER"\n\n'
        "--OUTER\nContent-Type: text/plain\n\nC'est normal ?\n"
        f"--OUTER\nContent-Type: message/rfc822\n\n{inner}\n--OUTER--\n"
    )

    assert (found.kind, found.text) == (MailKind.REPLY, "C'est normal ?")


def test_a_report_in_words_nobody_knows_still_says_that_a_mail_came_back() -> None:
    found = read(
        "Return-Path: <>\nFrom: robot@mx.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="B"\n\n'
        "--B\nContent-Type: text/plain\n\nImpossible.\n"
        f"--B\nContent-Type: message/rfc822\n\n{RETURNED}\n\n--B--\n"
    )

    assert found.kind is MailKind.BOUNCE
    assert not found.is_permanent
    assert found.about == ("<facture-1@mail.gmail.com>",)
    assert found.reference == "1A2B/A-2026-0001/1"


@pytest.mark.parametrize(
    "sender",
    [
        "MAILER-DAEMON (Mail Delivery System)",
        "Mail Delivery Subsystem <MAILER-DAEMON>",
        '"Mail Delivery System" <postmaster@mx.example>',
        "mdaemon@mx.example",
    ],
)
def test_a_machine_is_known_by_its_name(sender: str) -> None:
    found = read(f"From: {sender}\n\nUndeliverable: 550 5.1.1\n   a@b.example\n\n" + RETURNED)

    assert found.kind is not MailKind.REPLY


def test_a_refusal_of_a_filter_is_a_bounce_though_it_is_worded_as_a_receipt() -> None:
    found = classify(parsed(NAMED["simple_38.txt"].read_bytes()))

    assert (found.kind, found.failed) == (MailKind.BOUNCE, ("userx@example.com",))


def test_nobodys_address_reaches_a_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for path in SAMPLES:
            classify(parsed(path.read_bytes()))

    assert "@" not in caplog.text
