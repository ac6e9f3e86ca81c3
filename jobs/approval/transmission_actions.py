"""What people say in the row of an issued document: send it again, or it was delivered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invoicing.history.events.transmissions import Attempted, Delivered
from invoicing.register.entry import Entry
from invoicing.values.roles import Role


def sent_again(entry: Entry) -> Iterator[Attempted]:
    """Try again whatever came back or was lost; if nothing was, the main transmission."""
    known = entry.issued.transmissions
    back = [role for role, each in known.items() if each.bounce is not None or each.is_unknown]
    for role in back or ([Role.BUYER] if entry.issued.main.sent_at is not None else []):
        code, reference = entry.key
        yield Attempted(client_code=code, reference=reference, role=role, why="asked")


def delivered(entry: Entry, on: date, reference: str) -> Iterator[Delivered]:
    """Note a delivery; what was noted of one attempt counts for no later one."""
    for role, known in entry.issued.transmissions.items():
        if not known.is_laid_out or known.is_out or on < entry.issued.issue_date:
            continue
        if not known.was_delivered(on, reference):
            yield Delivered(
                client_code=entry.client_code,
                reference=entry.key.reference,
                role=role,
                on=on,
                deposit_reference=reference,
            )
