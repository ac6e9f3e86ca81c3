"""What an agency wants to know of its day: sections, only those that say something.

What needs a person comes first, the most urgent on top; then what waits for others, and what went
out.  A long section is cut, and says where the rest is: it is read on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from invoicing.approval.confirmed_details import UNCONFIRMED, waits_for_his_word
from invoicing.history.approval_file import SILENCE
from invoicing.history.history import History
from invoicing.register.entry import DocumentState, Entry, mended
from invoicing.register.mailbox_access import dead
from invoicing.register.register import Register
from invoicing.register.statuses import is_the_client_stopped
from invoicing.rows.tabs import InvoiceRow, normalised
from invoicing.texts.mails import daily_digest as texts
from invoicing.texts.problems.table import brief
from invoicing.values.calendar import seller_date
from invoicing.values.french import NBSP, short_date, short_moment
from invoicing.values.french_names import short
from invoicing.values.roles import Role

MOST, MOST_SENT = 5, 10  # items of a section that are named
OVERDUE = timedelta(days=2)  # after which a task of a person's is late
MONTH_END = timedelta(days=3)  # before it, what would slip past the month is named


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """A heading, and what stands under it; the first few are named."""

    title: str
    items: tuple[str, ...]
    hint: str = ""  # what is to be done with them
    rest: str = texts.ROWS  # where the others are found
    most: int = MOST

    @property
    def count(self) -> str:
        """Count them, on one line: « À corriger : 36 »."""
        return f"{self.title} : {len(self.items)}".replace(" ", NBSP)

    @property
    def heading(self) -> str:
        """Head them: « À corriger (36) »."""
        hint = f" : {self.hint}" if self.hint else ""
        return f"{self.title} ({len(self.items)}){hint}"

    @property
    def named(self) -> tuple[str, ...]:
        """Return the first items, and where how many others are.

        >>> DigestSection(title="À corriger", items=tuple("abcdefg")).named[-1]
        '… et 2 autres : onglet Factures'
        """
        more = len(self.items) - self.most
        if more <= 1:  # the last would take no more room than the sentence
            return self.items
        return (*self.items[: self.most], texts.MORE.format(count=more, where=self.rest))


def sections(
    books: Register, history: History, since: datetime, now: datetime
) -> Iterator[DigestSection]:
    """Yield everything worth saying, the urgent first."""
    for section in _all(books, history, since, now):
        if section.items:
            yield section


def _all(
    books: Register, history: History, since: datetime, now: datetime
) -> Iterator[DigestSection]:
    yield _section("dead-mailboxes", _dead(books, history))
    yield _section("stopped-clients", _stopped(books))
    yield _section("undelivered", _undelivered(books, now))
    yield _section("address-corrected", (named(e) for e in books.entries if mended(e)))
    yield _section("corrections", _of(books, DocumentState.CORRECTION, now))
    yield _section("replies", _of(books, DocumentState.REPLY, now))
    yield _section("by-hand", _tasks(books, now))
    yield _section("by-silence", _tacit(books, since))
    yield _section("blocked", _blocked(books, now))
    yield _section("month-end", _slipping(books, now))
    yield _section("unbilled", _unbilled(books, seller_date(now)))
    yield _section("awaited", _awaited(books, now))
    yield _section("sent", _sent(books, since), most=MOST_SENT)


def _section(code: str, items: Iterator[str], *, most: int = MOST) -> DigestSection:
    """Make a section; equal items (a `Réf.` that stands twice) are named once."""
    words = texts.SECTIONS[code]
    return DigestSection(
        title=words.title,
        items=tuple(dict.fromkeys(items)),
        hint=words.hint,
        rest=words.rest,
        most=most,
    )


def _of(books: Register, state: DocumentState, now: datetime) -> Iterator[str]:
    return (named(entry) for entry in books.entries if entry.state(now) is state)


def _undelivered(books: Register, now: datetime) -> Iterator[str]:
    """Yield what came back and whose address has not been corrected."""
    for entry in books.entries:
        if entry.state(now) is DocumentState.UNDELIVERED and not mended(entry):
            yield named(entry)


def _dead(books: Register, history: History) -> Iterator[str]:
    """Yield the mailboxes that refuse our access, each with the day."""
    for client, since in dead(books.rows.clients, history):
        yield texts.DEAD_MAILBOX.format(
            mailbox=client.mailbox.strip(), client=client.code, day=short_date(seller_date(since))
        )


def _stopped(books: Register) -> Iterator[str]:
    """Yield the clients who have a change to confirm."""
    for client in books.rows.clients:
        problems = books.client_problems.get(normalised(client.code), ())
        said = (brief(problem) for problem in problems if problem.code in UNCONFIRMED)
        yield from (f"{client.code} : {words}" for words in said)


def _waits_for_his_word(books: Register, entry: Entry) -> bool:
    return waits_for_his_word(books.client_problems.get(entry.client_code, ()))


def named(entry: Entry) -> str:
    """Name a document as people know it."""
    buyer = entry.candidate.buyer.name if entry.candidate and entry.candidate.buyer else ""
    number = entry.document.number if entry.document else " ".join(filter(None, entry.key))
    return " – ".join(filter(None, (number, short(buyer))))


def _tasks(books: Register, now: datetime) -> Iterator[str]:
    """Yield what a person is to deliver, the oldest task first."""
    found = [
        (known.drafted_at or now, entry, role)
        for entry in books.entries
        for role, known in (entry.document.transmissions.items() if entry.document else ())
        if known.is_laid_out and not known.is_out
    ]
    for at, entry, role in sorted(found, key=lambda task: task[0]):
        yield _task(entry, role, late=now - at > OVERDUE)


def _task(entry: Entry, role: str, *, late: bool) -> str:
    channel = entry.issued.transmissions[role].channel
    whom = "" if role == Role.BUYER else f", {role.lower()}"
    what = texts.BY_HAND.get(channel, texts.BY_HAND_ANYWHERE)
    return f"{named(entry)}{whom} : {what}{texts.LATE if late else ''}"


def _awaited(books: Register, now: datetime) -> Iterator[str]:
    waiting = [e for e in books.entries if e.state(now) is DocumentState.AWAITING_APPROVAL]
    for entry in sorted(waiting, key=lambda each: each.deadline or now):
        moment = short_moment(entry.deadline) if entry.deadline else ""
        yield named(entry) + (texts.AWAITED_UNTIL.format(moment=moment) if moment else "")


def _blocked(books: Register, now: datetime) -> Iterator[str]:
    """Yield blocked rows, the newest first."""
    for entry in reversed(books.entries):
        if entry.state(now) is not DocumentState.BLOCKED:
            continue
        if not entry.problems:
            yield named(entry)
            continue
        if is_the_client_stopped(entry) and _waits_for_his_word(books, entry):
            continue  # told of the client
        problem = entry.problems[0]
        where = f" ({problem.source.header})" if problem.source.header else ""
        yield f"{named(entry)}{where} : {brief(problem)}"


def _tacit(books: Register, since: datetime) -> Iterator[str]:
    for entry in books.entries:
        approval = entry.dossier.approval
        if approval is not None and approval.how == SILENCE and approval.at > since:
            yield named(entry)


def _unbilled(books: Register, today: date) -> Iterator[str]:
    """Yield the rows of finished work that are not ticked."""
    for entry in books.entries:
        row = entry.row
        if row is None or entry.candidate is not None or entry.document is not None:
            continue
        done = row.period_end or row.period_start
        if row.buyer and done is not None and done < today:
            day = texts.DONE_ON.format(day=short_date(done))
            yield f"{row.key} – {_buyer(books, row)}{day}"


def _slipping(books: Register, now: datetime) -> Iterator[str]:
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
            yield f"{row.key} – {_buyer(books, row)}"


def _buyer(books: Register, row: InvoiceRow) -> str:
    """Return the name of whom a row names, or what is typed there."""
    found = books.index.buyers.get(normalised(row.buyer))
    return short(found.name) if found and found.name else row.buyer


def _sent(books: Register, since: datetime) -> Iterator[str]:
    for entry in books.entries:
        main = entry.document.main if entry.document else None
        if main is not None and main.sent_at is not None and main.sent_at > since:
            credit = texts.CREDIT_NOTE if entry.issued.document_type.is_credit else ""
            yield f"{named(entry)}{credit}"
