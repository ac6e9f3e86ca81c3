"""What the commands print on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from rich.console import Console

from invoicing.texts.problems import sentence
from invoicing.values.problems import Problem
from jobs.ports import Conflict, Trouble, Unavailable

OUT = Console()
UNASKED = "Personne ne peut répondre ici : lancez cette commande dans un terminal."


def say(problems: Iterable[Problem]) -> None:
    """Print each problem once, on a line that is not broken."""
    for text in dict.fromkeys(map(sentence, problems)):
        OUT.print(f"• {text}", markup=False, soft_wrap=True)


def complain(trouble: Trouble) -> None:
    """Print what must be put right; if no problem says it, the text for engineers."""
    match trouble:
        case Unavailable():
            what = "Google ne répond pas pour l'instant ; relancez la commande plus tard"
        case Conflict():
            what = "Ce qui est noté et ce qui se voit ne concordent pas"
        case _:
            what = "Refusé ; quelque chose est à corriger"
    if not trouble.problems:
        OUT.print(f"{what} (en anglais : {trouble}).", markup=False, soft_wrap=True)
    say(trouble.problems)


def log_to_stderr() -> None:
    """Show with each line of the log which client it is about, and why."""
    handler = logging.StreamHandler()
    nobody = {"seller": "", "why": ""}
    handler.setFormatter(
        logging.Formatter("  log: %(message)s %(seller)s %(why)s", defaults=nobody)
    )
    log = logging.getLogger("factures")
    log.handlers, log.propagate = [handler], False
