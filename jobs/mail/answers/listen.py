"""What client companies have answered: on the Form, or by mail to the request."""

from __future__ import annotations

from contextlib import suppress

from jobs.mail.answers.form import read_form
from jobs.mail.answers.heard_answers import HeardAnswers
from jobs.mail.answers.mailboxes import mailboxes_to_read, read_mailbox
from jobs.mail.dead_mailboxes import refused
from jobs.mail.listening_scope import ListeningScope
from jobs.ports import Trouble


def listen(ear: ListeningScope) -> HeardAnswers:
    """Read the Form and the mailboxes, if any answer may come; nothing is recorded here."""
    heard = HeardAnswers()
    if ear.asked or ear.asking:
        with suppress(Trouble):
            read_form(ear, heard)
    for box in mailboxes_to_read(ear):
        try:
            read_mailbox(ear, box, heard)
        except Trouble as trouble:
            heard.closed |= refused(trouble.problems)
    return heard
