"""Of several rows that refer to the same documents, one is issued at a time.

The next one is made of what the first has become; two at once would both credit, or bill, the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from invoicing.document.invoice import CORRECTING, OF_AN_AFFAIR, DocumentType
from invoicing.related.basis import SETTLING, affair_asked, original_of
from invoicing.related.links import Affair, DocumentLinks, affair_of
from invoicing.rows.tabs import InvoiceRow
from invoicing.values.problems import Problem

Claim = Affair | str  # an affair, or the number of a document


@dataclass(slots=True, kw_only=True)
class ClaimedOriginals:
    """The documents and affairs that rows above refer to already."""

    ties: DocumentLinks
    today: date
    deposits: Mapping[Affair, str] = field(default_factory=dict)  # → a row not yet issued
    claimed: dict[Claim, str] = field(default_factory=dict)  # → the `Réf.` of the row

    def taken(self, row: InvoiceRow, seller: str) -> list[Problem]:
        """Claim what a sound row refers to; return the row that comes first, if there is one."""
        if is_later(row, self.today):
            return []
        claims = self._claims(row, seller)
        if row.document_type is DocumentType.FINAL:
            deposit = next(
                (self.deposits[c] for c in claims if isinstance(c, Affair) and c in self.deposits),
                "",
            )
            if deposit:
                return [row.problem("deposit-not-issued", key=deposit)]
        before = next((self.claimed[claim] for claim in claims if claim in self.claimed), "")
        if before:
            return [row.problem("waits-its-turn", key=before)]
        self.claimed.update(dict.fromkeys(claims, row.key))
        return []

    def _claims(self, row: InvoiceRow, seller: str) -> list[Claim]:
        if row.document_type in OF_AN_AFFAIR:
            affair = affair_asked(row, seller)
            return [affair] if affair else []
        if row.document_type not in CORRECTING:
            return []
        original = original_of(row, seller, self.ties)
        if original is None:
            return []
        counted = original.affair and original.document_type in SETTLING
        return [original.number, affair_of(original)] if counted else [original.number]


def is_later(row: InvoiceRow, today: date) -> bool:
    """Whether the day of a row has not come."""
    return (row.issue_from or date.min) > today


def waiting_deposits(rows: Iterable[tuple[InvoiceRow, str]], today: date) -> dict[Affair, str]:
    """Return the ticked deposits, by affair, of *rows* that have not been issued.

    A final invoice issued beside them would not deduct them.
    """
    found: dict[Affair, str] = {}
    for row, seller in rows:
        affair = affair_asked(row, seller)
        is_deposit = row.document_type is DocumentType.DEPOSIT
        if affair and is_deposit and row.ready and not is_later(row, today):
            found.setdefault(affair, row.key)
    return found
