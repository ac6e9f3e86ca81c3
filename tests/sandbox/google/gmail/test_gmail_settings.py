"""Gmail's settings: forwarding, filters, the vacation responder, delegates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError

from sandbox.server import Sandbox
from tests.sandbox.clients import ALL, GOOGLE, Client, Delegated

ME = "me"
SETTINGS = GOOGLE + "gmail.settings.basic"
OWN = "factures@agence.example"
MAIN = "yann@rouxel.example"
EVERYTHING = {"size": 1, "sizeComparison": "larger"}
Connect = Callable[..., Client]
Control = Callable[..., Any]


@pytest.fixture
def owner(connect: Connect) -> Any:
    """The settings of a mailbox, as its owner's application reaches them."""
    connect(MAIN)
    client = connect(OWN, *ALL, SETTINGS, GOOGLE + "gmail.settings.sharing")
    return client.gmail.users().settings()


@pytest.fixture
def admin(owner: Any, sandbox: Sandbox) -> Any:
    """The same, by delegation."""
    return Delegated(sandbox.url).settings(OWN)


def refused(request: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as caught:
        request.execute()
    return caught.value.status_code, caught.value.error_details[0]["reason"]


def named(settings: Any, to: str = MAIN) -> Any:
    body = {"forwardingEmail": to}
    return settings.forwardingAddresses().create(userId=ME, body=body).execute()


def accepted(control: Control, sandbox: Sandbox) -> None:
    """Name the main address by hand and confirm by the link that came."""
    control("POST", f"/accounts/{OWN}/forwarding", {"to": MAIN})
    page = Client(sandbox.url, MAIN, ALL, "reader")
    listed = page.gmail.users().messages().list(userId=ME, q="subject:Confirmation").execute()
    text = page.gmail.users().messages().get(userId=ME, id=listed["messages"][0]["id"]).execute()
    assert "forwarding-noreply@google.com" in str(text["payload"]["headers"])
    token = requests.get(f"{sandbox.url}/mail/vf-none", timeout=5)
    assert token.status_code == 404
    link = next(word for word in _body(page, text["id"]).split() if "/mail/vf-" in word)
    requests.post(link, timeout=5).raise_for_status()
    page.close()


def _body(client: Client, mail_id: str) -> str:
    found = client.session.get(f"{client.url}/mail/{MAIN}/message/{mail_id}", timeout=5).text
    return found.replace("<", " ").replace(">", " ").replace('"', " ")


def arrives(control: Control, **more: str) -> Any:
    mail = {"to": OWN, "from": "b@acheteur.example", "subject": "Question", "text": "Bonjour"}
    return control("POST", "/sandbox/mail", mail | more)


def came(control: Control, sandbox: Sandbox, address: str, query: str = "") -> int:
    client = Client(sandbox.url, address, ALL, "counter")
    found = client.gmail.users().messages().list(userId=ME, q=query).execute()
    client.close()
    return len(found.get("messages", ()))


def test_an_owners_application_may_read_forwarding_and_not_change_it(owner: Any) -> None:
    assert owner.getAutoForwarding(userId=ME).execute() == {"enabled": False}
    assert owner.forwardingAddresses().list(userId=ME).execute() == {}
    body = {"forwardingEmail": MAIN}
    create = owner.forwardingAddresses().create(userId=ME, body=body)
    assert refused(create) == (403, "forbidden")
    assert refused(owner.updateAutoForwarding(userId=ME, body={})) == (403, "forbidden")
    assert refused(owner.delegates().list(userId=ME)) == (403, "forbidden")


def test_an_address_is_pending_until_its_owner_opens_the_link(
    admin: Any, control: Control, sandbox: Sandbox
) -> None:
    accepted(control, sandbox)
    addresses = admin.forwardingAddresses()
    found = addresses.get(userId=ME, forwardingEmail=MAIN).execute()
    assert found == {"forwardingEmail": MAIN, "verificationStatus": "accepted"}
    assert named(admin, "autre@rouxel.example")["verificationStatus"] == "pending"
    body = {"forwardingEmail": MAIN}
    assert refused(addresses.create(userId=ME, body=body)) == (409, "alreadyExists")
    for wrong in (OWN, "x"):
        body = {"forwardingEmail": wrong}
        assert refused(addresses.create(userId=ME, body=body))[0] == 400


@pytest.mark.parametrize(
    ("disposition", "labels"),
    [
        ("leaveInInbox", {"INBOX", "UNREAD"}),
        ("markRead", {"INBOX"}),
        ("archive", {"UNREAD"}),
        ("trash", {"TRASH", "UNREAD"}),
    ],
)
def test_a_copy_goes_on_and_the_mail_is_disposed_of(
    admin: Any, control: Control, sandbox: Sandbox, *, disposition: str, labels: set[str]
) -> None:
    body = {"enabled": True, "emailAddress": MAIN, "disposition": disposition}
    update = admin.updateAutoForwarding(userId=ME, body=body)
    assert refused(update) == (400, "failedPrecondition")
    accepted(control, sandbox)
    assert update.execute() == body
    assert admin.getAutoForwarding(userId=ME).execute() == body
    assert set(arrives(control)["labelIds"]) == labels
    assert came(control, sandbox, MAIN, "subject:Question") == 1

    admin.forwardingAddresses().delete(userId=ME, forwardingEmail=MAIN).execute()
    assert admin.getAutoForwarding(userId=ME).execute() == {"enabled": False}
    arrives(control)
    assert came(control, sandbox, MAIN, "subject:Question") == 1


def test_a_filter_forwards_to_a_verified_address_only(
    owner: Any, control: Control, sandbox: Sandbox
) -> None:
    filters = owner.filters()
    body = {"criteria": EVERYTHING, "action": {"forward": MAIN}}
    create = filters.create(userId=ME, body=body)
    assert refused(create) == (400, "failedPrecondition")
    accepted(control, sandbox)
    made = create.execute()
    assert refused(create) == (400, "failedPrecondition")
    assert filters.list(userId=ME).execute() == {"filter": [made]}
    assert filters.get(userId=ME, id=made["id"]).execute() == made
    arrives(control)
    filters.delete(userId=ME, id=made["id"]).execute()
    arrives(control)
    assert came(control, sandbox, MAIN, "subject:Question") == 1
    assert refused(filters.delete(userId=ME, id=made["id"]))[0] == 404


@pytest.mark.parametrize(
    ("criteria", "is_met"),
    [
        ({"from": "b@acheteur.example"}, True),
        ({"from": "autre"}, False),
        ({"subject": "question", "to": OWN}, True),
        ({"query": "bonjour", "negatedQuery": "bonsoir"}, True),
        ({"query": "bonjour", "negatedQuery": "question"}, False),
        ({"hasAttachment": True}, False),
        ({"size": 10_000, "sizeComparison": "smaller"}, True),
        ({"size": 10_000, "sizeComparison": "larger"}, False),
    ],
)
def test_a_filter_labels_what_meets_it(
    owner: Any, control: Control, criteria: dict[str, Any], *, is_met: bool
) -> None:
    body = {"criteria": criteria, "action": {"addLabelIds": ["STARRED"]}}
    owner.filters().create(userId=ME, body=body).execute()
    assert ("STARRED" in arrives(control)["labelIds"]) is is_met


@pytest.mark.parametrize(
    "body",
    [
        {"criteria": {}, "action": {"addLabelIds": ["STARRED"]}},
        {"criteria": EVERYTHING, "action": {}},
        {"criteria": EVERYTHING, "action": {"addLabelIds": ["Label_9"]}},
    ],
)
def test_a_filter_without_sense_is_refused(owner: Any, body: dict[str, Any]) -> None:
    assert refused(owner.filters().create(userId=ME, body=body))[0] == 400


def test_a_person_is_answered_once_in_four_days(
    owner: Any, control: Control, sandbox: Sandbox
) -> None:
    body = {"enableAutoReply": True, "responseBodyPlainText": "Absent."}
    assert owner.updateVacation(userId=ME, body=body).execute() == body
    assert owner.getVacation(userId=ME).execute() == body
    counts = []
    for days in (0, 3, 2):
        control("POST", "/clock", {"advance_seconds": days * 86_400})
        arrives(control, **{"from": MAIN})
        counts.append(came(control, sandbox, MAIN, f"from:{OWN}"))
    assert counts == [1, 1, 2]


@pytest.mark.parametrize(
    "more",
    [
        {"from": "mailer-daemon@googlemail.com"},
        {"from": OWN},
        {"auto_submitted": "auto-generated"},
    ],
)
def test_automatic_mail_is_not_answered(
    owner: Any, control: Control, sandbox: Sandbox, more: dict[str, str]
) -> None:
    body = {"enableAutoReply": True, "responseBodyPlainText": "Absent."}
    owner.updateVacation(userId=ME, body=body).execute()
    arrives(control, **more)
    assert came(control, sandbox, OWN, "in:sent") == 0
    arrives(control)
    assert came(control, sandbox, OWN, "in:sent") == 1


def test_two_responders_do_not_answer_each_other(
    owner: Any, connect: Connect, control: Control, sandbox: Sandbox
) -> None:
    other = connect(MAIN, *ALL, SETTINGS).gmail.users().settings()
    body = {"enableAutoReply": True, "responseSubject": "Absent", "responseBodyHtml": "<p>A</p>"}
    for each in (owner, other):
        each.updateVacation(userId=ME, body=body).execute()
    arrives(control, **{"from": MAIN})
    assert came(control, sandbox, OWN, "in:sent") == 1
    assert came(control, sandbox, MAIN, "in:sent") == 0


def test_an_empty_answer_is_refused(owner: Any) -> None:
    assert refused(owner.updateVacation(userId=ME, body={"enableAutoReply": True}))[0] == 400


def test_delegates_are_colleagues(admin: Any, connect: Connect) -> None:
    connect("ada@agence.example")
    body = {"delegateEmail": "ada@agence.example"}
    made = admin.delegates().create(userId=ME, body=body).execute()
    assert made == body | {"verificationStatus": "accepted"}
    assert refused(admin.delegates().create(userId=ME, body=body))[0] == 409
    assert admin.delegates().list(userId=ME).execute() == {"delegates": [made]}
    assert admin.delegates().get(userId=ME, **body).execute() == made
    admin.delegates().delete(userId=ME, **body).execute()
    assert admin.delegates().list(userId=ME).execute() == {}
    assert refused(admin.delegates().get(userId=ME, **body))[0] == 404
    assert refused(admin.delegates().create(userId=ME, body={"delegateEmail": MAIN}))[0] == 400


def test_a_mailbox_sends_as_others_once_they_agree(
    owner: Any, admin: Any, connect: Connect
) -> None:
    connect("accueil@agence.example")
    for alias in ("accueil@agence.example", MAIN):
        admin.sendAs().create(userId=ME, body={"sendAsEmail": alias}).execute()
    assert refused(admin.sendAs().create(userId=ME, body={"sendAsEmail": MAIN})) == (
        409, "alreadyExists",
    )  # fmt: skip
    assert refused(admin.sendAs().create(userId=ME, body={"sendAsEmail": OWN}))[0] == 400
    assert refused(owner.sendAs().create(userId=ME, body={"sendAsEmail": MAIN}))[0] == 403
    listed = owner.sendAs().list(userId=ME).execute()["sendAs"]
    assert [(each["sendAsEmail"], each.get("verificationStatus")) for each in listed] == [
        (OWN, None), ("accueil@agence.example", "accepted"), (MAIN, "pending"),
    ]  # fmt: skip
    admin.sendAs().delete(userId=ME, sendAsEmail=MAIN).execute()
    assert refused(admin.sendAs().delete(userId=ME, sendAsEmail=MAIN))[0] == 404
    assert len(owner.sendAs().list(userId=ME).execute()["sendAs"]) == 2
