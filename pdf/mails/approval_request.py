"""The mail that asks for approvals: from the agency to its client, readable without the PDF.

Text and HTML are made from one ``ApprovalRequestWords``; approval_items.py sets each document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import jinja2

from invoicing.approval.request import ApprovalRequest, RequestedDocument
from invoicing.texts.mails import approval_request as texts
from invoicing.values import french
from invoicing.values.amounts import total
from invoicing.values.french_names import greeting, short
from jobs.ports import MailBody
from pdf.mails.approval_items import ApprovalPart, TimedSentence, counted, part, unanswered
from pdf.mails.frame import line, link
from pdf.pages import document_kinds, party_names


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRequestWords:
    """What the mail says."""

    subject: str
    preheader: str
    greeting: str
    opening: str
    silence: TimedSentence
    parts: tuple[ApprovalPart, ...]
    yes: str = texts.YES
    no: str = texts.NO
    all: str = texts.ALL
    all_right: str  # before the button for all of them
    yes_to_all: str
    closing: str
    signature: tuple[str, ...]


def request_body(request: ApprovalRequest, templates: jinja2.Environment) -> MailBody:
    """Write the mail as text and as HTML."""
    mail = words(request)
    return MailBody(
        subject=mail.subject,
        text=templates.get_template("mails/approval_request.txt").render(w=mail),
        html=templates.get_template("mails/approval_request.html").render(w=mail),
    )


def words(request: ApprovalRequest) -> ApprovalRequestWords:
    """Return the words of the mail."""
    silence = _silence(request)
    each = len({asked.is_silent for asked in request.asked}) > 1
    count, deadline = len(request.asked), request.deadline if each else None
    return ApprovalRequestWords(
        subject=line(_subject(request)),
        preheader=line(str(silence)),
        greeting=line(greeting(request.contact)),
        opening=line(_opening(request)),
        silence=silence,
        parts=tuple(part(asked, count, deadline) for asked in request.asked),
        all_right=texts.ALL_RIGHT.format(counted=counted(request.asked)),
        yes_to_all=link(request.yes_to_all),
        closing=_closing(len(request.asked)),
        signature=tuple(map(line, party_names.agency_lines(request.agency))),
    )


def _subject(request: ApprovalRequest) -> str:
    subject = texts.REMINDER_SUBJECT if request.is_reminder else texts.SUBJECT
    return subject.format(what=" – ".join(filter(None, _named(request.asked))))


def _named(asked: Sequence[RequestedDocument]) -> tuple[str, str, str]:
    """Name the documents asked about: which, how much, for whom."""
    drafts = [each.invoice.draft for each in asked]
    which = (
        f"{document_kinds.noun(drafts[0])} {asked[0].key}" if len(asked) == 1 else counted(asked)
    )
    is_one_way = len({draft.document_type.is_credit for draft in drafts}) == 1
    amount = french.euros(total(draft.settlement.net_payable for draft in drafts))
    return which, amount if is_one_way else "", _buyers([draft.buyer.name for draft in drafts])


def _buyers(all_of_them: Sequence[str]) -> str:
    first, *others = dict.fromkeys(line(name) for name in all_of_them)
    if not others:
        return short(first)
    more = texts.MORE_BUYERS if len(others) > 1 else texts.ONE_MORE_BUYER
    return short(first) + more.format(count=len(others))


def _opening(request: ApprovalRequest) -> str:
    draft, many = request.asked[0].invoice.draft, len(request.asked) > 1
    own = texts.YOURS.format(document=document_kinds.noun(draft), buyer=draft.buyer.name.strip())
    what = counted(request.asked) if many else own
    if request.is_reminder:
        return texts.STILL_WAITING.format(what=what)
    text = texts.PREPARED_SEVERAL if many else texts.PREPARED[document_kinds.feminine(draft)]
    return text.format(what=what)


def _silence(request: ApprovalRequest) -> TimedSentence:
    """Say what happens without an answer: first of all, for all of them or under each."""
    if len({asked.is_silent for asked in request.asked}) == 1:
        return unanswered(request.asked, request.deadline)
    before, after = texts.ANSWER_BEFORE
    return TimedSentence(
        before=before,
        moment=french.long_moment(request.deadline),
        after=after,
    )


def _closing(count: int) -> str:
    attached = texts.ATTACHED if count == 1 else texts.ATTACHED_SEVERAL
    return texts.CLOSING.format(attached=attached)
