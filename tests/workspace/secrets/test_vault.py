from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.oauth2.credentials import Credentials

from jobs.ports import Refused, Unavailable
from tests.wire import rude
from tests.wire.rude import RudeServer, says
from tests.workspace.secrets.secret_server import SecretServer
from wire.file_vault import FileVault
from wire.vault import Vault
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http
from workspace.secrets.open_vault import opened
from workspace.secrets.secret_manager import SecretManagerVault, secret_id

KEY = Fernet.generate_key().decode()
NAME = "google/ada+x@example.fr"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "vault"


@pytest.fixture
def server() -> Iterator[SecretServer]:
    with SecretServer() as serving:
        yield serving


def at(url: str, session: GoogleSession) -> SecretManagerVault:
    return SecretManagerVault(
        service("secretmanager", "v1", root=url, http=Http(session)), "factures-prod"
    )


@pytest.fixture(params=["file", "gcp"])
def vault(request: pytest.FixtureRequest, path: Path, server: SecretServer) -> Iterator[Vault]:
    if request.param == "file":
        yield FileVault(path, KEY)
        return
    with GoogleSession(Credentials("adc"), backoff=0.01) as session:
        yield at(server.url, session)


def test_a_secret_is_read_back_and_replaced(vault: Vault) -> None:
    assert vault.read(NAME) is None

    vault.write(NAME, '{"é": 1}')
    vault.write(NAME, '{"é": 2}')
    vault.write("approval-key/1", "k")

    assert vault.read(NAME) == '{"é": 2}'
    assert vault.read("approval-key/1") == "k"
    assert vault.read("google/ada_x@example.fr") is None


def test_what_is_destroyed_is_gone_and_may_come_again(vault: Vault) -> None:
    vault.write("approval-key/1", "k")
    for secret in ("un", "deux", "trois"):
        vault.write(NAME, secret)

    assert vault.holds(NAME)
    vault.destroy(NAME)
    vault.destroy(NAME)
    vault.destroy("never-written")

    assert vault.read(NAME) is None
    assert not vault.holds(NAME)
    assert not vault.holds("never-written")
    assert vault.read("approval-key/1") == "k"
    vault.write(NAME, "quatre")
    assert vault.read(NAME) == "quatre"


def test_every_version_is_destroyed(server: SecretServer) -> None:
    with GoogleSession(Credentials("adc"), backoff=0.01) as session:
        vault = at(server.url, session)
        for secret in ("un", "deux", "trois", "quatre", "cinq"):
            vault.write(NAME, secret)

        vault.destroy(NAME)

    assert server.versions == {secret_id(NAME): [None] * 5}


def test_an_earlier_version_is_still_held(server: SecretServer) -> None:
    with GoogleSession(Credentials("adc"), backoff=0.01) as session:
        vault = at(server.url, session)
        for secret in ("un", "deux"):
            vault.write(NAME, secret)
        server.versions[secret_id(NAME)][-1] = None

        assert vault.read(NAME) is None
        assert vault.holds(NAME)


@pytest.mark.parametrize("where", ["", "file:", "gcp:", "s3:bucket", "/etc/vault"])
def test_what_names_no_vault_is_refused(where: str) -> None:
    with pytest.raises(Refused, match="VAULT"), opened(where, key=KEY):
        pass


def test_a_file_is_named_by_the_setting(path: Path) -> None:
    with opened(f"file:{path}", key=KEY) as vault:
        vault.write(NAME, "secret")

    assert FileVault(path, KEY).read(NAME) == "secret"


def test_names_do_not_meet_in_secret_manager() -> None:
    names = ["google/a@b", "google/a_b", "google/a-b", "google_a-b", "google/A@b", "google_2fa"]

    assert len({secret_id(name) for name in names}) == len(names)


def test_a_read_of_secret_manager_is_repeated_and_its_refusal_told() -> None:
    found = says(b'{"payload": {"data": "azE="}}')
    refusal = says(b'{"error": {"status": "PERMISSION_DENIED"}}', "403 Forbidden")
    with (
        RudeServer(rude.drops, found, refusal) as server,
        GoogleSession(Credentials("adc"), backoff=0.01) as session,
    ):
        assert at(server.url, session).read(NAME) == "k1"

        with pytest.raises(Refused, match="403 PERMISSION_DENIED"):
            at(server.url, session).read(NAME)
        with pytest.raises(Refused, match="403 PERMISSION_DENIED"):
            at(server.url, session).write(NAME, "k2")


def test_a_write_to_secret_manager_without_an_answer_is_unknown() -> None:
    with (
        RudeServer(rude.drops) as server,
        GoogleSession(Credentials("adc"), backoff=0.01) as session,
    ):
        with pytest.raises(Unavailable):
            at(server.url, session).write(NAME, "k2")

        assert len(server.requests) == 1


PROGRAM = """
import sys
from workspace.secrets.open_vault import opened
with opened("gcp:factures-prod", root=sys.argv[1]) as vault:
    vault.write("approval-key/1", "k")
    print(vault.read("approval-key/1"))
"""


def test_the_default_credentials_of_the_machine_open_secret_manager(
    server: SecretServer, tmp_path: Path
) -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    account = {
        "type": "service_account",
        "client_email": "run@factures-prod.iam.example",
        "private_key": pem.decode(),
        "private_key_id": "1",
        "project_id": "factures-prod",
        "token_uri": f"{server.url}/token",
    }
    (tmp_path / "adc.json").write_text(json.dumps(account))
    environment = os.environ | {"GOOGLE_APPLICATION_CREDENTIALS": str(tmp_path / "adc.json")}
    command = [sys.executable, "-W", "error", "-c", PROGRAM, server.url]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (our own)

    assert (done.stdout, done.stderr) == ("k\n", "")
    assert list(server.versions) == ["approval-key_2f1"]


def test_a_file_that_does_not_open_is_refused(path: Path, tmp_path: Path) -> None:
    FileVault(path, KEY).write(NAME, "secret")
    other = Fernet.generate_key().decode()

    with opened(f"file:{path}", key=other) as vault:
        for act in (vault.read, vault.holds, vault.destroy, partial(vault.write, secret="x")):
            with pytest.raises(Refused, match="VAULT_KEY"):
                act(NAME)
    with opened(f"file:{tmp_path}", key=KEY) as folder, pytest.raises(Refused, match="IsADir"):
        folder.read(NAME)
    with pytest.raises(Refused, match="VAULT_KEY"), opened(f"file:{path}", key="short"):
        pass
