"""Whether somebody has answered, or a mailbox has been closed to us, or opened again."""

from __future__ import annotations

from invoicing.register.register import Register
from jobs.mail.answers.listen import listen
from jobs.mail.dead_mailboxes import changes
from jobs.mail.listening_scope import ListeningScope
from jobs.ports import Desk


def is_answer_due(desk: Desk, books: Register, *, waiting: bool) -> bool:
    """Listen; *waiting*: whether a request waits, to which a broken Form makes a difference."""
    heard = listen(ListeningScope(desk=desk, books=books))
    mailboxes = changes(books, closed=heard.closed, opened=heard.opened)
    return heard.is_news or (bool(heard.flaws) and waiting) or any(True for _ in mailboxes)
