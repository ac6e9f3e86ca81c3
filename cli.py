"""The door for people: the same jobs by hand, and the sandbox.  No logic."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

import demonstration
from commands.contract_end import close, delegate, keep
from commands.proof import audit, proof, trust
from commands.restore import restore
from commands.set_up import authorise, establish, logo, setup
from commands.terminal import OUT, complain, log_to_stderr, say
from desk import NEEDED, Settings, WrongSettings, desk, instant, set_instant
from invoicing.texts.commands import terminal as texts
from invoicing.values.calendar import SELLER_ZONE
from invoicing.values.french import short_date, tenths
from jobs.dry_run import Plan, plan
from jobs.engine.run import End
from jobs.ports import Trouble
from jobs.report import RunReport, billing

Command = Callable[[argparse.Namespace], int]


def run(options: argparse.Namespace) -> int:
    """One billing run."""
    settings = Settings.read(needs=NEEDED)
    if options.at is not None:
        if not settings.sandbox_url:
            OUT.print(texts.SANDBOX_ONLY)
            return 2
        set_instant(settings, options.at)
    with desk(settings) as laid:
        if options.dry_run:
            return _show_plan(plan(laid, instant(settings), seller=options.seller))
        with _progress(texts.RUNNING):
            report = billing(
                laid, instant(settings), seller=options.seller, take_over=options.take_over
            )
    return _show(report)


def _progress(text: str) -> Progress:
    bar = Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
                   console=OUT, transient=True)  # fmt: skip
    bar.add_task(text, total=None)
    return bar


def _show(report: RunReport) -> int:
    local = report.at.astimezone(SELLER_ZONE)
    end, seconds = texts.ENDS[report.end.name], tenths(report.seconds)
    OUT.print(
        texts.RUN.format(day=short_date(local), hour=f"{local:%H:%M}", end=end, seconds=seconds)
    )
    say(report.problems)
    sellers = report.as_json()["sellers"]
    if sellers:
        table = Table(*texts.COLUMNS)
        for each in sellers:
            table.add_row(each["seller"], ", ".join(each["issued"]), str(each["sent"]),
                          str(each["waiting"]), str(len(each["problems"])))  # fmt: skip
        OUT.print(table)
    if any(each["problems"] for each in sellers):
        OUT.print(texts.PROBLEMS)
    return 0 if report.end in {End.DONE, End.IDLE, End.BUSY} else 1


def _show_plan(planned: Plan) -> int:
    table = Table(*texts.PLAN_COLUMNS)
    for step in planned.steps:
        table.add_row(step.seller, step.key, step.text)
    OUT.print(table if planned.steps else texts.NOTHING_WOULD)
    say((*planned.problems, *(problem for step in planned.steps for problem in step.problems)))
    return 0


def sandbox(options: argparse.Namespace) -> int:
    """Serve the sandbox."""
    return demonstration.serve(options.data, options.port, demo=options.demo, setup=establish)


def demo(options: argparse.Namespace) -> int:
    """Run the demonstration agency once, through the Cloud Function."""
    return demonstration.show(Path("build/demo"), OUT)


def _instant(text: str) -> datetime:
    """Read an instant of the command line; without a zone it is the seller's."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        message = texts.NO_INSTANT.format(text=text)
        raise argparse.ArgumentTypeError(message) from None
    return (at if at.tzinfo else at.replace(tzinfo=SELLER_ZONE)).astimezone(UTC)


def _file(text: str) -> Path:
    """Read the path of a file that exists."""
    if not Path(text).is_file():
        message = texts.NO_FILE.format(text=text)
        raise argparse.ArgumentTypeError(message)
    return Path(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cli.py", description="Facturation, à la main.")
    commands = parser.add_subparsers(required=True, metavar="commande")

    def command(name: str, does: Command, summary: str) -> Callable[..., argparse.Action]:
        parser = commands.add_parser(name, help=summary, description=summary)
        parser.set_defaults(does=does)
        return parser.add_argument

    option = command("run", run, "un passage de facturation")
    option("--seller", default="", metavar="CODE", help="un seul client")
    option("--at", type=_instant, metavar="INSTANT", help="règle d'abord l'horloge du bac à sable")
    option("--dry-run", action="store_true", help="dit ce qui se passerait, ne change rien")
    option("--take-over", action="store_true", help="le passage précédent est mort : le reprendre")
    option = command("setup", setup, "crée ou répare le classeur et les dossiers")
    option("--renew-key", action="store_true", help="change la clé qui signe les validations")
    option = command("sandbox", sandbox, "sert un Google Workspace sur cette machine")
    option("--data", type=Path, required=True, metavar="DOSSIER")
    option("--port", type=int, default=0)
    option("--demo", action="store_true", help="avec l'agence de démonstration")
    command("demo", demo, "un passage de l'agence de démonstration")
    _add_clients(command)
    _add_closing(command)
    _add_proving(command)
    return parser


def _add_closing(command: Callable[[str, Command, str], Callable[..., argparse.Action]]) -> None:
    option = command("delegate", delegate, "garde le compte de service du Workspace de l'agence")
    option("file", type=_file, metavar="FICHIER", help="sa clé, en JSON")
    option("--admin", required=True, metavar="ADRESSE", help="l'administrateur qu'il représente")
    option = command("keep", keep, "garde dans le coffre les identifiants d'une boîte")
    option("--seller", required=True, metavar="CODE", help="le client")
    option = command("close", close, "remet au client ses identifiants, à la fin du contrat")
    option("--seller", required=True, metavar="CODE", help="le client")
    option("--noted-by", required=True, metavar="NOM", help="qui les remet")


def _add_clients(command: Callable[[str, Command, str], Callable[..., argparse.Action]]) -> None:
    option = command("authorize", authorise, "demande l'accord d'une boîte")
    option("--mailbox", required=True, metavar="ADRESSE")
    also = (
        "le compte de l'agence est aussi une boîte d'envoi : celle de Paramètres, « Adresse "
        "d'envoi » (demandes, notes, bilan du jour), ou celle d'un client"
    )
    option("--also-sends", action="store_true", help=also)
    leaving = "une boîte Gmail dont le contrat se termine : son courrier pourra être transféré"
    option("--leaving", action="store_true", help=leaving)
    option("--no-browser", action="store_true", help="affiche l'adresse au lieu de l'ouvrir")
    option("--port", type=int, default=0, help="port de la page de retour")
    option = command("logo", logo, "dépose le logo d'un client dans Drive, et dit quoi taper")
    option("--seller", required=True, metavar="CODE", help="le client")
    option("file", type=_file, metavar="FICHIER", help="une image PNG ou JPEG")


def _add_proving(command: Callable[[str, Command, str], Callable[..., argparse.Action]]) -> None:
    option = command("proof", proof, "le dossier de preuve d'un document")
    option("number", nargs="?", default="", metavar="NUMÉRO")
    option("--ref", default="", metavar="RÉF", help="un document qui n'a pas de numéro")
    option("--seller", default="", metavar="CODE", help="le client de --ref")
    option("--to", type=Path, metavar="DOSSIER", help="où l'écrire")
    option("--verify", type=Path, metavar="DOSSIER", help="vérifie un dossier déjà écrit")
    option = command("trust", trust, "confirme un IBAN ou une adresse de validation qui change")
    option("--seller", required=True, metavar="CODE")
    option("--noted-by", required=True, metavar="NOM", help="qui en répond")
    option("--yes", action="store_true", help="sans demander")
    command("audit", audit, "compare Journal, archive, boîtes et classeur")
    option = command("restore", restore, "rétablit une remise dans un classeur vide")
    option("zips", nargs="+", type=_file, metavar="ZIP", help="tous les ZIP de la remise")
    option("--verify", action="store_true", help="vérifie seulement, sans Google")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks."""
    options = _parser().parse_args(arguments)
    log_to_stderr()
    try:
        return int(options.does(options))
    except WrongSettings as error:
        OUT.print(texts.SETTINGS.format(error=error))
    except Trouble as error:
        complain(error)
    return 1


if __name__ == "__main__":
    sys.exit(main())
