"""How the door for people speaks."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from invoicing.problems import Problem
from invoicing.words import sentence

OUT = Console()
UNASKED = "Personne ne peut répondre ici : lancez cette commande dans un terminal."


def say(problems: Iterable[Problem]) -> None:
    """Each once, on a line that is not broken."""
    for said in dict.fromkeys(map(sentence, problems)):
        OUT.print(f"• {said}", markup=False, soft_wrap=True)
