"""The three exceptions, named by what the caller can do.

::

    Exception
    └── Trouble
        ├── Unavailable   the world cannot now; the call may succeed later   429, 5xx, time-out
        ├── Refused       the world will not until a person acts             401, 403, 404, 400
        └── Conflict      the world is not what our record says              restored workbook, …

After ``Unavailable`` a write may or may not have happened: it is settled by looking, never by
doing it again in the same run.
"""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.values.problems import Problem


class Trouble(Exception):
    """What the three have in common: a text for engineers, free of personal data and amounts."""

    def __init__(self, text: str, *, problems: Sequence[Problem] = ()) -> None:
        """*problems*: what a person must put right, with its place in the workbook."""
        super().__init__(text)
        self.problems = tuple(problems)


class Unavailable(Trouble):
    """The outside world cannot do it now; the same call may succeed later."""


class Refused(Trouble):
    """The outside world will not do it until a person changes something."""


class Conflict(Trouble):
    """The outside world is not what the record says; the run stops before it does anything."""
