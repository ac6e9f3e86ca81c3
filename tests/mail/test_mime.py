from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from mail.mime import REFERENCE, Attachment, InvalidMail, MailContent, composed

TEXT, HTML = "Bonjour,\nété\n", "<p>été</p>"


def a_mail(**other: str) -> MailContent:
    given = {
        "sender_name": "Ada",
        "reference": "1/2/3",
        "to": "b@x.example",
        "subject": "S",
    } | other
    return MailContent(
        sender="f@gmail.com",
        sender_name=given["sender_name"],
        to=(given["to"],),
        subject=given["subject"],
        text=TEXT,
        html=HTML,
        attachments=(Attachment(name=given.get("file", "A-1.pdf"), content=b"%PDF \xff\n.\n"),),
        headers={REFERENCE: given["reference"]},
    )


def parsed(mail: MailContent) -> EmailMessage:
    return message_from_bytes(composed(mail), _class=EmailMessage, policy=policy.default)


@pytest.mark.parametrize("field", ["sender_name", "subject", "reference", "file"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x85", "\u2028", "\x00"])
def test_no_text_can_begin_another_header(field: str, end: str) -> None:
    mail = parsed(a_mail(**{field: f"Ada{end}Bcc: eve@x.example{end}{end}<p>"}))

    assert mail["Bcc"] is None
    assert [str(name) for name in mail] == [
        "From", "To", "Subject", REFERENCE, "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert len(list(mail.walk())) == 5


@pytest.mark.parametrize(
    "wrong",
    [
        "", "nobody", "a@x.example\r\nBcc: eve@x.example", "a@x.example, eve@x.example",
        "Ada <a@x.example>", "é@x.example", "a@", "@", "a b@x.example", "a@x.example>",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidMail):
        composed(a_mail(to=wrong))


def test_a_mail_is_seven_bit_and_ends_its_lines_as_mail_does() -> None:
    raw = composed(a_mail(sender_name="Épicerie d’Éloïse, SARL", subject="é" * 300))

    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    "name",
    ["Ada", "Éloïse", "Ada, Conseil", 'Ada "la" L.', "Éloïse, Conseil (Épinal) <x@y.example>", ""],
)
def test_a_name_arrives_as_it_was_typed(name: str) -> None:
    sender = parsed(a_mail(sender_name=name))["From"].addresses[0]

    assert (sender.display_name, sender.addr_spec) == (name, "f@gmail.com")


@pytest.mark.parametrize("subject", ["Facture n° A-2026-0001", "é" * 300, "a " * 300 + "b"])
def test_a_subject_arrives_as_it_was_written(subject: str) -> None:
    assert parsed(a_mail(subject=subject))["Subject"] == subject


def test_a_file_name_is_plain() -> None:
    (pdf,) = parsed(a_mail(file='Été/"..pdf')).iter_attachments()

    assert pdf.get_filename() == "_t_..pdf"


def test_date_and_message_id_are_left_to_the_mailbox() -> None:
    mail = parsed(a_mail())

    assert mail["Date"] is None
    assert mail["Message-ID"] is None


def test_a_mail_without_attachment_is_text_and_html() -> None:
    mail = MailContent(sender="f@x.example", to=(), subject="S", text=TEXT, html=HTML)

    assert parsed(mail).get_content_type() == "multipart/alternative"
