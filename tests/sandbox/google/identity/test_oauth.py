from __future__ import annotations

import os
import re
import threading
import webbrowser
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from google.auth.exceptions import RefreshError
from google_auth_oauthlib.flow import InstalledAppFlow
from googleapiclient.errors import HttpError

from sandbox.server import Sandbox
from tests.sandbox.clients import DRIVE_FILE, Client

COMPOSE = "https://www.googleapis.com/auth/gmail.compose"


def test_a_revoked_grant_is_invalid(agency: Client) -> None:
    agency.drive.files().list().execute()
    body = {"token": agency.refresh_token}
    assert requests.post(f"{agency.url}/revoke", data=body, timeout=5).status_code == 200
    with pytest.raises(RefreshError, match="invalid_grant"):
        agency.drive.files().list().execute()
    assert requests.post(f"{agency.url}/revoke", data=body, timeout=5).status_code == 400


def test_a_changed_password_ends_all_grants(agency: Client, control: Callable[..., Any]) -> None:
    agency.drive.files().list().execute()
    assert control("POST", f"/accounts/{agency.address}/revoke", {}) == {"revoked": 1}
    with pytest.raises(RefreshError, match="invalid_grant"):
        agency.drive.files().list().execute()


def test_tokens_die_by_the_sandboxs_clock(agency: Client, control: Callable[..., Any]) -> None:
    agency.drive.files().list().execute()
    token = agency.credentials.token
    control("POST", "/clock", {"advance_seconds": 3600})
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.get(f"{agency.url}/drive/v3/files", headers=headers, timeout=5)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    agency.drive.files().list().execute()
    assert agency.credentials.token != token


def test_a_token_opens_what_its_scopes_open(connect: Callable[..., Client]) -> None:
    client = connect("agence@example.org", DRIVE_FILE)
    with pytest.raises(HttpError) as caught:
        client.gmail.users().getProfile(userId="me").execute()
    assert caught.value.status_code == 403
    assert caught.value.error_details[0]["reason"] == "insufficientPermissions"


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "unknown"}, 401, "invalid_client"),
        ({"client_id": ""}, 400, "invalid_request"),
        ({"refresh_token": "1//x"}, 400, "invalid_grant"),
        ({"scope": "https://www.googleapis.com/auth/calendar"}, 400, "invalid_scope"),
    ],
)
def test_the_token_endpoint_refuses(
    agency: Client, form: dict[str, str], status: int, error: str
) -> None:
    good = {
        "grant_type": "refresh_token",
        "refresh_token": agency.refresh_token,
        "client_id": "app",
        "client_secret": "secret",
    }
    answer = requests.post(f"{agency.url}/token", data=good | form, timeout=5)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


class Person(threading.Thread):
    """Opens the consent page, as a browser would, and decides."""

    def __init__(self, form: dict[str, Any]) -> None:
        super().__init__()
        self.form, self.page = form, ""

    def open(self, url: str, **_: Any) -> bool:
        self.url = url
        self.start()
        return True

    def run(self) -> None:
        self.page = requests.get(self.url, timeout=5).text
        requests.post(self.url, data=self.form, timeout=5).close()


@pytest.fixture
def loopback() -> Iterator[None]:
    """What the library wants to hear before it talks plain HTTP, and takes fewer scopes."""
    told = {"OAUTHLIB_INSECURE_TRANSPORT": "1", "OAUTHLIB_RELAX_TOKEN_SCOPE": "1"}
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    yield
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


def consent(sandbox: Sandbox, form: dict[str, Any]) -> Any:
    """Run the flow of a desktop application; the sandbox is its Google."""
    config = {
        "client_id": "desktop",
        "client_secret": "s3cret",
        "auth_uri": f"{sandbox.url}/o/oauth2/auth",
        "token_uri": f"{sandbox.url}/token",
    }
    flow = InstalledAppFlow.from_client_config({"installed": config}, [DRIVE_FILE, COMPOSE])
    person = Person(form)
    webbrowser.register("person", None, person)  # type: ignore[arg-type]  # it opens, that is all
    try:
        found = flow.run_local_server(
            port=0, browser="person", access_type="offline", prompt="consent", timeout_seconds=5
        )
    finally:
        person.join()
        flow.oauth2session.close()
    assert "Autoriser" in person.page
    return found


@pytest.mark.usefixtures("loopback")
def test_a_person_consents_in_the_browser(sandbox: Sandbox, control: Callable[..., Any]) -> None:
    control("POST", "/accounts", {"address": "durand@example.org", "name": "Durand"})
    form = {"account": "durand@example.org", "scope": [COMPOSE]}
    found = consent(sandbox, form)
    assert found.refresh_token
    assert found.granted_scopes == [COMPOSE]


def query(**more: str) -> dict[str, str]:
    return {
        "client_id": "app",
        "redirect_uri": "http://127.0.0.1:9/",
        "response_type": "code",
        "scope": DRIVE_FILE,
        "state": "abc",
    } | more


def test_a_refusal_goes_back_to_the_application(sandbox: Sandbox) -> None:
    answer = requests.post(
        f"{sandbox.url}/o/oauth2/auth",
        params=query(),
        data={"refuse": "1"},
        allow_redirects=False,
        timeout=5,
    )
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back == {"error": ["access_denied"], "state": ["abc"]}


@pytest.mark.parametrize(
    "more",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": "http://[::1"},
        {"response_type": "token"},
        {"scope": ""},
        {"client_id": ""},
    ],
)
def test_a_wrong_demand_is_an_error_page(sandbox: Sandbox, more: dict[str, str]) -> None:
    url = f"{sandbox.url}/o/oauth2/v2/auth"
    answer = requests.get(url, params=query(**more), timeout=5)
    assert answer.status_code == 400
    assert re.search("Erreur 400", answer.text)
