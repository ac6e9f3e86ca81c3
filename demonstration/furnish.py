"""Furnish the sandbox with an agency that is data, typed as a person types it; and serve it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet
from google.oauth2.credentials import Credentials

from desk import AgencyAccount, Settings, open_agency, set_instant
from jobs.ports import Document
from sandbox.server import Sandbox
from workspace.columns.clients import CLIENTS
from workspace.columns.columns import PEOPLES
from workspace.columns.program import SETTINGS
from workspace.drive.logos import deposit
from workspace.secrets import open_vault
from workspace.secrets.credentials import MailboxRole, keep, scopes
from workspace.workbook.client import Sheets, SheetsHTTP

HERE = Path(__file__).parents[1]
AGENCY = HERE / "sandbox/demo"
CLIENT = {"client_id": "demo.apps.example", "client_secret": Fernet.generate_key().decode()}
PATIENCE = 120  # seconds
Setup = Callable[[Settings], list[str]]


def serve(folder: Path, port: int, *, demo: bool, setup: Setup) -> int:
    """Serve the sandbox until interrupted; ``DIR/env`` appears when everything is ready."""
    (folder / "env").unlink(missing_ok=True)
    with Sandbox(folder, port=port) as sandbox:
        environment = variables(sandbox, folder)
        if demo:
            environment["WORKBOOK_ID"] = furnish(environment, setup)
        lines = "".join(f"{name}='{value}'\n" for name, value in environment.items())
        (folder / "env.new").write_text(lines, encoding="utf-8")
        (folder / "env.new").rename(folder / "env")
        print(lines, end="", flush=True)  # noqa: T201  (what the command is for)
        try:
            sandbox.wait()
        except KeyboardInterrupt:
            return 0
    return 0


def variables(sandbox: Sandbox, folder: Path, *, agency: Path = AGENCY) -> dict[str, str]:
    """Return the variables under which the product talks to this sandbox."""
    key = folder / "vault.key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_bytes(Fernet.generate_key())
    return {
        **sandbox.environment(),
        "WORKBOOK_ID": "",
        "AGENCY_ACCOUNT": str(_agency(agency)["account"]),
        "VAULT": f"file:{(folder / 'vault').resolve()}",
        "VAULT_KEY": key.read_text(encoding="ascii"),
        "OAUTH_CLIENT_ID": CLIENT["client_id"],
        "OAUTH_CLIENT_SECRET": CLIENT["client_secret"],
        "RETRY_BACKOFF": "0.05",
        "OAUTHLIB_INSECURE_TRANSPORT": "1",
    }


def _agency(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "agency.toml").read_text(encoding="utf-8"))


def furnish(environment: dict[str, str], setup: Setup, *, agency: Path = AGENCY) -> str:
    """Set the clock, open the accounts, set the workbook up and type the agency's rows."""
    data = _agency(agency)
    settings = Settings.read(environment)
    set_instant(settings, data["instant"])
    for account in data["mailboxes"]:
        _open_account(settings, account["address"], account["name"])
    workbook = setup(settings)[-1].partition("=")[2]
    with open_agency(settings) as opened:
        pictures = data.get("logos", {})
        logos = {code: _deposited(opened, agency / name) for code, name in pictures.items()}
        _type_rows(opened.sheets, workbook, agency, logos)
    return workbook


def _deposited(opened: AgencyAccount, picture: Path) -> str:
    return deposit(opened.drive, Document(name=picture.name, content=picture.read_bytes()))


def _open_account(settings: Settings, address: str, name: str) -> None:
    post(f"{settings.sandbox_url}/accounts", {"address": address, "name": name})
    consent(settings, address)


def consent(settings: Settings, address: str) -> None:
    """Let an account agree at once to what ``authorize`` asks for, and keep its token."""
    url = settings.sandbox_url
    roles = (
        {MailboxRole.AGENCY, MailboxRole.MAILBOX}
        if address == settings.agency_account
        else {MailboxRole.MAILBOX}
    )
    granted = post(f"{url}/accounts/{address}/grant", {**CLIENT, "scopes": scopes(roles)})
    token = Credentials(
        None,
        refresh_token=granted["refresh_token"],
        token_uri=f"{url}/token",
        scopes=scopes(roles),
        **CLIENT,
    )
    with open_vault.opened(settings.vault, key=settings.vault_key) as vault:
        keep(vault, address, token)


def post(url: str, body: object) -> dict[str, Any]:
    """Send JSON, and return the JSON that comes back."""
    answer = requests.post(url, json=body, timeout=PATIENCE)
    answer.raise_for_status()
    return dict(answer.json())


def _type_rows(client: SheetsHTTP, workbook: str, agency: Path, logos: Mapping[str, str]) -> None:
    """Type every CSV file into its tab: the cells as a person in France types them.

    *logos*: their links, by client's code.
    """
    data = []
    for tab in (*PEOPLES, SETTINGS):
        path = agency / f"{tab.title}.csv"
        if not path.exists():
            continue
        (grid,) = Sheets(client).values(workbook, [f"'{tab.title}'!1:1"])
        headers = [str(cell) for cell in grid[0]]
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        if tab is CLIENTS and logos:
            rows = [[*rows[0], "Logo"], *([*row, logos.get(row[0], "")] for row in rows[1:])]
        for place, header in enumerate(rows[0]):
            column = _letter(headers.index(header))
            cells = [[row[place] or None] for row in rows[1:]]
            data.append({"range": f"'{tab.title}'!{column}2:{column}{len(rows)}", "values": cells})
    client.values_batch_update(workbook, {"valueInputOption": "USER_ENTERED", "data": data})


def _letter(index: int) -> str:
    """Return the name of a column, from 0.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    return chr(ord("A") + index) if index < 26 else _letter(index // 26 - 1) + _letter(index % 26)  # noqa: PLR2004
