"""Google's own client libraries, pointed at a sandbox; every answer is checked by its schema."""

from __future__ import annotations

import json
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urlsplit

import httplib2
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc

from sandbox.google.api.discovery import Routes
from sandbox.google.api.schema_check import clean_body

ALL = ("https://www.googleapis.com/auth/drive", "https://mail.google.com/")
GOOGLE = "https://www.googleapis.com/auth/"
DELEGATED = tuple(
    GOOGLE + name
    for name in (
        "gmail.settings.basic",
        "gmail.settings.sharing",
        "admin.directory.user",
        "admin.directory.user.security",
    )
)
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
ROUTES = Routes([
    ("admin", "directory_v1"),
    ("drive", "v3"),
    ("forms", "v1"),
    ("gmail", "v1"),
    ("sheets", "v4"),
])


@lru_cache
def document(name: str, version: str) -> str:
    text: str = get_static_doc(name, version)
    return text


class Http:
    """The part of httplib2.Http that googleapiclient uses, over requests."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session

    def close(self) -> None:
        return

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **_: Any
    ) -> tuple[httplib2.Response, bytes]:
        body = body.read() if hasattr(body, "read") else body
        answer = self.session.request(
            method, uri, data=body, headers=dict(headers or {}), allow_redirects=False
        )
        conform((headers or {}).get("x-http-method-override", method), uri, answer)
        info = {name.lower(): value for name, value in answer.headers.items()}
        response = httplib2.Response(info | {"status": str(answer.status_code)})
        response.reason = answer.reason or ""
        return response, answer.content


def conform(method: str, uri: str, answer: requests.Response) -> None:
    """Check that an answer has nothing that Google's description of it has not."""
    located = ROUTES.locate(method, urlsplit(uri).path)
    if located is None or answer.status_code != requests.codes.ok:
        return
    if answer.headers.get("Content-Type", "").startswith("application/json") and answer.content:
        found = located.method
        clean_body(found.api, found.response, json.loads(answer.content))


class Delegated:
    """A service account that acts for a Workspace's accounts."""

    def __init__(self, url: str, scopes: tuple[str, ...] = DELEGATED) -> None:
        self.url = url
        body = {"email": "robot@projet.iam.example", "scopes": list(scopes)}
        self.file: dict[str, str] = requests.post(
            f"{url}/service-accounts", json=body, timeout=5
        ).json()

    def session(self, subject: str, *scopes: str) -> AuthorizedSession:
        """Return a session in an account's name."""
        credentials = service_account.Credentials.from_service_account_info(
            self.file, scopes=scopes or DELEGATED, subject=subject
        )
        session = AuthorizedSession(credentials)
        session.trust_env = False
        return session

    def settings(self, subject: str) -> Any:
        """Return ``users().settings()`` of an account."""
        gmail = built(self.url, "gmail", "v1", self.session(subject))
        return gmail.users().settings()

    def directory(self, admin: str) -> Any:
        """Return the directory, in an administrator's name."""
        return built(self.url, "admin", "directory_v1", self.session(admin))


def built(url: str, name: str, version: str, session: requests.Session) -> Any:
    """Return Google's own client of an API."""
    found = json.loads(document(name, version)) | {"rootUrl": f"{url}/"}
    found.pop("mtlsRootUrl", None)
    found.pop("baseUrl", None)
    return build_from_document(found, http=Http(session))


class Client:
    """One account through one application."""

    def __init__(self, url: str, address: str, scopes: tuple[str, ...], client_id: str) -> None:
        self.url, self.address = url, address
        body = {"client_id": client_id, "client_secret": "secret", "scopes": list(scopes)}
        granted = requests.post(f"{url}/accounts/{address}/grant", json=body, timeout=5).json()
        self.refresh_token: str = granted["refresh_token"]
        self.credentials = Credentials(
            None,
            refresh_token=self.refresh_token,
            token_uri=f"{url}/token",
            client_id=client_id,
            client_secret="secret",
        )
        self.session = AuthorizedSession(self.credentials)
        self.session.trust_env = False

    @cached_property
    def drive(self) -> Any:
        return self.service("drive", "v3")

    @cached_property
    def forms(self) -> Any:
        return self.service("forms", "v1").forms()

    @cached_property
    def gmail(self) -> Any:
        return self.service("gmail", "v1")

    def service(self, name: str, version: str) -> Any:
        return built(self.url, name, version, self.session)

    def close(self) -> None:
        self.session.close()
