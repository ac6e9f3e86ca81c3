"""Short mails about what happened: each is told once, to the client or to the agency."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from stdnum import iban

from invoicing.approval.confirmed_details import approvers, asked_of
from invoicing.history.approval_code import signed
from invoicing.history.approval_file import ApprovalFile, RequestVersion
from invoicing.history.history import History
from invoicing.history.notices import TOLD, Audience
from invoicing.history.records import DocumentKey, Notice, Transmission
from invoicing.register.register import Register
from invoicing.texts.mails import notices as texts
from invoicing.values.canonical_json import content_hash
from invoicing.values.french_names import of
from invoicing.values.mail_addresses import is_address
from invoicing.values.mail_note import Button, ShortMail
from invoicing.values.roles import MailRole
from jobs.engine.context import Context
from jobs.engine.frozen_contents import FrozenContents
from jobs.mail import outgoing
from jobs.mail.mailboxes import agency_box, letter_box, open_box
from jobs.mail.outgoing import OutgoingMail
from jobs.notices import subjects
from jobs.ports import Mail, Refused

OLD = timedelta(days=7)  # what is older is told no more
SHOWN = 500  # characters of what somebody wrote


def posts(context: Context) -> Iterator[OutgoingMail]:
    """Return what is still to be told, and the changes that are to be confirmed."""
    books, history = context.register, context.register.history
    for news in untold(books, history, context.register.now, context.desk.account):
        yield _of_news(context, news)
    for version in unconfirmed(books, history):
        yield _of_change(context, version)


def untold(books: Register, history: History, now: datetime, account: str) -> list[Notice]:
    """What somebody is still to be told; *account*: the agency's, if it names no address."""
    return [
        news
        for news in history.news.values()
        if now - news.at <= OLD
        and not _is_out(history, news.client_code, role_of(news))
        and _box(books, history, news)
        and _addressees(books, news, account)
    ]


def unconfirmed(books: Register, history: History) -> list[RequestVersion]:
    """The changes of clients that they are still to be asked about, while their rows say them."""
    return [
        dossier.current
        for (seller, key), dossier in history.dossiers.items()
        if not key
        and dossier.current is not None
        and not dossier.current.is_decided
        and not _is_out(history, seller, dossier.current.letter)
        and _is_asked(books, seller, dossier.current)
    ]


def _is_asked(books: Register, seller: str, version: RequestVersion) -> bool:
    client = books.index.clients.get(seller)
    is_said = client is not None and asked_of(client) == version.claim.content
    return is_said and bool(letter_box(books, seller))


def _is_out(history: History, seller: str, role: str) -> bool:
    letter = history.letters.get((seller, role), Transmission())
    return letter.sent_at is not None or letter.is_unknown


def role_of(news: Notice) -> str:
    """Name the mail that tells it."""
    return MailRole.NOTICE.of(content_hash(news.id)[:16])


def _box(books: Register, history: History, news: Notice) -> str:
    """What is said of a mailbox leaves from the agency's own, never from another client's."""
    if news.code == "mailbox-dead":
        return agency_box(books)
    return letter_box(books, news.client_code) or open_box(books, history)


def _of_news(context: Context, news: Notice) -> OutgoingMail:
    return OutgoingMail(
        client_code=news.client_code,
        role=role_of(news),
        box=_box(context.register, context.register.history, news),
        known=_known(context, news.client_code, role_of(news)),
        compose=partial(_mail, context, news),
        place=context.register.client_place(news.client_code),
    )


def _known(context: Context, seller: str, role: str) -> Transmission:
    return context.register.history.letters.get((seller, role), Transmission())


def _addressees(books: Register, news: Notice, account: str) -> tuple[str, ...]:
    if TOLD[news.code] is Audience.APPROVER:
        client = books.index.clients.get(news.client_code)
        return approvers(client) if client else ()
    address = agency_box(books) or account
    return (address,) if is_address(address) else ()


def _mail(context: Context, news: Notice) -> Mail:
    return Mail(
        mailbox=_box(context.register, context.register.history, news),
        sender_name=context.register.rows.settings.agency.name,
        to=_addressees(context.register, news, context.desk.account),
        letter=context.desk.press.note(_note(context, news)),
        reference=outgoing.reference(
            context.desk.workbook_id, DocumentKey(client=news.client_code), role_of(news)
        ),
    )


def _note(context: Context, news: Notice) -> ShortMail:
    """Fill in the words; a paragraph that would name nothing is left out."""
    told, values = texts.NOTICES[news.code], _values(context, news)
    agency = context.register.rows.settings.agency
    paragraphs = (
        text.format_map(values) for text in told.paragraphs if not _is_empty(text, values)
    )
    return ShortMail(
        subject=told.subject.format_map(values),
        paragraphs=tuple(paragraphs),
        lists=tuple(_concerned(context, news)),
        signature=tuple(filter(None, (agency.name, agency.phone))),
    )


def _concerned(context: Context, news: Notice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Say more of each, where several are named shortly."""
    keys = subjects.stopped(context, news)
    if len(keys) > 1:
        yield (
            texts.WAITING,
            tuple(subjects.detailed(context, news.client_code, key) for key in keys),
        )


def _is_empty(text: str, values: Mapping[str, str]) -> bool:
    """Whether it names something that is not known."""
    return any(f"{{{name}}}" in text and not value for name, value in values.items())


def _values(context: Context, news: Notice) -> Mapping[str, str]:
    client = context.register.index.clients.get(news.client_code)
    name = client.name if client else news.client_code
    who, words = _words(context.contents, news)
    dossier = context.register.history.dossiers.get(news.key, ApprovalFile())
    hint, document = dossier.late or dossier.objection, subjects.named(context, news)
    return {
        "client": name,
        "of_client": of(name),
        "document": document,
        "of_document": of(document) if document else "",
        "who": who,
        "words": words[:SHOWN],
        "subjects": ", ".join(hint.subjects) if hint else "",
        "unsaid": "" if words or (hint and hint.subjects) else texts.UNSAID,
    }


def _words(contents: FrozenContents, news: Notice) -> tuple[str, str]:
    """Who wrote what; ("", "") when the Journal has been emptied of it."""
    contents.fetch([news.record])
    said: Any = json.loads(contents.texts.get(news.record, '""'))
    return (str(said[0]), str(said[1])) if isinstance(said, list) else ("", str(said))


def _of_change(context: Context, version: RequestVersion) -> OutgoingMail:
    seller = version.claim.client_code
    return OutgoingMail(
        client_code=seller,
        role=version.letter,
        box=letter_box(context.register, seller),
        known=_known(context, seller, version.letter),
        compose=partial(_change, context, seller, version),
        place=context.register.client_place(seller),
    )


def _change(context: Context, seller: str, version: RequestVersion) -> Mail:
    """Ask the address that was known before."""
    history, agency = context.register.history, context.register.rows.settings.agency
    trusted = history.trusts[seller]
    context.contents.fetch([trusted.record, version.record])
    old = json.loads(context.contents.texts.get(trusted.record, "[]"))
    new = json.loads(context.contents.texts.get(version.record, "[]"))
    key = context.desk.keys.all().get(version.signed_with)
    if not old or not new or key is None:
        raise Refused("what a client has confirmed cannot be read back")
    code = signed(version.claim, version.signed_with, key)
    return Mail(
        mailbox=letter_box(context.register, seller),
        sender_name=agency.name,
        to=tuple(old[1]),
        letter=context.desk.press.note(_confirm(context, code, old, new)),
        reference=outgoing.reference(
            context.desk.workbook_id, DocumentKey(client=seller), version.letter
        ),
    )


def _grouped(typed: str) -> str:
    """An IBAN in groups of four, however it was typed."""
    return iban.format(typed) if typed else ""


def _confirm(context: Context, code: str, old: Any, new: Any) -> ShortMail:
    agency, form = context.register.rows.settings.agency, context.desk.form
    facts = [(texts.OLD_IBAN, _grouped(old[0])), (texts.NEW_IBAN, _grouped(new[0]))]
    facts = facts if old[0] != new[0] else []
    if old[1] != new[1]:
        facts += [(texts.OLD_ADDRESS, ", ".join(old[1])), (texts.NEW_ADDRESS, ", ".join(new[1]))]
    facts = [(label, value or texts.EMPTY) for label, value in facts]
    summary = "\n".join(f"{label} : {value}" for label, value in facts)
    yes, no = (form.link([code], summary, approves=each) for each in (True, False))
    told = texts.NOTICES["change"]
    return ShortMail(
        subject=told.subject,
        paragraphs=told.paragraphs,
        facts=tuple(facts),
        buttons=(
            Button(
                label=texts.MY_IBAN if new[0] and old[1] == new[1] else texts.MYSELF, address=yes
            ),
            Button(label=texts.MISTAKE, address=no, is_main=False),
        ),
        signature=tuple(filter(None, (agency.name, agency.phone))),
    )
