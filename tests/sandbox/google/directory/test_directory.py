"""Service accounts, the Admin directory, and another owner for a file."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import requests
from google.auth import crypt, jwt
from google.auth.exceptions import RefreshError
from googleapiclient.errors import HttpError

from sandbox.server import Sandbox
from tests.sandbox.clients import DELEGATED, DRIVE_FILE, Client, Delegated

ADMIN, USER, CONSUMER = "admin@agence.example", "ada@agence.example", "ada@gmail.com"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
Connect = Callable[..., Client]
Control = Callable[..., Any]


@pytest.fixture
def robot(sandbox: Sandbox, control: Control) -> Delegated:
    control("POST", "/accounts", {"address": ADMIN, "admin": True})
    control("POST", "/accounts", {"address": USER, "name": "Ada Rouxel", "two_step": True})
    control("POST", "/accounts", {"address": CONSUMER})
    return Delegated(sandbox.url)


@pytest.fixture
def directory(robot: Delegated) -> Any:
    return robot.directory(ADMIN)


def refused(request: Any) -> int:
    with pytest.raises(HttpError) as caught:
        request.execute()
    return int(caught.value.status_code)


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({}, 200, None),
        ({"sub": CONSUMER}, 401, "unauthorized_client"),
        ({"sub": "nobody@agence.example"}, 400, "invalid_grant"),
        ({"scope": DRIVE_FILE}, 401, "unauthorized_client"),
        ({"scope": ""}, 400, "invalid_scope"),
        ({"iss": "autre@p.example"}, 400, "invalid_grant"),
        ({"aud": "https://autre.example/"}, 400, "invalid_grant"),
        ({"exp": 1}, 400, "invalid_grant"),
        ({"iat": "x"}, 400, "invalid_grant"),
    ],
)
def test_an_assertion_is_checked(
    robot: Delegated, change: dict[str, Any], *, status: int, error: str | None
) -> None:
    now = int(time.time())
    claims: dict[str, Any] = {"iss": robot.file["client_email"], "sub": USER, "scope": DELEGATED[0]}
    claims |= {"aud": f"{robot.url}/token", "iat": now, "exp": now + 3600} | change
    signer = crypt.RSASigner.from_service_account_info(robot.file)
    answer = requests.post(
        f"{robot.url}/token",
        data={"grant_type": GRANT, "assertion": jwt.encode(signer, claims)},
        timeout=5,
    )
    assert (answer.status_code, answer.json().get("error")) == (status, error)


def test_another_key_and_no_assertion_are_refused(robot: Delegated, sandbox: Sandbox) -> None:
    old = dict(robot.file)
    Delegated(sandbox.url)  # the same account, with a new key
    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        robot.settings(USER).getVacation(userId="me").execute()
    assert old["private_key"] == robot.file["private_key"]
    for assertion in ("", "a.b", "a.b.c", "é.é.é"):
        body = {"grant_type": GRANT, "assertion": assertion}
        answer = requests.post(f"{sandbox.url}/token", data=body, timeout=5)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_password_is_changed_and_not_shown(directory: Any, control: Control) -> None:
    body = {"password": "provisoire-2026", "changePasswordAtNextLogin": True}
    found = directory.users().update(userKey=USER, body=body).execute()
    assert found["changePasswordAtNextLogin"] is True
    assert "provisoire" not in str(directory.users().get(userKey=found["id"]).execute())
    signed = control("POST", f"/accounts/{USER}/sign-in", {"password": body["password"]})
    assert signed == {"signed_in": True, "must_change": True}
    directory.users().signOut(userKey=USER).execute()
    assert control("GET", f"/accounts/{USER}")["sessions"] == 0
    directory.users().patch(userKey=USER, body={"suspended": True}).execute()
    again = control("POST", f"/accounts/{USER}/sign-in", {"password": body["password"]})
    assert again["signed_in"] is False


def test_a_changed_password_ends_what_reaches_mail_only(directory: Any, connect: Connect) -> None:
    mail, files = connect(USER), connect(USER, DRIVE_FILE, client_id="files")
    directory.users().update(userKey=USER, body={"password": "provisoire-2026"}).execute()
    with pytest.raises(RefreshError, match="invalid_grant"):
        mail.gmail.users().getProfile(userId="me").execute()
    assert files.drive.files().list().execute()["files"] == []


@pytest.mark.parametrize(
    ("key", "body", "status"),
    [
        (USER, {"password": "court"}, 400),
        (USER, {"orgUnitPath": "/"}, 501),
        (USER, {"recoveryPhone": "06 12 34 56 78"}, 400),
        (CONSUMER, {"password": "provisoire-2026"}, 404),
        ("nobody@agence.example", {"password": "provisoire-2026"}, 404),
    ],
)
def test_what_cannot_be_updated(
    directory: Any, key: str, body: dict[str, Any], status: int
) -> None:
    assert refused(directory.users().update(userKey=key, body=body)) == status


def test_only_an_administrator_manages(robot: Delegated) -> None:
    assert refused(robot.directory(USER).users().get(userKey=ADMIN)) == 403


def test_applications_are_listed_and_ended(directory: Any, connect: Connect) -> None:
    client = connect(USER, DRIVE_FILE)
    tokens = directory.tokens()
    found = tokens.list(userKey=USER).execute()["items"]
    assert [(each["clientId"], each["scopes"]) for each in found] == [("app", [DRIVE_FILE])]
    assert tokens.get(userKey=USER, clientId="app").execute() == found[0]
    tokens.delete(userKey=USER, clientId="app").execute()
    with pytest.raises(RefreshError, match="invalid_grant"):
        client.drive.files().list().execute()
    assert refused(tokens.delete(userKey=USER, clientId="app")) == 404
    assert refused(tokens.get(userKey=USER, clientId="app")) == 404


def test_application_passwords_are_ended(directory: Any, control: Control) -> None:
    code = control("POST", f"/accounts/{USER}/asps", {"name": "Téléphone"})["codeId"]
    asps = directory.asps()
    found = asps.list(userKey=USER).execute()["items"]
    assert [(each["codeId"], each["name"]) for each in found] == [(code, "Téléphone")]
    assert asps.get(userKey=USER, codeId=code).execute() == found[0]
    asps.delete(userKey=USER, codeId=code).execute()
    assert asps.list(userKey=USER).execute()["items"] == []
    assert refused(asps.delete(userKey=USER, codeId=code)) == 404


def test_backup_codes_are_made_anew_and_ended(directory: Any) -> None:
    codes = directory.verificationCodes()

    def listed() -> set[str]:
        items = codes.list(userKey=USER).execute()["items"]
        return {each["verificationCode"] for each in items}

    codes.generate(userKey=USER).execute()
    first = listed()
    codes.generate(userKey=USER).execute()
    assert len(first) == len(listed()) == 10
    assert first != listed()
    codes.invalidate(userKey=USER).execute()
    assert listed() == set()
    assert refused(codes.generate(userKey=ADMIN)) == 400


def a_file(client: Client) -> str:
    return str(client.drive.files().create(body={"name": "a"}).execute()["id"])


def give(client: Client, file: str, address: str, **more: Any) -> Any:
    body = {"type": "user", "role": "owner", "emailAddress": address}
    return client.drive.permissions().create(
        fileId=file, body=body | more.pop("body", {}), fields="*", **more
    )


def owner(client: Client, file: str) -> bool:
    found = client.drive.files().get(fileId=file, fields="ownedByMe").execute()
    return bool(found["ownedByMe"])


def test_a_colleague_becomes_the_owner_at_once(connect: Connect) -> None:
    one, other = connect(ADMIN), connect(USER)
    file = a_file(one)
    assert refused(give(one, file, USER)) == 403
    assert give(one, file, USER, transferOwnership=True).execute()["role"] == "owner"
    assert (owner(one, file), owner(other, file)) == (False, True)
    one.drive.files().update(fileId=file, body={"name": "b"}).execute()
    assert refused(give(one, file, ADMIN, transferOwnership=True)) == 403


def test_a_consumer_agrees_first(connect: Connect) -> None:
    one, other, third = connect(CONSUMER), connect("bob@gmail.com"), connect(USER)
    file = a_file(one)
    for address in (other.address, third.address):
        assert refused(give(one, file, address, transferOwnership=True)) == 403
    asked = give(one, file, other.address, body={"role": "writer", "pendingOwner": True}).execute()
    assert asked["pendingOwner"] is True
    other.drive.permissions().update(
        fileId=file, permissionId=asked["id"], body={"role": "owner"}, transferOwnership=True
    ).execute()
    assert (owner(one, file), owner(other, file)) == (False, True)


def test_an_unknown_kind_of_account_is_refused(control: Control) -> None:
    body = {"address": USER, "kind": "school"}
    assert "kind" in control("POST", "/accounts", body, status=400)["error"]
    assert "no account" in control("GET", "/accounts/x@y.example", status=400)["error"]
