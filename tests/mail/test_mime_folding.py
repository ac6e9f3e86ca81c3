"""Accented headers of any length come back as they were written."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr

from hypothesis import example, given
from hypothesis import strategies as some

from mail.mime import REFERENCE, MailContent, composed

words = some.text(some.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=25)
phrases = some.lists(words, min_size=1, max_size=20).map(" ".join)


def a_mail(sender_name: str, subject: str) -> MailContent:
    return MailContent(
        sender="a@b.example",
        sender_name=sender_name,
        to=("c@d.example",),
        subject=subject,
        text="t",
        html="<p>t</p>",
        headers={REFERENCE: "r"},
    )


@given(phrases, phrases)
def test_a_long_accented_subject_and_name_keep_their_blanks(subject: str, name: str) -> None:
    mail = a_mail(name, subject)
    sent = composed(mail)
    assert all(len(line) <= 998 for line in sent.splitlines())
    read = message_from_bytes(sent)  # RFC 2047 by the old reader: the new one adds blanks
    assert str(make_header(decode_header(read["Subject"]))) == subject
    assert parseaddr(str(make_header(decode_header(read["From"]))))[1] == "a@b.example"
    assert name in str(make_header(decode_header(read["From"])))


def test_a_real_subject_that_used_to_lose_a_blank() -> None:
    subject = (
        "Facture SEMNOZ-2026-0001 – Façades du Semnoz pour Bâti-Savoie Constructions générales"
    )
    mail = a_mail("É", subject)
    assert message_from_bytes(composed(mail), policy=policy.default)["Subject"] == subject


@given(some.text(max_size=60), some.text(max_size=60))
@example("Grenat =?utf-8?q?a=0D=0ABcc:_eve=40evil.test=0D=0AX:_?= b", "s")
@example('Evil" <x@evil.test>, "B: ; =?utf-8?q?=0ABcc?=', "=?utf-8?q?=0D=0ABcc:_e=40e.test?=")
def test_no_name_and_no_subject_makes_a_header(name: str, subject: str) -> None:
    mail = a_mail(name, subject)
    read = message_from_bytes(composed(mail))
    assert list(read) == ["From", "To", "Subject", REFERENCE, "MIME-Version", "Content-Type"]
    assert parseaddr(read["From"])[1] == "a@b.example"
