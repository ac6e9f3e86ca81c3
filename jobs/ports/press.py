"""What jobs need of the press: pages to archive, mails to send.  pdf/ provides it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from invoicing.approval.request import ApprovalRequest
from invoicing.document.invoice import Invoice
from invoicing.rows.recipients import Recipient
from invoicing.values.mail_note import ShortMail
from invoicing.values.printed_page import PrintedPage
from jobs.ports.mail import Document, MailBody


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Why a document cannot be printed: a code of invoicing/texts and what its text names."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What will be asked of a press: ``draft`` with a key, else ``invoice``, else ``flaws``."""

    invoice: Invoice
    logo: bytes = field(default=b"", repr=False)
    at: datetime | None = None  # none: on trial
    key: str = ""
    asks: bool = True  # of a draft: somebody is to approve it


class MailWriter(Protocol):
    """Mails, each as text and as HTML."""

    def cover_mail(
        self, invoice: Invoice, role: str, link: str = "", *, recipients: Sequence[Recipient] = ()
    ) -> MailBody:
        """Write the mail that carries it to somebody.

        *link*: to a file too large to attach; *recipients*: everybody whom it goes to.
        """

    def request(self, request: ApprovalRequest) -> MailBody:
        """Write the mail that asks for approvals, or reminds of them."""

    def note(self, note: ShortMail) -> MailBody:
        """Write a short mail."""


class Press(MailWriter, Protocol):
    """Rendering.  The same invoice and instant give the same bytes."""

    def foresee(self, prints: Sequence[Print]) -> None:
        """Hear what will be asked for next, in that order, so that it may be begun.

        What was foreseen before and is not among it is forgotten.
        """

    def flaws(self, invoice: Invoice, logo: bytes = b"") -> Sequence[Flaw]:
        """Print it on trial, under a provisional number, and say what is wrong.

        *logo*: the file of which the seller's record has the hash.
        """

    def invoice(self, invoice: Invoice, at: datetime, logo: bytes = b"") -> Document:
        """Print it; *at* is the recorded instant of numbering."""

    def draft(
        self, invoice: Invoice, key: str, at: datetime, *, logo: bytes = b"", asks: bool = True
    ) -> Document:
        """Print a draft: watermarked, without a number; *key*: its `Réf.`.

        *asks*: somebody is to approve it; else it is a mere preview.
        """

    def page(self, page: PrintedPage, at: datetime) -> Document:
        """Print a page that proves something."""
