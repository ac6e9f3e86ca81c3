"""Handing over the credentials: sealed in a PDF, whose passphrase is shown once on a screen.

It is told by telephone; it is never mailed, logged or recorded.  A run that dies half-way has
recorded only that it began: the next one makes another password, another passphrase, another file,
named by its minute: the newest is the one that the passphrase opens.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from invoicing.values.problems import Problem, Source
from jobs.engine.context import in_context
from jobs.engine.run import End, Job, OutOfTime, run
from jobs.on_request.sealing_run import seal_credentials
from jobs.ports import Desk, Refused, Unavailable


def hand_over(desk: Desk, now: datetime, *, seller: str, noted_by: str) -> str:
    """Seal a client's credentials in his folder, and return the passphrase, once.

    ``Refused`` when the closing is not there yet, or the vault holds nothing of the account.
    """
    told: list[str] = []
    sealing = partial(seal_credentials, seller=seller, noted_by=noted_by, told=told)
    job = Job(name="credentials", due=lambda *_: True, work=in_context(sealing))
    try:
        end = run(job, desk, now)
    except OutOfTime:
        raise _again("too-slow") from None
    except (Unavailable, Refused):  # the PDF lies there, and nothing else opens it
        if not told:
            raise
        return told[0]
    if end is not End.DONE or not told:
        raise _again("busy")
    return told[0]


def _again(code: str) -> Refused:
    """Say that the person is to begin again."""
    problem = Problem(code=code, source=Source(tab="Clôtures"))
    return Refused("nothing was handed over", problems=[problem])
