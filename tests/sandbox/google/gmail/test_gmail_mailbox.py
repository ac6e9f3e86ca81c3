from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.clients import Client
from tests.sandbox.google.gmail.test_gmail_drafts import body, draft, letter, send

Control = Callable[..., Any]


@pytest.fixture
def users(agency: Client, control: Control) -> Any:
    """A mailbox with a mail sent on 20 November and one that came on 23 November 2026."""
    control("PUT", "/clock", {"now": "2026-11-20T12:00:00Z"})
    send(agency, draft(agency)["id"])
    control("PUT", "/clock", {"now": "2026-11-23T12:00:00Z"})
    mail = {
        "to": agency.address,
        "from": "Élise Durand <elise@buyer.example>",
        "subject": "Question sur 2026-0001",
        "text": "Pouvez-vous corriger le montant ?",
    }
    control("POST", "/sandbox/mail", mail)
    return agency.gmail.users()


def found(users: Any, query: str, **more: Any) -> list[str]:
    """Return which mails match: S the sent one, I the one that came."""
    answer = users.messages().list(userId="me", q=query, **more).execute()
    ids = [mail["id"] for mail in answer.get("messages", [])]
    labels = [users.messages().get(userId="me", id=i).execute()["labelIds"] for i in ids]
    return ["S" if "SENT" in each else "I" for each in labels]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "IS"),
        ("in:sent", "S"),
        ("in:inbox", "I"),
        ("label:inbox is:unread", "I"),
        ("is:read", "S"),
        ("from:elise", "I"),
        ("from:(elise@buyer.example)", "I"),
        ("from:buyer.example", "I"),
        ("from:eli", ""),
        ("to:buyer@elsewhere.example", "S"),
        ('subject:"facture n 1"', "S"),
        ("subject:(question 2026-0001)", "I"),
        ("subject:2026-0002", ""),
        ("ete", "S"),
        ("MONTANT corriger", "I"),
        ('"le montant"', "I"),
        ('"montant le"', ""),
        ("has:attachment", "S"),
        ("filename:pdf", "S"),
        ("filename:F-1.pdf", "S"),
        ("newer_than:2d", "I"),
        ("older_than:2d", "S"),
        ("after:2026/11/22", "I"),
        ("before:2026/11/22", "S"),
        ("after:1795262400", "I"),
        ("-in:sent", "I"),
        ("in:sent OR from:elise", "IS"),
        ("{in:sent from:elise}", "IS"),
        ("(in:sent from:elise)", ""),
        ("in:anywhere larger:1k", ""),
        ("in:trash", ""),
        ("http://x", ""),
        (")(", "IS"),
    ],
)
def test_a_search_finds(users: Any, query: str, expected: str) -> None:
    assert "".join(found(users, query)) == expected


def test_a_message_id_finds_its_mail(users: Any) -> None:
    [mail] = users.messages().list(userId="me", q="in:sent").execute()["messages"]
    get = users.messages().get
    headers = {"format": "metadata", "metadataHeaders": ["Message-ID"]}
    payload = get(userId="me", id=mail["id"], **headers).execute()["payload"]
    [header] = payload["headers"]
    query = f"rfc822msgid:{header['value'].strip('<>')}"
    assert found(users, query) == ["S"]
    assert found(users, "rfc822msgid:<own@factures>") == []


def test_the_trash_is_left_out_unless_asked_for(users: Any) -> None:
    [mail] = users.messages().list(userId="me", q="in:sent").execute()["messages"]
    users.messages().trash(userId="me", id=mail["id"]).execute()
    assert found(users, "filename:pdf") == []
    assert found(users, "filename:pdf", includeSpamTrash=True) == ["S"]
    assert found(users, "in:trash") == ["S"]
    users.messages().untrash(userId="me", id=mail["id"]).execute()
    assert found(users, "filename:pdf") == ["S"]


def test_a_full_message_has_its_parts_and_attachments(users: Any) -> None:
    [mail] = users.messages().list(userId="me", q="in:sent").execute()["messages"]
    full = users.messages().get(userId="me", id=mail["id"]).execute()
    text, file = full["payload"]["parts"]
    assert base64.urlsafe_b64decode(text["body"]["data"]).decode().startswith("Bonjour")
    assert (file["filename"], file["mimeType"]) == ("F-1.pdf", "application/pdf")
    attachment = users.messages().attachments()
    key = {"messageId": mail["id"], "id": file["body"]["attachmentId"]}
    data = attachment.get(userId="me", **key).execute()["data"]
    assert base64.urlsafe_b64decode(data) == b"%PDF-1.7"
    assert full["internalDate"][:7] == "1795176"
    assert full["snippet"].startswith("Bonjour, voici")


def test_labels_live_from_creation_to_deletion(users: Any) -> None:
    labels = users.labels()
    made = labels.create(userId="me", body={"name": "Traité/2026"}).execute()
    with pytest.raises(HttpError, match="exists or conflicts"):
        labels.create(userId="me", body={"name": "traité/2026"}).execute()
    [mail] = users.messages().list(userId="me", q="in:inbox").execute()["messages"]
    change = {"addLabelIds": [made["id"]], "removeLabelIds": ["UNREAD", "INBOX"]}
    users.messages().modify(userId="me", id=mail["id"], body=change).execute()
    assert found(users, "label:traité-2026") == ["I"]
    assert labels.get(userId="me", id=made["id"]).execute()["messagesTotal"] == 1
    labels.patch(userId="me", id=made["id"], body={"name": "Fait"}).execute()
    labels.delete(userId="me", id=made["id"]).execute()
    names = [label["name"] for label in labels.list(userId="me").execute()["labels"]]
    assert "INBOX" in names
    assert "Fait" not in names
    with pytest.raises(HttpError, match="Invalid label"):
        users.messages().modify(userId="me", id=mail["id"], body=change).execute()


def test_history_tells_what_happened_since(users: Any, agency: Client) -> None:
    start = users.getProfile(userId="me").execute()["historyId"]
    send(agency, draft(agency)["id"])
    history = users.history()
    answer = history.list(userId="me", startHistoryId=start).execute()
    kinds = [min(set(event) - {"id", "messages"}) for event in answer["history"]]
    assert kinds == ["messagesAdded", "messagesAdded", "messagesDeleted"]
    only = history.list(userId="me", startHistoryId=start, historyTypes="messageDeleted")
    assert len(only.execute()["history"]) == 1
    nothing = history.list(userId="me", startHistoryId=answer["historyId"]).execute()
    assert "history" not in nothing


def test_old_history_is_gone(users: Any, control: Control) -> None:
    control("POST", "/clock", {"advance_seconds": 8 * 86400})
    with pytest.raises(HttpError) as caught:
        users.history().list(userId="me", startHistoryId="1").execute()
    assert caught.value.status_code == 404


def test_a_thread_is_taken_as_a_whole(users: Any) -> None:
    threads = users.threads()
    [one] = threads.list(userId="me", q="in:inbox").execute()["threads"]
    body = {"removeLabelIds": ["UNREAD"]}
    threads.modify(userId="me", id=one["id"], body=body).execute()
    assert found(users, "is:unread") == []
    threads.trash(userId="me", id=one["id"]).execute()
    assert "threads" not in threads.list(userId="me", q="from:elise").execute()
    threads.untrash(userId="me", id=one["id"]).execute()
    threads.delete(userId="me", id=one["id"]).execute()
    with pytest.raises(HttpError):
        threads.get(userId="me", id=one["id"]).execute()


def test_an_imported_mail_keeps_its_date(users: Any) -> None:
    raw = letter(Date="Mon, 02 Nov 2026 10:00:00 +0100")
    made = users.messages().import_(userId="me", body=body(raw) | {"labelIds": ["INBOX"]}).execute()
    get = users.messages().get(userId="me", id=made["id"], format="minimal")
    assert get.execute()["internalDate"] == "1793610000000"
    inserted = users.messages().insert(userId="me", body=body(raw)).execute()
    get = users.messages().get(userId="me", id=inserted["id"], format="minimal")
    assert get.execute()["internalDate"][:6] == "179543"


def test_pages_of_messages_follow_each_other(users: Any) -> None:
    request, pages = users.messages().list(userId="me", maxResults=1), 0
    while request:
        answer = request.execute()
        assert len(answer["messages"]) == 1
        request, pages = users.messages().list_next(request, answer), pages + 1
    assert pages == 2


def test_the_metadata_scope_reads_no_content(
    connect: Callable[..., Client], users: Any, agency: Client
) -> None:
    scope = "https://www.googleapis.com/auth/gmail.metadata"
    narrow = connect(agency.address, scope).gmail.users().messages()
    [mail, _] = narrow.list(userId="me").execute()["messages"]
    narrow.get(userId="me", id=mail["id"], format="metadata").execute()
    for request in (
        narrow.get(userId="me", id=mail["id"]),
        narrow.list(userId="me", q="x"),
    ):
        with pytest.raises(HttpError) as caught:
            request.execute()
        assert caught.value.status_code == 403
