from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import requests

from tests.sandbox.clients import Client
from tests.sandbox.google.drive.test_drive_files import PDF, make_folder, put
from tests.sandbox.google.gmail.test_gmail_drafts import body, draft, letter, send


def page(client: Client, path: str) -> str:
    answer = requests.get(client.url + path, timeout=5)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return answer.text


def test_the_first_page_shows_files_and_mailboxes(agency: Client) -> None:
    outer = make_folder(agency, "Durand & fils")
    put(agency, "F-1.pdf", parents=[outer])
    found = page(agency, "/")
    assert "Durand &amp; fils" in found
    assert "F-1.pdf" in found
    assert f"/mail/{agency.address}/inbox" in found


def test_a_pdf_is_shown_in_its_page(agency: Client) -> None:
    file = put(agency, "F-1.pdf")
    link = file["webViewLink"].removeprefix(agency.url)
    assert f'<iframe class="paper" src="{link}/content"' in page(agency, link)
    answer = requests.get(file["webContentLink"], timeout=5)
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")


def test_an_uploaded_page_cannot_run(agency: Client) -> None:
    file = agency.drive.files().create(body={"name": "a", "mimeType": "text/html"}).execute()
    answer = requests.get(f"{agency.url}/drive/file/{file['id']}/content", timeout=5)
    assert answer.headers["Content-Security-Policy"] == "sandbox"


def test_the_clock_is_moved_by_a_button(agency: Client, control: Callable[..., Any]) -> None:
    def now() -> datetime:
        return datetime.fromisoformat(control("GET", "/clock")["now"])

    url, before = f"{agency.url}/horloge", now()
    requests.post(url, data={"minutes": "15"}, timeout=5).close()
    assert timedelta(minutes=15) <= now() - before < timedelta(minutes=16)
    requests.post(url, data={"at": "2026-12-24T18:00"}, timeout=5).close()
    assert now().isoformat()[:16] == "2026-12-24T17:00"
    requests.post(url, data={"at": "jamais"}, timeout=5).close()
    assert now().isoformat()[:16] == "2026-12-24T17:00"


def test_a_mail_is_read_and_answered(connect: Callable[..., Client]) -> None:
    agency, durand = connect(), connect("durand@example.org", name="Durand")
    sent = send(agency, draft(agency, letter("durand@example.org"))["id"])
    messages = durand.gmail.users().messages()
    [mail] = messages.list(userId="me").execute()["messages"]
    assert "Facture n° 1" in page(durand, "/mail/durand@example.org/")
    link = f"/mail/durand@example.org/message/{mail['id']}"
    assert "F-1.pdf" in page(durand, link)
    part = requests.get(f"{durand.url}{link}/part/1", timeout=5)
    assert part.content == b"%PDF-1.7"
    data = {"text": "D’accord"}
    requests.post(f"{durand.url}{link}/answer", data=data, timeout=5).close()
    thread = agency.gmail.users().threads().get(userId="me", id=sent["threadId"]).execute()
    assert len(thread["messages"]) == 2
    assert "D’accord" in thread["messages"][1]["snippet"]


def test_html_of_a_mail_is_locked_in(agency: Client) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = agency.address, "<script>"
    message.set_content('<script>alert("x")</script>', subtype="html")
    raw = message.as_bytes()
    sent = agency.gmail.users().messages().send(userId="me", body=body(raw)).execute()
    found = page(agency, f"/mail/{agency.address}/message/{sent['id']}")
    assert "<script>" not in found
    assert '<iframe class="letter" sandbox srcdoc="&lt;script&gt;' in found


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/drive/file/none",
        "/drive/file/none/content",
        "/mail/none@example.org/inbox",
        "/mail/agence@example.org/message/none",
        "/mail/agence@example.org/nothing",
        "/accounts/x/y",
    ],
)
def test_what_is_not_there_is_404(agency: Client, path: str) -> None:
    assert requests.get(agency.url + path, timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/accounts", {"address": "x"}),
        ("/accounts", {"address": "../a@b"}),
        ("/accounts", {"address": 1}),
        ("/accounts", []),
        (
            "/accounts/none@example.org/grant",
            {"client_id": "a", "client_secret": "b", "scopes": []},
        ),
        ("/accounts/none@example.org/grant", {"scopes": "x"}),
        ("/accounts/none@example.org/grant", {"scopes": 1}),
        ("/sandbox/bounces", {"address": "a@b", "kind": "x"}),
        ("/sandbox/mail", {"to": "none@example.org"}),
        ("/sandbox/mail", {"to": "agence@example.org", "raw": "é"}),
        ("/sandbox/mail", {"to": "agence@example.org", "raw": "bm8gbWFpbA"}),
    ],
)
def test_a_wrong_control_request_says_why(
    agency: Client, control: Callable[..., Any], path: str, sent: Any
) -> None:
    assert control("POST", path, sent, status=400)["error"]
