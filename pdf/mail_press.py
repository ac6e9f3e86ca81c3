"""The mails: the one that carries an invoice, the request for approval, the short note."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.approval.request import ApprovalRequest
from invoicing.document.invoice import Invoice
from invoicing.rows.recipients import Recipient
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import Role
from jobs.ports import MailBody
from pdf.mails.approval_request import request_body
from pdf.mails.cover_words import CoverMail, words
from pdf.mails.frame import cover_body
from pdf.mails.notice import notice_body
from pdf.template_press import TemplatePress


class MailPress(TemplatePress):
    """Writes mails, each as text and as HTML from the same words."""

    def cover_mail(
        self,
        invoice: Invoice,
        role: str = Role.BUYER,
        link: str = "",
        *,
        recipients: Sequence[Recipient] = (),
    ) -> MailBody:
        """Write the mail that carries an invoice to who has that role.

        *link*: to a file too large to attach; *recipients*: all of them, for the client's copy.
        """
        cover = CoverMail(invoice=invoice, role=role, link=link, recipients=recipients)
        return cover_body(words(cover), self._templates)

    def request(self, request: ApprovalRequest) -> MailBody:
        """Write the mail that asks for approvals, or reminds of them."""
        return request_body(request, self._templates)

    def note(self, note: ShortMail) -> MailBody:
        """Write a short mail."""
        return notice_body(note, self._templates)
