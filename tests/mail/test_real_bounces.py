"""What a real Postfix and Dovecot send back about a mail of ours, read by mail/classify.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mail.classify import ClassifiedMail, MailKind, classify
from mail.mime import REFERENCE, Attachment, MailContent, composed
from mail.parts import parsed
from tests.mail.post_office import PostOffice, post_office

TO = {
    "unknown": "personne@acheteur.example",
    "domain": "compta@ailleurs.example",
    "refused": "refus@rejet.example",
    "full": "plein@rejet.example",
    "quota": "quota@acheteur.example",
    "late": "lent@lent.example",
    "filter": "filtre@acheteur.example",
    "away": "absent@acheteur.example",
}
PERMANENT = {"unknown": "5.1.1", "domain": "5.1.2", "refused": "5.7.1"}
FULL = ("full", "quota")
SIEVE = {
    TO["filter"]: 'require "reject";\nreject "Non merci.";\n',
    TO["away"]: 'require "vacation";\nvacation :days 1 "Absent jusqu’au 30.";\n',
}


def ours(case: str) -> str:
    return f"{case}@client.example"


def sent(case: str, to: str) -> bytes:
    mail = MailContent(
        sender=ours(case),
        sender_name="Épicerie d’Éloïse",
        to=(to,),
        subject="Facture n° A-1",
        text="Bonjour,\n450 heures\n",
        html="<p>été</p>",
        attachments=(Attachment(name="A-1.pdf", content=b"%PDF \xff\n"),),
        headers={REFERENCE: f"1A2B/{case}/1"},
    )
    return f"Message-ID: <{case}@mail.gmail.com>\r\n".encode() + composed(mail)


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    mailboxes = dict.fromkeys([*map(ours, [*TO, "reply"]), *SIEVE], "")
    mailboxes[TO["quota"]] = "userdb_quota_rule=*:bytes=1"
    with post_office(mailboxes, SIEVE) as found:
        for case, to in TO.items():
            found.send(ours(case), to, sent(case, to))
        yield found


def came(office: PostOffice, case: str) -> ClassifiedMail:
    return classify(parsed(office.first(ours(case))))


def assert_about_ours(found: ClassifiedMail, case: str) -> None:
    assert found.failed == (TO[case],)
    assert found.reference == f"1A2B/{case}/1"
    assert found.about == (f"<{case}@mail.gmail.com>",)


@pytest.mark.parametrize("case", PERMANENT)
def test_what_can_never_arrive_is_a_hard_bounce(office: PostOffice, case: str) -> None:
    found = came(office, case)

    assert (found.kind, found.is_permanent) == (MailKind.BOUNCE, True)
    assert_about_ours(found, case)
    if case != "domain":  # Postfix itself says that one, without a code
        assert PERMANENT[case] in found.detail


@pytest.mark.parametrize("case", FULL)
def test_a_full_mailbox_is_a_soft_bounce(office: PostOffice, case: str) -> None:
    found = came(office, case)

    assert (found.kind, found.is_permanent) == (MailKind.BOUNCE, False)
    assert_about_ours(found, case)
    assert "5.2.2" in found.detail


def test_what_is_put_off_is_a_delay(office: PostOffice) -> None:
    found = came(office, "late")

    assert (found.kind, found.is_permanent) == (MailKind.DELAY, False)
    assert_about_ours(found, "late")


def test_what_a_filter_refuses_is_a_bounce(office: PostOffice) -> None:
    found = came(office, "filter")

    assert found.kind is MailKind.BOUNCE
    assert_about_ours(found, "filter")


def test_a_vacation_reply_is_a_machines(office: PostOffice) -> None:
    found = came(office, "away")

    assert (found.kind, found.sender) == (MailKind.AUTOMATIC, TO["away"])
    assert found.about == ("<away@mail.gmail.com>",)
    assert found.text == "Absent jusqu’au 30."


def test_a_persons_answer_is_a_persons(office: PostOffice) -> None:
    answer = (
        f"From: Bob <{TO['away']}>\r\nTo: {ours('reply')}\r\nSubject: Re: Facture\r\n"
        "In-Reply-To: <reply@mail.gmail.com>\r\n\r\nLe prix est faux.\r\n\r\n> Bonjour,\r\n"
    )
    office.send(TO["away"], ours("reply"), answer.encode())
    found = came(office, "reply")

    assert (found.kind, found.text) == (MailKind.REPLY, "Le prix est faux.")
    assert found.about == ("<reply@mail.gmail.com>",)
