"""The agency's Form as jobs know it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from invoicing.values.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """What somebody submitted.  Opening a link submits nothing."""

    id: str  # the response's
    at: datetime  # UTC, when it was last submitted
    codes: tuple[str, ...]  # the tokens in its last field: several in « Tout valider »
    approves: bool | None  # the decision; None: none was made
    subjects: tuple[str, ...] = ()  # what to correct: Prix, Quantité, Dates, …
    comment: str = ""  # at most 1,000 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All answers since an instant, and whether the Form could have been answered."""

    given: tuple[FormAnswer, ...]  # oldest first
    flaws: tuple[Problem, ...] = ()  # closed, gone, without one of its questions: silence is mute


class Form(Protocol):
    """The Form through which client companies approve and ask for corrections."""

    def link(self, codes: Sequence[str], summary: str, *, approves: bool) -> str:
        """Return the address of the Form, filled in beforehand; opening it does nothing."""

    def answers(self, since: datetime) -> Answers:
        """Read every answer submitted at or after *since* (UTC)."""
