"""The mails that ask for approvals, and remind of them: one a client and run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.request import ApprovalRequest, RequestedDocument
from invoicing.document.invoice import Invoice
from invoicing.document.version_diff import changes
from invoicing.history.approval_code import signed
from invoicing.history.records import DocumentKey, Transmission
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.calendar import SendingHours
from invoicing.values.canonical_json import content_hash
from invoicing.values.french import euros
from invoicing.values.roles import MailRole
from jobs.approval.ask import asked_invoice
from jobs.engine.frozen_cache import fetch, frozen
from jobs.engine.work import Work
from jobs.mail import outgoing
from jobs.mail.mailboxes import letter_box
from jobs.mail.outgoing import OutgoingMail
from jobs.ports import Document, Mail, Refused

QUARTER = timedelta(minutes=15)
LEEWAY = timedelta(minutes=5)  # between the writing of a request and its leaving
TOO_LATE = timedelta(hours=1)  # before the deadline nobody is reminded any more


def named_deadline(now: datetime, hours: int) -> datetime:
    """Return the deadline that a request names: *hours* after it leaves, on the quarter.

    >>> from datetime import UTC
    >>> named_deadline(datetime(2026, 11, 24, 13, 16, tzinfo=UTC), 48).isoformat()
    '2026-11-26T13:30:00+00:00'
    """
    earliest = now + timedelta(hours=hours) + LEEWAY
    past = timedelta(
        minutes=earliest.minute % 15, seconds=earliest.second, microseconds=earliest.microsecond
    )
    return earliest if not past else earliest - past + QUARTER


def posts(work: Work) -> Iterator[OutgoingMail]:
    """Return the requests that are to leave, and the reminders that are due."""
    for role, entries in _letters(work.entries(DocumentState.ASKING)):
        if all(entry.dossier.current and entry.dossier.current.sha256 for entry in entries):
            yield _request(work, role, entries)
    for role, entries in _letters(work.entries(DocumentState.AWAITING_APPROVAL)):
        reminder = _reminder(work, role, entries)
        if reminder is not None:
            yield reminder


def _letters(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by the mail that asks about them."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.dossier.current is not None:
            found.setdefault(entry.dossier.current.letter, []).append(entry)
    return list(found.items())


def _request(work: Work, role: str, entries: list[Entry]) -> OutgoingMail:
    current = entries[0].dossier.current
    assert current is not None  # they have been grouped by it
    until = named_deadline(work.run.now, current.hours)
    known = _known(work, entries[0].client_code, role)
    named = known.until or until
    is_late = named < work.run.now + timedelta(hours=current.hours)
    still = not is_late and known.about == _about(entries)
    return _post(work, role, entries, until, is_wanted=not known.draft_id or still)


def _reminder(work: Work, role: str, entries: list[Entry]) -> OutgoingMail | None:
    """What has been written goes while it is of any use."""
    first = entries[0]
    own = reminder_role(role)
    known = _known(work, first.client_code, own)
    hours = work.reading.rows.settings.hours
    if first.deadline is None or not is_reminder_due(first, known, hours, work.run.now):
        return None
    is_wanted = not known.draft_id or known.about == _about(entries)
    return _post(work, own, entries, first.deadline, is_wanted=is_wanted)


def reminder_role(role: str) -> str:
    """Name the reminder of a request."""
    return MailRole.REMINDER.of(role.partition(" ")[2])


def is_reminder_due(entry: Entry, known: Transmission, hours: SendingHours, now: datetime) -> bool:
    """Whether to remind: half-way, once, at a civil hour; *known*: the reminder, so far."""
    if known.sent_at or known.is_unknown or entry.deadline is None or entry.letter is None:
        return False
    if entry.letter.sent_at is None or entry.state(now) is not DocumentState.AWAITING_APPROVAL:
        return False
    half = entry.letter.sent_at + (entry.deadline - entry.letter.sent_at) / 2
    is_civil = hours.are_civil(now) or bool(known.draft_id)
    return is_civil and half <= now < entry.deadline - TOO_LATE


def _known(work: Work, seller: str, role: str) -> Transmission:
    return work.run.history.letters.get((seller, role), Transmission())


def _about(entries: Sequence[Entry]) -> str:
    versions = (entry.dossier.current for entry in entries)
    return content_hash(tuple(version.claim.request for version in versions if version))


def _post(
    work: Work, role: str, entries: list[Entry], until: datetime, *, is_wanted: bool
) -> OutgoingMail:
    seller = entries[0].client_code
    compose = partial(_mail, work, role, entries, until)
    return OutgoingMail(
        client_code=seller,
        role=role,
        box=letter_box(work.books, seller),
        known=_known(work, seller, role),
        compose=compose if is_wanted else None,
        place=work.client_place(seller),
        about=_about(entries),
        until=until,
    )


def _mail(work: Work, role: str, entries: list[Entry], until: datetime) -> Mail:
    seller = entries[0].client_code
    client = work.books.index.clients[seller]
    agency = work.reading.rows.settings.agency
    fetch(work, _records(entries))
    asked = tuple(_asked(work, entry) for entry in entries)
    request = ApprovalRequest(
        agency=agency,
        contact=client.contact,
        asked=asked,
        deadline=until,
        yes_to_all=_yes_to_all(work, entries, asked),
        is_reminder=MailRole.REMINDER.names(role),
    )
    return Mail(
        mailbox=letter_box(work.books, seller),
        sender_name=agency.name or client.name,
        to=approvers(client),
        letter=work.run.desk.press.request(request),
        attachments=tuple(_draft_file(work, entry) for entry in entries),
        reference=outgoing.reference(work.run.desk.workbook_id, DocumentKey(client=seller), role),
    )


def _records(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (version.record for version in entry.dossier.versions[-2:])


def _asked(work: Work, entry: Entry) -> RequestedDocument:
    version = entry.dossier.current
    assert version is not None  # as above
    invoice = asked_invoice(work, entry)
    code = _code(work, entry)
    form, summary = work.run.desk.form, summed_up(invoice)
    return RequestedDocument(
        key=entry.key.reference,
        version=version.claim.version,
        invoice=invoice,
        reasons=entry.reasons,
        yes=form.link([code], summary, approves=True),
        no=form.link([code], summary, approves=False),
        changes=_changes(work, entry, invoice),
        is_silent=version.is_silent,
        remark_at=_remark_at(entry),
    )


def _code(work: Work, entry: Entry) -> str:
    version = entry.dossier.current
    assert version is not None  # as above
    key = work.run.desk.keys.all().get(version.signed_with)
    if key is None:
        raise Refused("the key of a request is gone")
    return signed(version.claim, version.signed_with, key)


def summed_up(invoice: Invoice) -> str:
    """Say on one line what is to be approved: the Form shows it."""
    draft = invoice.draft
    total = euros(draft.totals.total_with_vat)
    what = draft.subject or ", ".join(line.item_name for line in draft.lines[:2])
    return f"{draft.buyer.name} – {what} – {total} TTC"


def _changes(work: Work, entry: Entry, invoice: Invoice) -> tuple[str, ...]:
    if len(entry.dossier.versions) < 2:  # noqa: PLR2004 - this one, and the one before
        return ()
    before = frozen(work, Invoice, entry.dossier.versions[-2].record)
    return changes(before.draft, invoice.draft)


def _remark_at(entry: Entry) -> datetime | None:
    """When the client spoke against the version before, if he did."""
    spoken = [version.against for version in entry.dossier.versions[:-1]]
    return spoken[-1] if spoken else None


def _yes_to_all(work: Work, entries: list[Entry], asked: Sequence[RequestedDocument]) -> str:
    if len(entries) == 1:
        return ""
    summary = "\n".join(summed_up(each.invoice) for each in asked)
    codes = [_code(work, entry) for entry in entries]
    return work.run.desk.form.link(codes, summary, approves=True)


def _draft_file(work: Work, entry: Entry) -> Document:
    version = entry.dossier.current
    assert version is not None  # as above
    document = work.files.get(entry.key)
    if document is None or document.sha256 != version.sha256:
        document = work.run.desk.archive.get(version.file_id, version.name)
    if document.sha256 != version.sha256:
        raise Refused("the draft is not what was recorded")
    return document
