from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from tests.sandbox.clients import Client

DURAND = "durand@example.org"


def letter(
    to: str = "buyer@elsewhere.example", subject: str = "Facture n° 1", **more: str
) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = more.pop("sender", "agence@example.org")
    message["To"] = to
    message["Subject"] = subject
    message["Message-ID"] = "<own@factures>"
    for name, value in more.items():
        message[name.replace("_", "-")] = value
    message.set_content("Bonjour, voici la facture été.\n")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="F-1.pdf")
    message.set_boundary("boundary")
    return message.as_bytes()


def body(raw: bytes, thread: str = "") -> dict[str, Any]:
    found = {"raw": base64.urlsafe_b64encode(raw).decode()}
    return found | ({"threadId": thread} if thread else {})


def draft(client: Client, raw: bytes | None = None, thread: str = "") -> Any:
    request = {"message": body(raw or letter(), thread)}
    return client.gmail.users().drafts().create(userId="me", body=request).execute()


def send(client: Client, draft_id: str) -> Any:
    drafts = client.gmail.users().drafts()
    return drafts.send(userId="me", body={"id": draft_id}).execute()


def raw(client: Client, mail_id: str) -> bytes:
    get = client.gmail.users().messages().get
    found = get(userId="me", id=mail_id, format="raw").execute()
    return base64.urlsafe_b64decode(found["raw"])


def status(request: Any) -> int:
    with pytest.raises(HttpError) as caught:
        request.execute()
    return int(caught.value.status_code)


def test_a_draft_keeps_its_id_and_changes_its_message(agency: Client) -> None:
    made = draft(agency)
    drafts = agency.gmail.users().drafts()
    new = {"message": body(letter(subject="Facture n° 2"))}
    updated = drafts.update(userId="me", id=made["id"], body=new).execute()
    assert updated["id"] == made["id"]
    assert updated["message"]["id"] != made["message"]["id"]
    assert updated["message"]["threadId"] == made["message"]["threadId"]
    get = agency.gmail.users().messages().get(userId="me", id=made["message"]["id"])
    assert status(get) == 404


def test_a_draft_is_listed_and_found_with_its_bytes(agency: Client) -> None:
    made = draft(agency)
    drafts = agency.gmail.users().drafts()
    assert [found["id"] for found in drafts.list(userId="me").execute()["drafts"]] == [made["id"]]
    assert "drafts" not in drafts.list(userId="me", q="subject:autre").execute()
    found = drafts.get(userId="me", id=made["id"], format="raw").execute()
    assert base64.urlsafe_b64decode(found["message"]["raw"]) == letter()


def test_sending_consumes_the_draft(agency: Client) -> None:
    made = draft(agency)
    sent = send(agency, made["id"])
    assert sent["labelIds"] == ["SENT"]
    assert sent["id"] != made["message"]["id"]
    assert sent["threadId"] == made["message"]["threadId"]
    drafts = agency.gmail.users().drafts()
    assert status(drafts.send(userId="me", body={"id": made["id"]})) == 404
    assert status(drafts.get(userId="me", id=made["id"])) == 404


def test_gmail_overwrites_message_id_date_and_sender(
    agency: Client, control: Callable[..., Any]
) -> None:
    control("PUT", "/clock", {"now": "2026-11-23T07:00:00Z"})
    sent = send(agency, draft(agency, letter(sender="Autre <autre@example.net>"))["id"])
    found = message_from_bytes(raw(agency, sent["id"]), policy=policy.default)
    assert re.fullmatch(r"<CA\S+@mail\.gmail\.com>", found["Message-ID"])
    assert found["From"] == "Agence <agence@example.org>"
    assert found["Date"].startswith("Mon, 23 Nov 2026 07:00:")
    assert found.get_all("Date") == [found["Date"]]
    assert raw(agency, sent["id"]).partition(b"\r\n\r\n")[2] == letter().partition(b"\r\n\r\n")[2]


def test_a_deleted_draft_is_gone(agency: Client) -> None:
    made = draft(agency)
    drafts = agency.gmail.users().drafts()
    drafts.delete(userId="me", id=made["id"]).execute()
    assert status(drafts.get(userId="me", id=made["id"])) == 404
    assert "drafts" not in drafts.list(userId="me").execute()


@pytest.mark.parametrize("resumable", [True, False])
def test_a_draft_comes_by_upload(agency: Client, resumable: bool) -> None:  # noqa: FBT001
    media = MediaIoBaseUpload(io.BytesIO(letter()), "message/rfc822", resumable=resumable)
    drafts = agency.gmail.users().drafts()
    made = drafts.create(userId="me", media_body=media).execute()
    assert raw(agency, made["message"]["id"]) == letter()


@pytest.mark.parametrize(
    "wrong", [b"no header at all\n\nbody", letter("nobody"), letter(""), b"\n\nbody"]
)
def test_what_is_no_mail_is_not_sent(agency: Client, wrong: bytes) -> None:
    messages = agency.gmail.users().messages()
    assert status(messages.send(userId="me", body=body(wrong))) == 400


def test_more_than_35_mib_are_refused(agency: Client) -> None:
    url = f"{agency.url}/upload/gmail/v1/users/me/messages/send"
    huge = letter() + b"x" * 36_700_160
    headers = {"Content-Type": "message/rfc822"}
    answer = agency.session.post(f"{url}?uploadType=media", data=huge, headers=headers, timeout=9)
    assert answer.status_code == 413
    assert status(agency.gmail.users().messages().send(userId="me", body=body(huge))) == 413
    headers = {"X-Upload-Content-Length": str(len(huge))}
    answer = agency.session.post(f"{url}?uploadType=resumable", headers=headers, timeout=9)
    assert answer.status_code == 413


def test_an_unknown_thread_is_refused(agency: Client) -> None:
    request = {"message": body(letter(), "abc")}
    assert status(agency.gmail.users().drafts().create(userId="me", body=request)) == 404


def answer_to(client: Client, sent: Any, subject: str) -> bytes:
    original = message_from_bytes(raw(client, sent["id"]), policy=policy.default)["Message-ID"]
    return letter(subject=subject, In_Reply_To=original, References=original)


def test_an_answer_stays_in_the_thread_only_under_its_subject(agency: Client) -> None:
    sent = send(agency, draft(agency)["id"])
    thread = sent["threadId"]
    same = draft(agency, answer_to(agency, sent, "Re: Facture n° 1"), thread)
    other = draft(agency, answer_to(agency, sent, "Relance"), thread)
    assert same["message"]["threadId"] == thread
    assert other["message"]["threadId"] != thread


def test_a_sent_mail_reaches_a_hosted_inbox(connect: Callable[..., Client]) -> None:
    agency, durand = connect(), connect(DURAND)
    sent = send(agency, draft(agency, letter(DURAND, Bcc="secret@example.com"))["id"])
    messages = durand.gmail.users().messages()
    [found] = messages.list(userId="me", q="in:inbox is:unread").execute()["messages"]
    arrived = message_from_bytes(raw(durand, found["id"]), policy=policy.default)
    original = message_from_bytes(raw(agency, sent["id"]), policy=policy.default)
    assert arrived["Message-ID"] == original["Message-ID"]
    assert (arrived["Bcc"], original["Bcc"]) == (None, "secret@example.com")
    reply = answer_to(agency, sent, "Re: Facture n° 1")
    reply = reply.replace(b"To: buyer@elsewhere.example", b"To: agence@example.org")
    messages.send(userId="me", body=body(reply)).execute()
    thread = agency.gmail.users().threads().get(userId="me", id=sent["threadId"]).execute()
    assert [m["labelIds"] for m in thread["messages"]] == [["SENT"], ["INBOX", "UNREAD"]]


def test_a_mail_to_oneself_is_sent_and_received(agency: Client) -> None:
    sent = send(agency, draft(agency, letter(agency.address))["id"])
    assert sent["labelIds"] == ["INBOX", "SENT", "UNREAD"]


@pytest.mark.parametrize(
    ("to", "kind", "action"),
    [
        ("nobody@example.org", "", "failed"),
        ("dead@elsewhere.example", "hard", "failed"),
        ("full@elsewhere.example", "soft", "delayed"),
    ],
)
def test_mail_bounces(
    agency: Client, control: Callable[..., Any], to: str, *, kind: str, action: str
) -> None:
    if kind:
        control("POST", "/sandbox/bounces", {"address": to, "kind": kind})
    sent = send(agency, draft(agency, letter(to))["id"])
    messages = agency.gmail.users().messages()
    query = "from:mailer-daemon newer_than:2d"
    [found] = messages.list(userId="me", q=query).execute()["messages"]
    assert found["threadId"] == sent["threadId"]
    report: Any = message_from_bytes(raw(agency, found["id"]), policy=policy.default)
    assert report.get_content_type() == "multipart/report"
    _, status_part, original = report.iter_parts()
    _, recipient = status_part.get_payload()
    assert (recipient["Action"], recipient["Final-Recipient"]) == (action, f"rfc822; {to}")
    ours = message_from_bytes(raw(agency, sent["id"]), policy=policy.default)["Message-ID"]
    assert original.get_payload(0)["Message-ID"] == ours == report["In-Reply-To"]


def test_mails_lie_as_plain_files(agency: Client, folder: Path) -> None:
    home = folder / "mail" / agency.address
    made = draft(agency)
    [file] = (home / "drafts").iterdir()
    assert file.read_bytes() == letter()
    assert re.fullmatch(r"[\d-]{10}_\d{6}_Facture-n-1_[0-9a-f]{16}\.eml", file.name)
    sent = send(agency, made["id"])
    assert list((home / "drafts").iterdir()) == []
    assert len(list((home / "sent").iterdir())) == 1
    messages = agency.gmail.users().messages()
    messages.trash(userId="me", id=sent["id"]).execute()
    assert [len(list((home / box).iterdir())) for box in ("sent", "trash")] == [0, 1]
