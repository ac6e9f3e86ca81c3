"""What the commands print on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from rich.console import Console

from invoicing.texts.commands import terminal as texts
from invoicing.texts.problems.table import sentence
from invoicing.values.problems import Problem
from jobs.ports import Conflict, Trouble, Unavailable

OUT = Console()


def say(problems: Iterable[Problem]) -> None:
    """Print each problem once, on a line that is not broken."""
    for text in dict.fromkeys(map(sentence, problems)):
        OUT.print(f"• {text}", markup=False, soft_wrap=True)


def complain(trouble: Trouble) -> None:
    """Print what must be put right; if no problem says it, the text for engineers."""
    match trouble:
        case Unavailable():
            what = texts.UNAVAILABLE
        case Conflict():
            what = texts.CONFLICT
        case _:
            what = texts.REFUSED
    if not trouble.problems:
        OUT.print(texts.IN_ENGLISH.format(what=what, error=trouble), markup=False, soft_wrap=True)
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
