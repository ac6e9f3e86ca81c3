"""What a run has heard: which mailboxes it read, and whether the Form could be answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from invoicing.values.problems import Problem
from jobs.ports import IncomingMail


@dataclass(slots=True, kw_only=True)
class Heard:
    """What a run has listened to, up to now."""

    mailboxes: set[str] = field(default_factory=set)  # read in full, and the Form too
    has_listened: bool = False  # to the Form and the mailboxes, or has tried to
    read: set[str] = field(default_factory=set)  # hashes of mailboxes, whatever the Form did
    closed: set[str] = field(default_factory=set)  # … of those that let us in no more
    is_form_read: bool = False
    form_flaws: tuple[Problem, ...] = ()  # why the Form cannot be answered
    threads: dict[str, Sequence[IncomingMail]] = field(default_factory=dict)  # by id, as read

    @property
    def state(self) -> tuple[object, ...]:
        """Return what changes when something was heard."""
        return (self.has_listened, self.is_form_read, self.form_flaws, frozenset(self.mailboxes))
