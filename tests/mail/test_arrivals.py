from __future__ import annotations

import random
import time
from itertools import chain

import pytest

from mail.classify import ClassifiedMail, MailKind, classify
from mail.parts import parsed
from tests.mail.test_bounces import SAMPLES

ANSWER = "In-Reply-To: <facture-1@mail.gmail.com>\nReferences: <a@b> <facture-1@mail.gmail.com>\n"


def read(head: str, body: str = "Bonjour,\n") -> ClassifiedMail:
    return classify(parsed(f"From: Bob <Bob@Acheteur.example>\n{head}\n{body}".encode()))


OUT_OF_OFFICE = {
    "Exchange": (
        "Subject: Réponse automatique : Facture\nAuto-Submitted: auto-generated\n"
        "X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: bob@acheteur.example\n"
    ),
    "Gmail": (
        "Subject: Absent Re: Facture\nPrecedence: bulk\nX-Autoreply: yes\n"
        "Auto-Submitted: auto-replied\n"
    ),
    "Zimbra, as at Free": (
        "Subject: Absence\nAuto-Submitted: auto-replied (zimbra; vacation)\nPrecedence: bulk\n"
    ),
    "a provider's, as at Orange": (
        "Return-Path: <>\nSubject: Re: Facture\nX-Autoreply-From: bob@acheteur.example\n"
    ),
    "Sieve": "Subject: Auto: Facture\nAuto-Submitted: auto-replied (vacation)\n",
    "vacation(1)": "Subject: away from my mail\nPrecedence: junk\n",
    "cPanel": "X-Autorespond: Facture\nPrecedence: auto_reply\n",
}


@pytest.mark.parametrize("head", OUT_OF_OFFICE.values(), ids=OUT_OF_OFFICE.keys())
def test_out_of_office_is_a_machines_answer(head: str) -> None:
    found = read(ANSWER + head, "Je suis absent jusqu’au 30 novembre.\n")

    assert found.kind is MailKind.AUTOMATIC
    assert found.about == ("<facture-1@mail.gmail.com>", "<a@b>")
    assert found.text == "Je suis absent jusqu’au 30 novembre."


@pytest.mark.parametrize(
    "head",
    [
        "List-Unsubscribe: <mailto:x@y.example>\n",
        "List-Id: <lettre.example>\nPrecedence: list\n",
        "Auto-Submitted: auto-generated\n",
        "From: ne-pas-repondre@acheteur.example\n",
        "From: no-reply+42@acheteur.example\n",
    ],
)
def test_what_a_machine_sends_by_itself_is_automatic(head: str) -> None:
    assert classify(parsed(f"{head}\nBonjour\n".encode())).kind is MailKind.AUTOMATIC


@pytest.mark.parametrize(
    "head",
    [
        "",
        ANSWER,
        "Auto-Submitted: no\n",
        "Subject: Réponse automatique : je n’y suis pas\n",
        ANSWER + "List-Id: comptabilite.acheteur.example\nPrecedence: list\n",
        "Disposition-Notification-To: bob@acheteur.example\n",
        "Return-Path: <bob@acheteur.example>\n",
    ],
    ids=["plain", "answer", "rfc3834-no", "subject", "google-group", "asks-receipt", "path"],
)
def test_what_may_be_a_persons_is_a_persons(head: str) -> None:
    found = read(head, "Le prix est faux.\n")

    assert (found.kind, found.sender) == (MailKind.REPLY, "bob@acheteur.example")
    assert found.text == "Le prix est faux."


RECEIPT = """\
Subject: =?utf-8?q?Accus=C3=A9_de_lecture?=
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="R"

--R
Content-Type: text/plain; charset=utf-8

Votre message a été lu le mardi 24 novembre 2026 à 10:12.

--R
Content-Type: message/disposition-notification

Reporting-UA: acheteur.example; Microsoft Outlook 16
Final-Recipient: rfc822;bob@acheteur.example
Original-Message-ID: <facture-1@mail.gmail.com>
Disposition: manual-action/MDN-sent-manually; {disposition}

--R--
"""


@pytest.mark.parametrize("disposition", ["displayed", "deleted"])
def test_a_read_receipt_is_a_hint_about_a_mail(disposition: str) -> None:
    found = classify(parsed(("From: bob@acheteur.example\n" + RECEIPT).format(
        disposition=disposition).encode()))  # fmt: skip

    assert found.kind is MailKind.RECEIPT
    assert found.about == ("<facture-1@mail.gmail.com>",)
    assert (found.text, found.failed) == ("", ())


def test_a_receipt_named_only_outside_is_one_too() -> None:
    head = "Content-Type: multipart/report; report-type=disposition-notification; boundary=R\n"

    assert read(head, "--R\n\nLu.\n--R--\n").kind is MailKind.RECEIPT


def test_many_references_end_with_the_nearest() -> None:
    many = "\n ".join(f"<{n}@{'x' * 80}.example>" for n in range(900))

    found = read(f"References: {many}\n")

    assert found.about[0].startswith("<899@")
    assert 40 <= len(found.about) <= 50


def test_a_forged_sender_is_no_two_lines() -> None:
    found = classify(parsed(b"From: =?utf-8?q?a=0D=0ABcc:?= <x@y.example>\n z\n\nBonjour\n"))

    assert "\n" not in found.sender
    assert classify(parsed(b"From: nobody\n\nx")).sender == ""


NESTED = "".join(
    f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3_000)
)
CARRIED = "Content-Type: message/rfc822\n\n" * 3_000
HOSTILE = {
    "nothing": b"",
    "no headers": b"\n\n\n",
    "zeros": bytes(5_000),
    "all bytes": bytes(range(256)) * 40,
    "nested parts": NESTED.encode(),
    "nested mails": CARRIED.encode(),
    "many parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 40_000,
    "charset": b"Content-Type: text/plain; charset=punycode\n\n" + b"a-" * 60_000,
    "no charset": b"Content-Type: text/plain; charset=\xff\xfe;zip\n\nbonjour\n",
    "rot13": b"Content-Type: text/plain; charset=rot13\n\nbonjour\n",
    "base64": b"Content-Transfer-Encoding: base64\n\n=====A" + b"*" * 999,
    "one line": b"From: mailer-daemon@x.example\n\n" + b"a" * 10_000_000,
    "at signs": b"From: mailer-daemon@x.example\n\n" + b"@" * 1_000_000,
    "addresses": b"From: " + b"a@" * 500_000 + b"\nX-Failed-Recipients: " + b"a@b," * 99_999,
    "angles": b"Content-Type: text/html\n\n" + b"<" * 500_000,
    "styles": b"Content-Type: text/html\n\n" + b"<style>" * 90_000,
    "deep html": b"Content-Type: text/html\n\n" + b"<div>" * 90_000,
    "xml": b'Content-Type: text/html\n\n<?xml version="1.0" encoding="utf-16"?><p>x</p>',
    "wrote": b"From: a@b\n\n" + b"Le le a ecrit le " * 60_000,
    "heads": b"From: a@b\n\n" + b"De :\n" * 200_000,
    "references": b"References: " + b"<a@b> " * 200_000,
    "parameters": b"Content-Type: multipart/report; " + b"a*0*=''%;" * 20_000 + b"\n\nx",
    "dsn": (
        b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status"
        b"\n\n" + b"Final-Recipient: rfc822; a@b.example\nAction: failed\n\n" * 9_000
    ),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_mail_raises_nothing_and_is_soon_read(raw: bytes) -> None:
    before = time.monotonic()

    found = classify(parsed(raw))

    assert time.monotonic() - before < 10  # seconds, on a busy machine
    _check_bounds(found)


def _check_bounds(found: ClassifiedMail) -> None:
    assert len(found.text) <= 500
    assert len(found.detail) <= 200
    assert len(found.reference) <= 200
    assert len(found.failed) <= 100
    assert len(found.about) <= 50
    every = [found.text, found.detail, found.sender, found.reference, *found.failed, *found.about]
    assert [text for text in every if not text.isprintable()] == []


def test_mails_cut_and_mixed_at_random_raise_nothing() -> None:
    dice = random.Random(2026)  # noqa: S311 (repeatable, nothing secret)
    whole = [path.read_bytes() for path in SAMPLES]
    kinds = set()
    for _ in range(300):
        heads = (dice.choice(whole).splitlines(keepends=True) for _ in range(3))
        lines = chain.from_iterable(head[: dice.randrange(60)] for head in heads)
        mixed = bytearray(b"".join(lines))
        for _ in range(dice.randrange(20)):
            if mixed:
                mixed[dice.randrange(len(mixed))] = dice.randrange(256)
        found = classify(parsed(bytes(mixed)))
        _check_bounds(found)
        kinds.add(found.kind)
    assert {MailKind.BOUNCE, MailKind.REPLY} <= kinds
