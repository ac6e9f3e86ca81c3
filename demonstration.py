"""The demonstration agency on the sandbox: furnish it, serve it, run it once and show what came.

The agency is data (workspace/sandbox/demo); it is typed into the workbook through the product's
own client, as a person would type it.
"""

from __future__ import annotations

import csv
import os
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet
from google.oauth2.credentials import Credentials
from rich.console import Console
from rich.table import Table

from desk import Settings, office, set_instant
from workspace import vaults
from workspace.columns import PEOPLES
from workspace.credentials import Role, keep, scopes
from workspace.sandbox.server import Sandbox
from workspace.sheets import Sheets, SheetsHTTP
from workspace.tab_program import SETTINGS

HERE = Path(__file__).parent
AGENCY = HERE / "workspace/sandbox/demo"
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
    with office(settings) as opened:
        _type_rows(opened.sheets, workbook, agency)
    return workbook


def _open_account(settings: Settings, address: str, name: str) -> None:
    url = settings.sandbox_url
    _post(f"{url}/accounts", {"address": address, "name": name})
    roles = {Role.AGENCY, Role.MAILBOX} if address == settings.agency_account else {Role.MAILBOX}
    granted = _post(f"{url}/accounts/{address}/grant", {**CLIENT, "scopes": scopes(roles)})
    token = Credentials(
        None,
        refresh_token=granted["refresh_token"],
        token_uri=f"{url}/token",
        scopes=scopes(roles),
        **CLIENT,
    )
    with vaults.opened(settings.vault, key=settings.vault_key) as vault:
        keep(vault, address, token)


def _post(url: str, body: object) -> dict[str, Any]:
    answer = requests.post(url, json=body, timeout=PATIENCE)
    answer.raise_for_status()
    return dict(answer.json())


def _type_rows(client: SheetsHTTP, workbook: str, agency: Path) -> None:
    """Type every CSV file into its tab: the cells as a person in France types them."""
    data = []
    for tab in (*PEOPLES, SETTINGS):
        path = agency / f"{tab.title}.csv"
        if not path.exists():
            continue
        (grid,) = Sheets(client).values(workbook, [f"'{tab.title}'!1:1"])
        headers = [str(cell) for cell in grid[0]]
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        for place, header in enumerate(rows[0]):
            column = _letter(headers.index(header))
            cells = [[row[place] or None] for row in rows[1:]]
            data.append({"range": f"'{tab.title}'!{column}2:{column}{len(rows)}", "values": cells})
    client.values_batch_update(workbook, {"valueInputOption": "USER_ENTERED", "data": data})


def _letter(index: int) -> str:
    """The name of a column, from 0.

    >>> _letter(0), _letter(25), _letter(26)
    ('A', 'Z', 'AA')
    """
    return chr(ord("A") + index) if index < 26 else _letter(index // 26 - 1) + _letter(index % 26)  # noqa: PLR2004


def show(folder: Path, out: Console) -> int:
    """One billing run of the agency through the Cloud Function, and what came of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    out.print("Le bac à sable s'ouvre, l'agence de démonstration s'installe…")
    with _sandbox(folder) as environment, function(folder, environment) as url:
        with out.status("Passage de facturation…"):
            report = _post(url, {"job": "billing", "seller": None})
        _print(folder, environment, report, out)
    out.print(f"\n{time.monotonic() - began:.0f} s en tout.")
    return 0 if report["end"] == "done" else 1


@contextmanager
def _process(command: list[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603  (our own commands)
            [sys.executable, *command], env=environment, stdout=said, stderr=said
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=10)


@contextmanager
def _sandbox(folder: Path) -> Iterator[dict[str, str]]:
    command = [
        str(HERE / "cli.py"),
        "sandbox",
        "--data",
        str(folder),
        "--port",
        str(_free_port()),
        "--demo",
    ]
    with _process(command, folder / "sandbox.log", dict(os.environ)):
        _wait((folder / "env").exists, folder / "sandbox.log")
        lines = (folder / "env").read_text(encoding="utf-8").splitlines()
        pairs = (line.partition("=") for line in lines)
        yield {**os.environ, **{name: value.strip("'") for name, _, value in pairs}}


@contextmanager
def function(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve the Cloud Function in a process of its own; its log lies in the folder."""
    port = _free_port()
    command = ["-m", "functions_framework", "--target", "run", "--source", str(HERE / "main.py"),
               "--host", "127.0.0.1", "--port", str(port)]  # fmt: skip
    with _process(command, folder / "function.log", environment):
        _wait(lambda: _answers(port), folder / "function.log")
        yield f"http://127.0.0.1:{port}/"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(ready: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        time.sleep(0.05)


def _print(folder: Path, environment: dict[str, str], report: dict[str, Any], out: Console) -> None:
    """Numbers, totals, PDFs and mails, read from workbook and folder: the report has no amounts."""
    settings = Settings.read(environment)
    with office(settings) as opened:
        (grid,) = Sheets(opened.sheets).values(settings.workbook_id, ["Factures"])
    headers, *rows = grid
    documents: list[dict[str, Any]] = [
        dict(zip(map(str, headers), row, strict=False)) for row in rows
    ]
    for seller in report["sellers"]:
        issued = [each for each in documents if each.get("Numéro") in seller["issued"]]
        if issued:
            _print_client(folder, seller["seller"], issued, out)
    _print_rest(folder, documents, out)


def _print_client(folder: Path, seller: str, issued: list[dict[str, Any]], out: Console) -> None:
    """One client's documents, and the two folders in which they lie."""
    table = Table("Numéro", "Destinataire", "Total TTC", "Statut", "PDF")
    pdf, mail = Path(), Path()
    for each in issued:
        number = str(each["Numéro"])
        pdf = next(folder.glob(f"drive/**/*_{number}.pdf"), pdf)
        mail = next(folder.glob(f"mail/*/sent/*{number}*.eml"), mail)
        total = f"{each['Total TTC']:,.2f} €".replace(",", "\u202f").replace(".", ",")
        table.add_row(number, each["Destinataire"], total, each["Statut"], pdf.name)
    out.print(f"\n[bold]{seller}[/bold]")
    out.print(table)
    out.print(f"PDF   {pdf.parent}\nMails {mail.parent}", soft_wrap=True, highlight=False)


def _print_rest(folder: Path, documents: list[dict[str, Any]], out: Console) -> None:
    wrong = [each for each in documents if each.get("Problème")]
    out.print(f"\n[bold]{len(wrong)} lignes à corriger[/bold]")
    for each in wrong:
        said = str(each["Problème"]).splitlines()[0]
        out.print(f"  {each.get('Réf.', '?')} : {said}", markup=False, soft_wrap=True)
    sent = sorted(folder.glob("mail/*/sent/*.eml"))
    out.print(
        f"\n[bold]{len(sent)} mails envoyés[/bold], par exemple {sent[0] if sent else '–'}",
        soft_wrap=True,
    )
    out.print(f"À voir : {folder}/drive (les PDF), {folder}/mail (les mails).")
    out.print(f"Pour vivre la journée : python cli.py sandbox --data {folder}-vif --port 8000 "
              "--demo, puis http://127.0.0.1:8000/")  # fmt: skip
