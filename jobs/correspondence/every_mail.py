"""Every mail that carries no document: requests, reminders, notices, questions, the summary."""

from __future__ import annotations

from jobs.approval.requests import request_mail
from jobs.closing.mails import every as closing_mails
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.mail.outgoing import OutgoingMail
from jobs.notices import notices


def every_mail(
    context: Context, heard: Heard, dispatch: Dispatch, documents: DocumentsAtHand
) -> list[OutgoingMail]:
    """Return what is to leave at this moment."""
    return [
        *request_mail.posts(context, documents),
        *notices.posts(context, heard, dispatch),
        *closing_mails.posts(context),
    ]
