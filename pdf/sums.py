"""The column of sums at the foot of the lines, from the lines' total to what is to be paid."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.invoice import Deposit, Draft
from pdf import french, kinds
from pdf.names import Pair

PAYABLE, CREDITED = "Net à payer", "Net à votre crédit"
RETENTION = (
    "Retenue de garantie de {percent} (loi n° 71-584 du 16 juillet 1971), soit {amount}, "
    "à libérer au plus tard un an après la réception des travaux."
)


def sums(draft: Draft, *, with_vat: bool) -> Iterator[Pair]:
    """Yield each sum with its label; the last one stands out."""
    totals = draft.totals
    if draft.discount:
        yield "Total des lignes HT", french.euros(totals.sum_of_lines)
        yield f"Remise globale {french.percent(draft.discount)}", french.euros(-totals.allowances)
    yield "Total HT", french.euros(totals.total_without_vat)
    if with_vat:
        yield "TVA", french.euros(totals.total_vat)
        yield "Total TTC", french.euros(totals.total_with_vat)
    held_back = tuple(_held_back(draft))
    yield from held_back
    if held_back:
        yield payable(draft), french.euros(draft.settlement.net_payable)


def _held_back(draft: Draft) -> Iterator[Pair]:
    """What stands between the total with VAT and what is to be paid now."""
    totals, settlement = draft.totals, draft.settlement
    if totals.rounding:
        yield "Arrondi au prix convenu", french.euros(totals.rounding)
    for deposit in draft.deposits:
        yield f"Acompte {deposit.number}", french.euros(-deposit.total_with_vat)
    if settlement.retained:
        label = f"Retenue de garantie {french.percent(draft.retention)}"
        yield label, french.euros(-settlement.retained)
    if draft.penalties:
        yield "Pénalités retenues", french.euros(-draft.penalties)


def payable(draft: Draft) -> str:
    """Say what the amount of the box is."""
    return CREDITED if kinds.is_credit(draft) else PAYABLE


def explained(draft: Draft) -> Iterator[str]:
    """Yield the deposits with their VAT (CGI ann. II 242 nonies A), and when the retention ends."""
    for deposit in draft.deposits:
        yield _deposit(deposit)
    if draft.settlement.retained:
        yield RETENTION.format(
            percent=french.percent(draft.retention),
            amount=french.euros(draft.settlement.retained),
        )


def _deposit(deposit: Deposit) -> str:
    return (
        f"Acompte {deposit.number} du {french.long_date(deposit.issue_date)} déduit : "
        f"{french.euros(deposit.total_without_vat)} HT, {french.euros(deposit.total_vat)} de TVA, "
        f"{french.euros(deposit.total_with_vat)} TTC."
    )
