"""All mails that are no documents: requests, reminders, notes.  They leave as documents do."""

from __future__ import annotations

from collections.abc import Iterable

from invoicing.history.contract_end import ContractEnd, is_given_back
from invoicing.history.records import Transmission
from invoicing.register.entry import ATTEMPTS
from invoicing.values.problems import Problem, Source
from invoicing.values.roles import MailRole
from jobs.approval import request_mail
from jobs.closing import cancellation, mails, waiting
from jobs.engine.work import Work
from jobs.mail import outgoing
from jobs.mail.mailboxes import agency_box, letter_box
from jobs.mail.outgoing import OutgoingMail
from jobs.notices import daily_digest, notices
from jobs.ports import Trouble


def posts(work: Work) -> list[OutgoingMail]:
    """Return what is to leave, and what was drafted and is no longer wanted."""
    every = (
        *request_mail.posts(work),
        *notices.posts(work),
        *mails.posts(work),
        *waiting.posts(work),
        *cancellation.posts(work),
        *daily_digest.posts(work),
    )
    wanted = [post for post in every if post.box]
    named = {(post.client_code, post.role) for post in wanted}
    stale = (
        _stale(work, seller, role, letter)
        for (seller, role), letter in work.run.history.letters.items()
        if (seller, role) not in named
    )
    return [post for post in (*wanted, *stale) if _is_open(work, post)]


def _stale(work: Work, seller: str, role: str, letter: Transmission) -> OutgoingMail:
    return OutgoingMail(
        client_code=seller,
        role=role,
        box=letter_box(work.books, seller),
        known=letter,
        compose=None,
        place=work.client_place(seller),
    )


def _is_open(work: Work, post: OutgoingMail) -> bool:
    return (
        post.client_code not in work.stops
        and work.only in {"", post.client_code}
        and post.box not in work.closed
        and not _is_given_back(work, post)
    )


def _is_given_back(work: Work, post: OutgoingMail) -> bool:
    """Whether it would leave from a mailbox that is its owner's again."""
    client = work.books.index.clients.get(post.client_code)
    closing = work.run.history.closings.get(post.client_code, ContractEnd())
    if client is None or post.box != client.mailbox.strip():
        return False
    return is_given_back(client, closing)


def greet(work: Work) -> None:
    """List the drafts of the mailboxes that letters leave from.

    The agency's own may be dead while documents go on leaving from the clients'.
    """
    for post in posts(work):
        if post.known.sent_at is not None or post.box in work.closed | work.drafts.keys():
            continue
        if post.box != agency_box(work.books):
            with work.answering_for(post.client_code):
                outgoing.listed(work, post.box)
            continue
        try:
            outgoing.listed(work, post.box)
        except Trouble as trouble:
            work.closed.add(post.box)
            place = Source(tab="Paramètres", header="Adresse d'envoi")
            work.notes += trouble.problems or (Problem(code="agency-mailbox", source=place),)


def settle(work: Work) -> None:
    """Find out what became of the drafts of earlier runs."""
    outgoing.settle(work, posts(work))


def write(work: Work) -> None:
    """Write them, unsent."""
    outgoing.write(work, [post for post in posts(work) if not _is_digest(post)])


def send(work: Work) -> None:
    """Send them: a client may be asked at any hour, and is reminded at civil ones."""
    wanted = [post for post in posts(work) if post.is_wanted and not _is_digest(post)]
    outgoing.send(work, wanted)


def tell_the_day(work: Work) -> None:
    """Write and send the day's summary, after all else: it tells what this very run has done."""
    outgoing.write(work, [post for post in posts(work) if _is_digest(post)])
    outgoing.send(work, [post for post in posts(work) if post.is_wanted and _is_digest(post)])


def _is_digest(post: OutgoingMail) -> bool:
    return MailRole.DIGEST.names(post.role)


def sweep(work: Work) -> None:
    """Delete the drafts with our header, in every mailbox listed, that no record names."""
    for box in [box for box in work.drafts if box not in work.closed]:
        sellers = [code for code in work.books.index.clients if _uses(work, code, box)]
        with work.answering_for(sellers[0] if sellers else ""):
            sweep_box(work, box)


def sweep_box(work: Work, box: str) -> None:
    """Do so in one mailbox."""
    outgoing.sweep(work, box, _references(work), _recorded(work))


def _uses(work: Work, seller: str, box: str) -> bool:
    return work.books.index.clients[seller].mailbox.strip() == box


def _references(work: Work) -> Iterable[str]:
    workbook = work.run.desk.workbook_id
    for entry in work.books.entries:
        known = entry.document.transmissions if entry.document else {}
        for role in entry.document.roles if entry.document else ():
            asked = known[role].attempt if role in known else 1  # a person may ask for more
            for attempt in range(1, max(ATTEMPTS, asked) + 1):
                yield outgoing.reference(workbook, entry.key, outgoing.numbered(role, attempt))
    for post in posts(work):
        yield outgoing.reference_of(work, post)


def _recorded(work: Work) -> Iterable[str]:
    for document in work.run.history.documents.values():
        yield from (known.draft_id for known in document.transmissions.values())
    for letter in work.run.history.letters.values():
        yield letter.draft_id
