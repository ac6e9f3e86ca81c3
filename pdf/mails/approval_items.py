"""A document to be approved, as the mail shows it: enough to judge it without opening the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.approval.request import RequestedDocument
from invoicing.document.invoice import Draft
from invoicing.document.line import Line
from invoicing.texts.mails import approval_request as texts
from invoicing.texts.mails.cover import CREDITED
from invoicing.values import french
from invoicing.values.calendar import seller_date
from pdf.mails.frame import line, link
from pdf.pages import document_kinds, line_columns, party_names, payment_terms, progress_notes
from pdf.pages.draft_view import reference
from pdf.pages.totals_column import TotalLine, sums

MOST_LINES, SHOWN_LINES = 8, 6  # so many are shown in full; of more, so many
LINES_A_MAIL = 60  # of all documents: Gmail cuts a mail of more than 102 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSentence:
    """A sentence of which an instant stands out; "" when there is none."""

    before: str
    moment: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Return the sentence as one text."""
        return f"{self.before}{self.moment}{self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalItem:
    """A line: what, how many at what price, and what that makes."""

    name: str
    how: str
    notes: tuple[str, ...]  # of a situation: what the amount is a part of
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalPart:
    """One document."""

    heading: str
    under: tuple[str, ...]
    changes: tuple[str, ...]
    items: tuple[ApprovalItem, ...]
    more: str
    sums: tuple[TotalLine, ...]  # the last one stands out
    terms: str
    reasons: tuple[str, ...]
    silence: TimedSentence | None  # where the mail has not said it for all
    yes: str
    no: str


def part(asked: RequestedDocument, count: int, deadline: datetime | None) -> ApprovalPart:
    """Set one document of *count*; with *deadline*, say what happens without an answer."""
    draft, room = asked.invoice.draft, max(LINES_A_MAIL // count, 1)
    whole = len(draft.lines) <= min(MOST_LINES, room)
    lines = draft.lines if whole else draft.lines[: min(SHOWN_LINES, room)]
    return ApprovalPart(
        heading=line(
            texts.HEADING.format(title=document_kinds.title(draft), buyer=draft.buyer.name)
        ),
        under=tuple(map(line, _under(asked))),
        changes=tuple(map(line, asked.changes)),
        items=tuple(map(_item, lines)),
        more=_more(len(draft.lines) - len(lines)),
        sums=tuple(_sums(draft)),
        terms=_terms(draft),
        reasons=tuple(line(str(reason)) for reason in asked.reasons),
        silence=unanswered((asked,), deadline) if deadline else None,
        yes=link(asked.yes),
        no=link(asked.no),
    )


def _under(asked: RequestedDocument) -> Iterator[str]:
    draft = asked.invoice.draft
    version = texts.VERSION.format(version=asked.version) if asked.version > 1 else ""
    yield reference(asked.key) + version
    yield from _remarked(asked)
    yield from filter(None, (draft.subject,))
    for label, value in party_names.present(
        (texts.REASON, draft.reason),
        (texts.PERFORMED, french.period(draft.period_start, draft.period_end)),
        (texts.PLACE, party_names.on_one_line(draft.place)),
    ):
        yield f"{label}{french.NBSP}: {value}"
    yield from document_kinds.before(draft)


def _remarked(asked: RequestedDocument) -> Iterator[str]:
    """Yield whether this version answers the client's remark, or is unchanged."""
    if asked.remark_at is not None:
        day = french.long_date(seller_date(asked.remark_at))
        yield (texts.NEW_VERSION if asked.changes else texts.UNCHANGED).format(day=day)


def _item(of: Line) -> ApprovalItem:
    discount = texts.DISCOUNT.format(percent=french.percent(of.discount)) if of.discount else ""
    return ApprovalItem(
        name=line(of.item_name),
        how=f"{line_columns.quantity(of)} × {french.price(of.net_price)}{discount}",
        notes=progress_notes.notes(of),
        amount=french.euros(of.net_amount),
    )


def _sums(draft: Draft) -> Iterator[TotalLine]:
    """Yield the sums of the document; of a credit note, the buyer is credited, not the reader."""
    *before, last = sums(draft, with_vat=line_columns.shows_vat(draft))
    yield from before
    yield replace(last, label=CREDITED) if draft.document_type.is_credit else last


def _more(count: int) -> str:
    if not count:
        return ""
    return texts.MORE_LINES.format(count=count) if count > 1 else texts.ONE_MORE_LINE


def _terms(draft: Draft) -> str:
    if not document_kinds.is_owed(draft):
        return ""
    return texts.TO_PAY.format(when=payment_terms.within(draft.terms))


def counted(asked: Sequence[RequestedDocument]) -> str:
    """Count the documents: « 3 factures », or « documents » where one is a credit note."""
    text = texts.INVOICES if _are_feminine(asked) else texts.DOCUMENTS
    return text.format(count=len(asked))


def _are_feminine(asked: Sequence[RequestedDocument]) -> bool:
    return all(document_kinds.feminine(each.invoice.draft) for each in asked)


def unanswered(asked: Sequence[RequestedDocument], deadline: datetime) -> TimedSentence:
    """Say what happens without an answer; silence approves all of the documents, or none."""
    many = len(asked) > 1
    if not asked[0].is_silent:
        return TimedSentence(before=texts.NEVER_SILENT_SEVERAL if many else texts.NEVER_SILENT)
    draft = asked[0].invoice.draft
    this = texts.THIS_WILL_BE[document_kinds.feminine(draft)].format(
        document=document_kinds.noun(draft)
    )
    which = texts.THESE_WILL_BE.format(counted=counted(asked)) if many else this
    ending = ("e" if _are_feminine(asked) else "") + ("s" if many else "")
    return TimedSentence(
        before=texts.SILENT_BEFORE,
        moment=french.long_moment(deadline),
        after=texts.SILENT_AFTER.format(which=which, ending=ending),
    )
