"""What a person writes into the row: an agreement heard on the telephone, a wish (`Action`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from invoicing.rows.tabs import InvoiceRow
from invoicing.values.canonical_json import content_hash
from invoicing.values.french import short_date
from invoicing.values.problems import Problem

WITHDRAW, ASK_AGAIN, SEND_AGAIN = "Retirer", "Remettre en validation", "Renvoyer"
PREVIEW = "Aperçu"


def agreement(row: InvoiceRow) -> str:
    """Hash of an agreement by hand, "" when there is none, or not all of it."""
    cells = (row.agreed_on, row.agreed_by, row.noted_by)
    return content_hash(cells) if all(cells) else ""


def agreement_problems(row: InvoiceRow, today: date) -> Iterator[Problem]:
    """When, how and by whom it was noted: all three, and not tomorrow."""
    cells = {"agreed_on": row.agreed_on, "agreed_by": row.agreed_by, "noted_by": row.noted_by}
    missing = [name for name, value in cells.items() if not value]
    if missing and len(missing) < len(cells):
        headers = " et ".join(f"« {row.header(name)} »" for name in missing)
        yield row.problem("agreement-incomplete", missing[0], headers=headers)
    if row.agreed_on is not None and row.agreed_on > today:
        yield row.problem("agreement-future", "agreed_on", on=short_date(row.agreed_on))
