from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from google.oauth2.credentials import Credentials

from jobs.ports import Refused
from tests.workspace.loopback import BACKOFF, MAILBOX, Google
from wire.file_vault import FileVault
from wire.vault import Vault
from workspace.google.errors import answer
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http
from workspace.secrets.credentials import (
    SCOPES,
    MailboxRole,
    credentials,
    keep,
    scopes,
    unauthorised,
)

GRANTED = Credentials(
    "old",
    refresh_token="1//r",
    token_uri="https://oauth2.googleapis.com/token",
    client_id="c",
    client_secret="s",
    scopes=["https://www.googleapis.com/auth/drive"],
)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return FileVault(tmp_path / "vault", Fernet.generate_key().decode())


def test_every_scope_has_its_reason() -> None:
    assert set(SCOPES) == set(MailboxRole)
    assert all(reason for table in SCOPES.values() for reason in table.values())


def test_an_account_may_have_all_roles() -> None:
    names = [scope.rpartition("/")[2] for scope in scopes(MailboxRole)]

    assert names == ["drive.file", "gmail.compose", "gmail.readonly", "gmail.settings.basic"]


def test_what_is_kept_is_what_google_auth_writes(vault: Vault) -> None:
    keep(vault, "Ada@Example.fr", GRANTED)

    kept = vault.read("google/ada@example.fr")
    assert kept is not None
    assert json.loads(kept) == json.loads(GRANTED.to_json())


def test_an_account_is_found_however_it_is_typed(vault: Vault) -> None:
    keep(vault, "ada@example.fr", GRANTED)

    assert credentials(vault, " Ada@Example.fr").refresh_token == "1//r"


def test_the_token_endpoint_is_replaced_where_it_is_set(vault: Vault) -> None:
    keep(vault, MAILBOX, GRANTED)

    assert credentials(vault, MAILBOX).token_uri == GRANTED.token_uri
    assert credentials(vault, MAILBOX, oauth="http://h:1/").token_uri == "http://h:1/token"


def test_kept_credentials_open_their_mailbox(vault: Vault, google: Google) -> None:
    granted = google.account(MAILBOX, "gmail.readonly")
    keep(vault, MAILBOX, Credentials("stale", **_parts(granted)))
    found = credentials(vault, MAILBOX, oauth=google.url)

    with GoogleSession(found, backoff=BACKOFF) as session:
        gmail = service("gmail", "v1", root=google.url, http=Http(session))
        profile = answer(gmail.users().getProfile(userId="me"))

    assert profile["emailAddress"] == MAILBOX


def _parts(granted: Credentials) -> dict[str, str]:
    return {
        "refresh_token": granted.refresh_token,
        "token_uri": GRANTED.token_uri,
        "client_id": granted.client_id,
        "client_secret": granted.client_secret,
    }


@pytest.mark.parametrize("kept", [None, "", "[]", "{}", '{"refresh_token": "1//r"}'])
def test_a_missing_or_damaged_token_names_the_mailbox_to_people(
    kept: str | None, vault: Vault
) -> None:
    if kept is not None:
        vault.write(f"google/{MAILBOX}", kept)

    with pytest.raises(Refused) as caught:
        credentials(vault, MAILBOX)

    assert caught.value.problems == (unauthorised(MAILBOX),)
    assert MAILBOX not in str(caught.value)
