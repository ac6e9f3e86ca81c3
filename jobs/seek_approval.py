"""Approval: what people say, what clients answer, what silence means, and who is asked next.

Needed first (invoicing/approval/reasons.py) ─▶ asked, by a mail with a draft and a code ─▶
answered on the Form, by silence, or by hand ─▶ ready to be numbered.
"""

from __future__ import annotations

from jobs.approval.changed_details import ask_the_changed
from jobs.approval.row_actions import wishes
from jobs.approval.silence import consent
from jobs.approval.vanished_rows import withdraw
from jobs.engine.context import Context
from jobs.mail.answers.hear import hear
from jobs.mail.heard import Heard


def settle_approvals(context: Context, heard: Heard) -> None:
    """Take note of what people and clients have said, and of silence."""
    context.record([*wishes(context), *ask_the_changed(context)])
    hear(context, heard)
    consent(context, heard)
    withdraw(context)
