"""The mails that ask for approvals, and remind of them: one a client and run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.approval.request import ApprovalRequest, RequestedDocument
from invoicing.document.invoice import Invoice
from invoicing.document.version_diff import changes
from invoicing.history.approval_code import signed
from invoicing.history.records import DocumentKey, Stage, Transmission
from invoicing.register.entry import DocumentState, Entry
from invoicing.values.calendar import SendingHours
from invoicing.values.canonical_json import content_hash
from invoicing.values.french import euros
from invoicing.values.roles import MailRole
from jobs.approval.ask import asked_invoice
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.engine.frozen_contents import FrozenContents
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


def posts(context: Context, documents: DocumentsAtHand) -> Iterator[OutgoingMail]:
    """Return the requests that are to leave, and the reminders that are due."""
    for role, entries in _letters(context.entries(DocumentState.ASKING)):
        if all(entry.dossier.current and entry.dossier.current.sha256 for entry in entries):
            yield _request(context, documents, role, entries)
    for role, entries in _letters(context.entries(DocumentState.AWAITING_APPROVAL)):
        reminder = _reminder(context, documents, role, entries)
        if reminder is not None:
            yield reminder


def _letters(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """The entries by the mail that asks about them."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.dossier.current is not None:
            found.setdefault(entry.dossier.current.letter, []).append(entry)
    return list(found.items())


def _request(
    context: Context, documents: DocumentsAtHand, role: str, entries: list[Entry]
) -> OutgoingMail:
    current = entries[0].dossier.current
    assert current is not None  # they have been grouped by it
    until = named_deadline(context.register.now, current.hours)
    known = _known(context, entries[0].client_code, role)
    named = known.until or until
    is_late = named < context.register.now + timedelta(hours=current.hours)
    still = not is_late and known.about == _about(entries)
    mail = _post(context, documents, entries, role=role, until=until)
    return mail if known.stage is Stage.NEW or still else replace(mail, compose=None)


def _reminder(
    context: Context, documents: DocumentsAtHand, role: str, entries: list[Entry]
) -> OutgoingMail | None:
    """What has been written goes while it is of any use."""
    first = entries[0]
    own = reminder_role(role)
    known = _known(context, first.client_code, own)
    hours = context.register.rows.settings.hours
    if first.deadline is None or not is_reminder_due(first, known, hours, context.register.now):
        return None
    is_wanted = known.stage is Stage.NEW or known.about == _about(entries)
    mail = _post(context, documents, entries, role=own, until=first.deadline)
    return mail if is_wanted else replace(mail, compose=None)


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
    is_civil = hours.are_civil(now) or known.stage is not Stage.NEW
    return is_civil and half <= now < entry.deadline - TOO_LATE


def _known(context: Context, seller: str, role: str) -> Transmission:
    return context.register.history.letters.get((seller, role), Transmission())


def _about(entries: Sequence[Entry]) -> str:
    versions = (entry.dossier.current for entry in entries)
    return content_hash(tuple(version.claim.request for version in versions if version))


def _post(
    context: Context,
    documents: DocumentsAtHand,
    entries: list[Entry],
    *,
    role: str,
    until: datetime,
) -> OutgoingMail:
    seller = entries[0].client_code
    compose = partial(_mail, context, documents, entries, role=role, until=until)
    return OutgoingMail(
        client_code=seller,
        role=role,
        box=letter_box(context.register, seller),
        known=_known(context, seller, role),
        compose=compose,
        place=context.register.client_place(seller),
        about=_about(entries),
        until=until,
    )


def _mail(
    context: Context,
    documents: DocumentsAtHand,
    entries: list[Entry],
    *,
    role: str,
    until: datetime,
) -> Mail:
    seller = entries[0].client_code
    client = context.register.index.clients[seller]
    agency = context.register.rows.settings.agency
    context.contents.fetch(_records(entries))
    asked = tuple(_asked(context, entry) for entry in entries)
    request = ApprovalRequest(
        agency=agency,
        contact=client.contact,
        asked=asked,
        deadline=until,
        yes_to_all=_yes_to_all(context, entries, asked),
        is_reminder=MailRole.REMINDER.names(role),
    )
    return Mail(
        mailbox=letter_box(context.register, seller),
        sender_name=agency.name or client.name,
        to=approvers(client),
        letter=context.desk.press.request(request),
        attachments=tuple(_draft_file(context, documents, entry) for entry in entries),
        reference=outgoing.reference(context.desk.workbook_id, DocumentKey(client=seller), role),
    )


def _records(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield from (version.record for version in entry.dossier.versions[-2:])


def _asked(context: Context, entry: Entry) -> RequestedDocument:
    version = entry.dossier.current
    assert version is not None  # as above
    invoice = asked_invoice(context.contents, entry)
    code = _code(context, entry)
    form, summary = context.desk.form, summed_up(invoice)
    return RequestedDocument(
        key=entry.key.reference,
        version=version.claim.version,
        invoice=invoice,
        reasons=entry.reasons,
        yes=form.link([code], summary, approves=True),
        no=form.link([code], summary, approves=False),
        changes=_changes(context.contents, entry, invoice),
        is_silent=version.is_silent,
        remark_at=_remark_at(entry),
    )


def _code(context: Context, entry: Entry) -> str:
    version = entry.dossier.current
    assert version is not None  # as above
    key = context.desk.keys.all().get(version.signed_with)
    if key is None:
        raise Refused("the key of a request is gone")
    return signed(version.claim, version.signed_with, key)


def summed_up(invoice: Invoice) -> str:
    """Say on one line what is to be approved: the Form shows it."""
    draft = invoice.draft
    total = euros(draft.totals.total_with_vat)
    what = draft.subject or ", ".join(line.item_name for line in draft.lines[:2])
    return f"{draft.buyer.name} – {what} – {total} TTC"


def _changes(contents: FrozenContents, entry: Entry, invoice: Invoice) -> tuple[str, ...]:
    if len(entry.dossier.versions) < 2:  # noqa: PLR2004 - this one, and the one before
        return ()
    before = contents.read(Invoice, entry.dossier.versions[-2].record)
    return changes(before.draft, invoice.draft)


def _remark_at(entry: Entry) -> datetime | None:
    """When the client spoke against the version before, if he did."""
    spoken = [version.against for version in entry.dossier.versions[:-1]]
    return spoken[-1] if spoken else None


def _yes_to_all(context: Context, entries: list[Entry], asked: Sequence[RequestedDocument]) -> str:
    if len(entries) == 1:
        return ""
    summary = "\n".join(summed_up(each.invoice) for each in asked)
    codes = [_code(context, entry) for entry in entries]
    return context.desk.form.link(codes, summary, approves=True)


def _draft_file(context: Context, documents: DocumentsAtHand, entry: Entry) -> Document:
    version = entry.dossier.current
    assert version is not None  # as above
    document = documents.files.get(entry.key)
    if document is None or document.sha256 != version.sha256:
        document = context.desk.archive.get(version.file_id, version.name)
    if document.sha256 != version.sha256:
        raise Refused("the draft is not what was recorded")
    return document
