"""The billing job: take every document of the workbook as far as it can go today.

The life of an invoice reads top to bottom.  A stage takes the entries that are ready for it and
leaves the others as they are.  Whatever must not happen twice is prepared first, the preparation
recorded, and only then done; so a run may be killed anywhere and simply be run again.
"""

from __future__ import annotations

from jobs.billing.conclude import close_contracts, show, tell
from jobs.billing.issue import file, give_numbers, show_previews, transmit
from jobs.billing.seek import ask_for_approval, send_mails
from jobs.billing.take_note import hear_people, see_the_ticked, settle_earlier_runs
from jobs.channels.registry import channels
from jobs.correspondence.current import correspondence
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard


def bill(context: Context) -> None:
    """Do what is due, in this order, and show it.  Out of time, a stage does nothing."""
    heard, dispatch, documents = Heard(), Dispatch(), DocumentsAtHand()
    mails = correspondence(context, heard, dispatch, documents)
    ways = channels(context, dispatch, documents)
    see_the_ticked(context)
    hear_people(context, heard)
    settle_earlier_runs(context, dispatch, mails, ways)
    ask_for_approval(context, heard, documents)
    send_mails(context, dispatch, mails)
    give_numbers(context, heard, dispatch, documents)
    file(context, documents)
    transmit(ways)
    show_previews(context, documents)
    close_contracts(context, dispatch, documents, mails)
    tell(context, heard, dispatch, mails)
    show(context, heard, dispatch, documents)
