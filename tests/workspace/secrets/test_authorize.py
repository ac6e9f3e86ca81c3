"""The consent as it happens: a command that waits, a person in a browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from cryptography.fernet import Fernet

from tests.workspace.loopback import AGENCY, CLIENT_ID, CLIENT_SECRET, MAILBOX, Google
from wire.file_vault import FileVault
from workspace.secrets.credentials import MailboxRole, credentials, scopes

KEY = Fernet.generate_key().decode()
PROGRAM = """
import json, sys
from pathlib import Path
from jobs.ports import Trouble
from wire.file_vault import FileVault
from workspace.google.services import Roots
from workspace.secrets.consent import OAuthClient, authorize
from workspace.secrets.credentials import MailboxRole
address, role, secret, url, path, key = sys.argv[1:]
application = OAuthClient(
    client_id="factures.apps.example", client_secret=secret, open_browser=False, patience=2
)
roots = Roots(oauth=url, gmail=url, drive=url)
try:
    authorize(address, [MailboxRole(role)], application=application, roots=roots,
              vault=FileVault(Path(path), key))
except Trouble as trouble:
    found = [{"code": p.code, **p.values} for p in trouble.problems]
    print(json.dumps([type(trouble).__name__, str(trouble), *found]))
else:
    print(json.dumps(["kept"]))
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the command said at its end, and what is in the vault."""

    said: list[str]
    problem: dict[str, str]
    vault: FileVault


@dataclass(frozen=True, slots=True)
class Command:
    """``authorize``, and a person who answers the page that it names."""

    google: Google
    path: Path

    def run(
        self,
        answer: dict[str, object],
        address: str = MAILBOX,
        *,
        role: MailboxRole = MailboxRole.MAILBOX,
        secret: str = CLIENT_SECRET,
    ) -> Outcome:
        arguments = [address, role.value, secret, self.google.url, str(self.path), KEY]
        command = [sys.executable, "-u", "-W", "error", "-c", PROGRAM, *arguments]
        environment = os.environ | {"OAUTHLIB_INSECURE_TRANSPORT": "1"}
        with subprocess.Popen(  # noqa: S603 (our own)
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as running:
            assert running.stdout is not None
            running.stdout.readline()
            page = running.stdout.readline().strip()
            if answer:
                _post(page, answer)
            out, err = running.communicate(timeout=20)
        assert err == ""
        said = json.loads(out)
        problem = said.pop() if isinstance(said[-1], dict) else {}
        return Outcome(said, problem, FileVault(self.path, KEY))


def _post(page: str, answer: dict[str, object]) -> None:
    with requests.Session() as browser:
        browser.trust_env = False
        browser.post(page, data=answer, timeout=10).raise_for_status()


@pytest.fixture
def command(google: Google, tmp_path: Path) -> Command:
    for address in (MAILBOX, AGENCY):
        google.account(address)
    return Command(google, tmp_path / "vault")


def agrees(account: str = MAILBOX, role: MailboxRole = MailboxRole.MAILBOX) -> dict[str, object]:
    return {"account": account, "scope": scopes([role])}


def test_a_mailbox_that_agrees_is_kept(command: Command) -> None:
    outcome = command.run(agrees())

    assert outcome.said == ["kept"]
    assert credentials(outcome.vault, MAILBOX).client_id == CLIENT_ID


def test_the_agencys_account_is_asked_for_drive_only(command: Command) -> None:
    outcome = command.run(agrees(AGENCY, MailboxRole.AGENCY), AGENCY, role=MailboxRole.AGENCY)

    assert outcome.said == ["kept"]
    assert credentials(outcome.vault, AGENCY).refresh_token


def refused(outcome: Outcome, **problem: str) -> None:
    code = problem["code"]
    assert outcome.said == ["Refused", f"authorize: {code}"]
    assert outcome.problem == {"mailbox": MAILBOX, **problem}
    assert outcome.vault.read(f"google/{MAILBOX}") is None


def test_another_account_is_refused(command: Command) -> None:
    refused(command.run(agrees(AGENCY)), code="consent-other-account", account=AGENCY)


def test_less_than_was_asked_for_is_refused(command: Command) -> None:
    compose, readonly = scopes([MailboxRole.MAILBOX])
    outcome = command.run({"account": MAILBOX, "scope": [compose]})

    refused(outcome, code="consent-incomplete", scopes=readonly)


def test_a_person_may_decline(command: Command) -> None:
    refused(command.run({"account": MAILBOX, "refuse": "1"}), code="consent-declined")


def test_nobody_waits_for_ever(command: Command) -> None:
    refused(command.run({}), code="consent-timeout")


def test_a_wrong_secret_is_told(command: Command, google: Google) -> None:
    google.consent(MAILBOX, "gmail.compose")
    outcome = command.run(agrees(), secret="wrong")

    refused(outcome, code="consent-failed", reason="invalid_client")


@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_token_endpoint_that_is_away_is_no_refusal(
    fault: str, command: Command, google: Google
) -> None:
    google.fault(fault, "oauth2.token")

    outcome = command.run(agrees())

    assert outcome.said == ["GoogleUnavailable", "oauth2.token: no answer ConnectionError"]
    assert outcome.vault.read(f"google/{MAILBOX}") is None
