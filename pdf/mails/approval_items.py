"""A document to be approved, as the mail shows it: enough to judge it without opening the PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from invoicing.approval.request import RequestedDocument
from invoicing.document.invoice import Draft
from invoicing.document.line import Line
from invoicing.values import french
from invoicing.values.calendar import seller_date
from pdf.mails.cover_facts import CREDITED
from pdf.mails.frame import line, link
from pdf.pages import document_kinds, line_columns, party_names, payment_terms, progress_notes
from pdf.pages.draft_view import reference
from pdf.pages.totals_column import TotalLine, sums

MOST_LINES, SHOWN_LINES = 8, 6  # so many are told in full; of more, so many
LINES_A_MAIL = 60  # of all documents: Gmail cuts a mail of more than 102 kB


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSentence:
    """A sentence of which an instant stands out; "" when there is none."""

    before: str
    moment: str = ""
    after: str = ""

    def __str__(self) -> str:
        """Read it as one text."""
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
    told = draft.lines if whole else draft.lines[: min(SHOWN_LINES, room)]
    return ApprovalPart(
        heading=line(f"{document_kinds.title(draft)} pour {draft.buyer.name}"),
        under=tuple(map(line, _under(asked))),
        changes=tuple(map(line, asked.changes)),
        items=tuple(map(_item, told)),
        more=_more(len(draft.lines) - len(told)),
        sums=tuple(_sums(draft)),
        terms=_terms(draft),
        reasons=tuple(line(str(reason)) for reason in asked.reasons),
        silence=unanswered((asked,), deadline) if deadline else None,
        yes=link(asked.yes),
        no=link(asked.no),
    )


def _under(asked: RequestedDocument) -> Iterator[str]:
    draft = asked.invoice.draft
    version = f" · version {asked.version}" if asked.version > 1 else ""
    yield reference(asked.key) + version
    yield from _remarked(asked)
    yield from filter(None, (draft.subject,))
    for label, value in party_names.present(
        ("Motif", draft.reason),
        ("Réalisation", french.period(draft.period_start, draft.period_end)),
        ("Lieu", party_names.on_one_line(draft.place)),
    ):
        yield f"{label}{french.NBSP}: {value}"
    yield from document_kinds.before(draft)


def _remarked(asked: RequestedDocument) -> Iterator[str]:
    """Say that it answers his remark, or that nothing has changed since."""
    if asked.remark_at is not None:
        day = french.long_date(seller_date(asked.remark_at))
        after = f"après votre remarque du {day}"
        yield f"Nouvelle version, {after}" if asked.changes else f"Inchangée, {after}"


def _item(of: Line) -> ApprovalItem:
    discount = f", remise {french.percent(of.discount)}" if of.discount else ""
    return ApprovalItem(
        name=line(of.item_name),
        how=f"{line_columns.quantity(of)} × {french.price(of.net_price)}{discount}",
        notes=progress_notes.notes(of),
        amount=french.euros(of.net_amount),
    )


def _sums(draft: Draft) -> Iterator[TotalLine]:
    """The document's own; it is not its reader who is credited."""
    *before, last = sums(draft, with_vat=line_columns.shows_vat(draft))
    yield from before
    yield replace(last, label=CREDITED) if draft.document_type.is_credit else last


def _more(count: int) -> str:
    lines = f"{count} autres lignes" if count > 1 else "une autre ligne"
    return f"et {lines}, voir le PDF" if count else ""


def _terms(draft: Draft) -> str:
    return f"À payer {payment_terms.within(draft.terms)}." if document_kinds.is_owed(draft) else ""


def counted(asked: Sequence[RequestedDocument]) -> str:
    """Count them: « 3 factures », or « documents » where one is none."""
    return f"{len(asked)} {'factures' if _are_feminine(asked) else 'documents'}"


def _are_feminine(asked: Sequence[RequestedDocument]) -> bool:
    return all(document_kinds.feminine(each.invoice.draft) for each in asked)


def unanswered(asked: Sequence[RequestedDocument], deadline: datetime) -> TimedSentence:
    """Say what happens to them without an answer: they are all silent, or none is."""
    many = len(asked) > 1
    if not asked[0].is_silent:
        which = "ces documents ne seront pas envoyés" if many else "ce document ne sera pas envoyé"
        return TimedSentence(before=f"Sans votre réponse, {which}.")
    draft = asked[0].invoice.draft
    this = "cette" if document_kinds.feminine(draft) else "cet"  # « avoir » begins with a vowel
    which = f"ces {counted(asked)} seront" if many else f"{this} {document_kinds.noun(draft)} sera"
    ending = ("e" if _are_feminine(asked) else "") + ("s" if many else "")
    return TimedSentence(
        before="Sans réponse de votre part avant ",
        moment=french.long_moment(deadline),
        after=f", {which} considéré{ending} comme validé{ending} et envoyé{ending}.",
    )
