"""One billing run of the furnished agency through the Cloud Function, and what came of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from demonstration.furnish import HERE, PATIENCE, post
from desk import Settings, open_agency
from invoicing.texts.states.next_steps import PREVIEW_MADE
from invoicing.values.channels import BY_HAND
from invoicing.values.french import euros
from invoicing.values.roles import Role
from workspace.workbook.client import Sheets

DAY = ".venv/bin/python cli.py sandbox --data build/day --port 8000 --demo"
TO_WHOM: dict[str, str] = {  # `Rôle` in « Envois » → to whom a document went
    Role.BUYER: "factures, au destinataire",
    Role.OFFICE: "factures, au service comptable du destinataire",
    Role.PAYER: "factures, au tiers payeur",
    Role.ACCOUNTANT: "factures, au comptable du client",
    Role.COPY: "factures, en copie au client",
}
AGENCY_MAILS = "de l’agence : demandes de validation, bilan du jour"


def show(folder: Path, out: Console) -> int:
    """One billing run of the agency through the Cloud Function, and what came of it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    began = time.monotonic()
    out.print("Le bac à sable s'ouvre, l'agence de démonstration s'installe…")
    with _sandbox(folder) as environment, function(folder, environment) as url:
        with out.status("Passage de facturation…"):
            report = post(url, {"job": "billing", "seller": None})
        _print(folder, environment, report, out)
    out.print(f"\n{time.monotonic() - began:.0f} s en tout.")
    return 0 if report["end"] == "done" else 1


@contextmanager
def _process(command: list[str], log: Path, environment: dict[str, str]) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603  (our own commands)
            [sys.executable, *command], env=environment, stdout=output, stderr=output
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
    with open_agency(settings) as opened:
        tabs = Sheets(opened.sheets).values(settings.workbook_id, ["Factures", "Envois"])
    documents, sendings = (
        [dict(zip(map(str, headers), row, strict=False)) for row in rows] for headers, *rows in tabs
    )
    for seller in report["sellers"]:
        issued = [each for each in documents if each.get("Numéro") in seller["issued"]]
        if issued:
            _print_client(folder, seller["seller"], issued, out)
    _print_waiting(documents, out)
    _print_mails(folder, Counter(str(each["Rôle"]) for each in sendings if each.get("Envoyé le")),
                 out)  # fmt: skip
    _print_wrong(documents, out)
    _print_ways_on(folder, out)


def _print_client(folder: Path, seller: str, issued: list[dict[str, Any]], out: Console) -> None:
    """Print one client's documents, and the two folders in which they lie."""
    table = Table("Numéro", "Destinataire", Column("Total TTC", justify="right"), "Statut")
    pdf, mail = Path(), Path()
    for each in issued:
        number = str(each["Numéro"])
        pdf = next(folder.glob(f"drive/**/*_{number}.pdf"), pdf)
        mail = next(folder.glob(f"mail/*/sent/*{number}*.eml"), mail)
        total = euros(Decimal(str(each["Total TTC"])))
        table.add_row(number, each["Destinataire"], total, each["Statut"])
    _title(seller, out)
    out.print(table)
    out.print(f"PDF   {pdf.parent}\nMails {mail.parent}", soft_wrap=True, highlight=False)


def _print_waiting(documents: list[dict[str, Any]], out: Console) -> None:
    """Print what waits for a client, or for a person of the agency."""
    waiting = [each for each in documents if each.get("Statut") == "En attente du client"]
    by_hand = [each for each in documents if each.get("Statut") in BY_HAND.values()]
    looked_at = [each for each in documents if each.get("Prochaine étape") == PREVIEW_MADE]
    for title, invoices in (
        ("factures en attente du client", waiting),
        ("factures à faire à la main", by_hand),
        ("ligne montrée par Aperçu, sans être cochée", looked_at),
    ):
        _title(f"{len(invoices)} {title}", out)
        _print_rows(((each.get("Numéro") or each["Réf."], _step(each)) for each in invoices), out)


def _step(document: dict[str, Any]) -> str:
    words = filter(None, (document["Statut"], document["Prochaine étape"]))
    return f"{document['Destinataire']} : {' ; '.join(words)}"


def _print_mails(folder: Path, roles: Counter[str], out: Console) -> None:
    """Print how many mails have left, and to whom: those of documents, then the agency's own."""
    sent = sorted(folder.glob("mail/*/sent/*.eml"))
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for role, count in roles.most_common():
        table.add_row(f"  {count}", TO_WHOM.get(role, role))
    table.add_row(f"  {len(sent) - roles.total()}", AGENCY_MAILS)
    _title(f"{len(sent)} mails envoyés", out)
    out.print(table, highlight=False)
    example = next((mail for mail in sent if "Facture" in mail.name), "–")
    out.print(f"  Par exemple {example}", soft_wrap=True, highlight=False)


def _print_wrong(documents: list[dict[str, Any]], out: Console) -> None:
    wrong = [each for each in documents if each.get("Problème")]
    _title(f"{len(wrong)} lignes fausses, exprès", out)
    _print_rows(
        ((each.get("Réf.", "?"), str(each["Problème"]).splitlines()[0]) for each in wrong), out
    )


def _print_rows(rows: Iterable[tuple[str, str]], out: Console) -> None:
    """Print names with a text beside each; no-break spaces hold, where rich breaks them."""
    pairs = list(rows)
    indent = 4 + max((len(name) for name, _ in pairs), default=0)
    for name, beside in pairs:
        lines = textwrap.wrap(beside, out.width - indent, break_on_hyphens=False)
        text = f"  {name}".ljust(indent) + ("\n" + " " * indent).join(lines)
        out.print(text, markup=False, highlight=False, soft_wrap=True)


def _print_ways_on(folder: Path, out: Console) -> None:
    _title("Et maintenant", out)
    for line in (
        f"  Ouvrir {folder}/drive (les PDF) et {folder}/mail (les mails).",
        "  Vivre la journée dans un navigateur :",
        f"    {DAY}",
        "    puis http://127.0.0.1:8000/",
    ):
        out.print(line, soft_wrap=True, highlight=False)


def _title(text: str, out: Console) -> None:
    out.print(f"\n[bold]{text}[/bold]", highlight=False)
