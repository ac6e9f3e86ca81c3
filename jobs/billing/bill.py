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
from jobs.billing.work import Work
from jobs.engine.context import Context


def bill(context: Context) -> None:
    """Do what is due, in this order, and show it.  Out of time, a stage does nothing."""
    work = Work.begun(context)
    see_the_ticked(work)
    hear_people(work)
    settle_earlier_runs(work)
    ask_for_approval(work)
    send_mails(work)
    give_numbers(work)
    file(work)
    transmit(work)
    show_previews(work)
    close_contracts(work)
    tell(work)
    show(work)
