"""The mails: the one that carries an invoice, the request for approval, the short note."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.approval.request import ApprovalRequest
from invoicing.document.invoice import Invoice
from invoicing.rows.recipients import Recipient
from invoicing.values.mail_note import ShortMail
from invoicing.values.roles import Role
from jobs.ports import MailBody
from pdf.mails.approval_request import request_letter
from pdf.mails.cover_words import CoverMail, words
from pdf.mails.frame import letter
from pdf.mails.notice import note_letter
from pdf.workshop import Workshop


class MailPress(Workshop):
    """Each is written as text and as HTML from the same words."""

    def cover_letter(
        self,
        invoice: Invoice,
        role: str = Role.BUYER,
        link: str = "",
        *,
        recipients: Sequence[Recipient] = (),
    ) -> MailBody:
        """Write the mail that carries it to who has that role.

        *link*: to a file too large to attach; *recipients*: all of them, for the client's copy.
        """
        cover = CoverMail(invoice=invoice, role=role, link=link, recipients=recipients)
        return letter(words(cover), self._templates)

    def request(self, request: ApprovalRequest) -> MailBody:
        """Write the mail that asks for approvals, or reminds of them."""
        return request_letter(request, self._templates)

    def note(self, note: ShortMail) -> MailBody:
        """Write a short mail."""
        return note_letter(note, self._templates)
