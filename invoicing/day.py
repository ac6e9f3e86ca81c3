"""What an agency wants to know of its day: lists under headings, only those that say something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from invoicing.books import Books
from invoicing.calendar import seller_date
from invoicing.dossier import SILENCE
from invoicing.grants import dead
from invoicing.history import History
from invoicing.lifecycle import Entry, State, mended
from invoicing.states import moment
from invoicing.words import sentence

LONGEST = 50  # items of a list
OVERDUE = timedelta(days=2)  # after which a task of a person's is late
MONTH_END = timedelta(days=3)  # before it, what would slip past the month is named

Lists = Iterator[tuple[str, tuple[str, ...]]]


def lists(books: Books, history: History, since: datetime, now: datetime) -> Lists:
    """Return heading and items of everything worth saying, the urgent first."""
    for heading, items in _all(books, history, since, now):
        found = tuple(items)
        if found:
            more = (f"… et {len(found) - LONGEST} autres",) if len(found) > LONGEST else ()
            yield heading, (*found[:LONGEST], *more)


def _all(
    books: Books, history: History, since: datetime, now: datetime
) -> Iterator[tuple[str, Iterator[str]]]:
    def of(state: State, say: Callable[[Entry], str] = named) -> Iterator[str]:
        return (say(entry) for entry in books.entries if entry.state(now) is state)

    yield "Boîtes à autoriser de nouveau", _dead(books, history)
    undelivered = (e for e in books.entries if e.state(now) is State.UNDELIVERED and not mended(e))
    yield "Non distribuées : corrigez l’adresse, puis Renvoyer", map(named, undelivered)
    corrected = (entry for entry in books.entries if mended(entry))
    yield "Adresse corrigée depuis : choisissez Renvoyer dans Action", map(named, corrected)
    yield "Corrections demandées", of(State.CORRECTION)
    yield "Réponses à lire", of(State.REPLY)
    yield "À déposer, à poster, à remettre", of(State.TO_DELIVER, lambda e: _task(e, now))
    yield "Validées par silence : un coup de fil ?", _tacit(books, since)
    yield "En attente du client", of(State.AWAITING_APPROVAL, _awaited)
    yield "Lignes bloquées", of(State.BLOCKED, _blocked)
    yield "Prestations faites, pas encore facturées", _unbilled(books, seller_date(now))
    yield "À émettre avant la fin du mois", _slipping(books, now)
    yield "Envoyées", _sent(books, since)


def _dead(books: Books, history: History) -> Iterator[str]:
    """Mailboxes that let us in no more."""
    for client, since in dead(books.rows.clients, history):
        yield f"{client.mailbox.strip()} ({client.code}), depuis le {seller_date(since):%d/%m/%Y}"


def named(entry: Entry) -> str:
    """Name a document as people know it."""
    buyer = entry.candidate.buyer.name if entry.candidate and entry.candidate.buyer else ""
    number = entry.document.number if entry.document else f"{entry.key[0]} {entry.key[1]}"
    return " – ".join(filter(None, (number, buyer)))


def _task(entry: Entry, now: datetime) -> str:
    main = entry.issued.main
    late = main.drafted_at is not None and now - main.drafted_at > OVERDUE
    return f"{named(entry)} ({main.channel}{', en retard' if late else ''})"


def _awaited(entry: Entry) -> str:
    until = f" (jusqu’à {moment(entry.deadline).removeprefix('de ')})" if entry.deadline else ""
    return f"{named(entry)}{until}"


def _blocked(entry: Entry) -> str:
    said = sentence(entry.problems[0]) if entry.problems else ""
    return f"{named(entry)} : {said}"


def _tacit(books: Books, since: datetime) -> Iterator[str]:
    for entry in books.entries:
        approval = entry.dossier.approval
        if approval is not None and approval.how == SILENCE and approval.at > since:
            yield named(entry)


def _unbilled(books: Books, today: date) -> Iterator[str]:
    """Rows that are filled in, of work that is done, and are not ticked."""
    for entry in books.entries:
        row = entry.row
        if row is None or entry.candidate is not None or entry.document is not None:
            continue
        done = row.period_end or row.period_start
        if row.buyer and done is not None and done < today:
            yield f"{row.key} – {row.buyer} (faite le {done:%d/%m/%Y})"


def _slipping(books: Books, now: datetime) -> Iterator[str]:
    """C. com. L441-9: the invoice comes with the delivery or the end of the service."""
    today = seller_date(now)
    last = today + relativedelta(day=31)
    if last - today >= MONTH_END:
        return
    for entry in books.entries:
        row = entry.row
        if row is None or entry.document is not None or not row.buyer:
            continue
        done = row.period_end or row.period_start
        if done is not None and (done.year, done.month) == (today.year, today.month):
            yield f"{row.key} – {row.buyer}"


def _sent(books: Books, since: datetime) -> Iterator[str]:
    for entry in books.entries:
        main = entry.document.main if entry.document else None
        if main is not None and main.sent_at is not None and main.sent_at > since:
            yield named(entry)
