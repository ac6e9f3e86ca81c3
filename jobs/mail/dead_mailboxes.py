"""Mailboxes of clients that let us in no more: noticed, told once, and noticed again when they do.

A dead grant stops its own client and nobody else; nothing ever leaves from another mailbox in its
place.  A known dead mailbox is tried at every look, so that a new grant is seen at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from invoicing.history.events.mailboxes import MailboxBack, MailboxDied
from invoicing.register.mailbox_access import dead, granted
from invoicing.register.register import Register
from invoicing.rows.tabs import normalised
from invoicing.values.canonical_json import to_json
from invoicing.values.mail_addresses import box_hash
from invoicing.values.problems import Problem
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard

UNAUTHORISED = "mailbox-unauthorised"


def refused(problems: Iterable[Problem]) -> set[str]:
    """Return the mailboxes that *problems* say to be closed to us, by their hashes."""
    return {box_hash(each.values["mailbox"]) for each in problems if each.code == UNAUTHORISED}


def problems(books: Register) -> Iterator[Problem]:
    """Say it in the client's row, for as long as it lasts."""
    for client, _ in dead(books.rows.clients, books.history):
        values = {"mailbox": client.mailbox.strip()}
        yield Problem(code=UNAUTHORISED, source=client.place, values=values)


def changes(
    books: Register, *, closed: set[str], opened: set[str]
) -> Iterator[MailboxDied | MailboxBack]:
    """Return what is new of the mailboxes that were tried; *closed*, *opened*: hashes."""
    history, now = books.history, books.now
    for box, client in dict(granted(books.rows.clients, history)).items():
        if box in closed and box not in history.dead:
            who = to_json((client.mailbox.strip(), client.name))
            yield MailboxDied(box=box, client=normalised(client.code), at=now, content=who)
        elif box in opened - closed and box in history.dead:
            yield MailboxBack(box=box)


def note(context: Context, heard: Heard, dispatch: Dispatch) -> None:
    """Record it, of every mailbox that this run has tried."""
    stopped = (problem for stop in context.failures.stops.values() for problem in stop.problems)
    closed = heard.closed | refused(stopped)
    opened = heard.read | set(map(box_hash, dispatch.drafts))
    context.record([*changes(context.register, closed=closed, opened=opened)])
