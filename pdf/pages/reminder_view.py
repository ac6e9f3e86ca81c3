"""A reminder as a page: what is overdue, what is asked, until when, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from invoicing.document.legal_mentions import LEGAL_PENALTIES, PUBLIC_PENALTIES
from invoicing.document.parties import BuyerKind
from invoicing.document.reminder import INDEMNITY, Level, Overdue, Reminder
from invoicing.values import french
from pdf.pages import party_names
from pdf.pages.invoice_view import Payment
from pdf.pages.pagination import KeptTogether
from pdf.pages.totals_column import TotalLine
from pdf.typesetting.brand import PLAIN, UNPRINTED, Brand

TITLES: Mapping[Level, str] = {
    Level.FRIENDLY: "Rappel",
    Level.FIRM: "Relance",
    Level.FORMAL: "Mise en demeure",
}
PRIVATE_LAW, PUBLIC_LAW = (
    "C.\u00a0com., art.\u00a0L441-10 et D441-5",
    "code de la commande publique, art.\u00a0L2192-13, R2192-31 et D2192-35",
)
TOLD = (
    "Tout retard rend exigibles de plein droit des pénalités calculées {rate} et "
    "une indemnité forfaitaire de {indemnity} par facture ({law}). Nous ne les réclamons pas à ce "
    "jour, sans y renoncer."
)
CLAIMED = "Nous vous réclamons de plein droit {added} ({law})."
WARNING = (
    "À défaut de règlement dans ce délai, nous nous réservons le droit d’engager, sans autre avis, "
    "toute procédure utile au recouvrement de notre créance, y compris devant le tribunal."
)
CONSUMER = (
    "Les intérêts au taux légal courront à compter de la réception de cette lettre "
    "(C. civ., art.\u00a01231-6)."
)
FORMAL = "La présente lettre vaut mise en demeure au sens de l’article\u00a01344 du code civil."

MOST_NAMED = 3  # invoices in the box


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderView:
    """All that is printed."""

    title: str
    number: str  # which invoice, or how many
    dated: str
    before: tuple[str, ...]  # how it is sent
    payment: Payment
    seller: party_names.Party
    buyer: party_names.Party
    opening: tuple[str, ...]
    columns: tuple[tuple[str, float], ...]  # title, mm
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[TotalLine, ...]  # none when they would repeat the only row
    closing: tuple[str, ...]
    signed: tuple[str, ...]
    legal_line: str
    agency_line: str
    mark: str = ""
    look: Brand = field(default=PLAIN, metadata=UNPRINTED)

    @property
    def running(self) -> str:
        """The head of a next page."""
        return self.title

    @property
    def kept(self) -> KeptTogether | None:
        """The sums never stand alone on a page."""
        return KeptTogether(text=self.totals[-1].label, table=DUE) if self.totals else None


DUE = "Échue le"
COLUMNS = (("Facture", 50.0), ("Émise le", 28.0), (DUE, 28.0), ("Retard", 28.0),
           ("Reste dû", 36.0))  # fmt: skip


def reminded(reminder: Reminder, look: Brand = PLAIN) -> ReminderView:
    """Set it."""
    seller = reminder.seller
    registered = reminder.level is Level.FORMAL
    return ReminderView(
        title=TITLES[reminder.level],
        number=_which(reminder),
        dated=f"du {french.long_date(reminder.on)}",
        before=("Lettre recommandée avec avis de réception",) if registered else (),
        payment=_payment(reminder),
        seller=party_names.seller(seller),
        buyer=party_names.buyer(reminder.buyer),
        opening=("Madame, Monsieur,", *_opening(reminder)),
        columns=COLUMNS,
        rows=tuple(_row(reminder, invoice) for invoice in reminder.invoices),
        totals=tuple(_sums(reminder)),
        closing=tuple(_closing(reminder)),
        signed=tuple(filter(None, (seller.contact, party_names.shown_name(seller)))),
        legal_line=party_names.legal_line(seller),
        agency_line=party_names.agency_line(reminder.agency),
        look=look,
    )


def _which(reminder: Reminder) -> str:
    first, *others = reminder.invoices
    return f"{len(others) + 1} factures" if others else f"Facture {first.number}"


def _payment(reminder: Reminder) -> Payment:
    named = ", ".join(invoice.number for invoice in reminder.invoices[:MOST_NAMED])
    others = len(reminder.invoices) - MOST_NAMED
    more = "une autre" if others == 1 else f"{others} autres"
    numbers = f"{named} et {more}" if others > 0 else named
    return Payment(
        label="À régler",
        amount=french.euros(reminder.asked),
        until=f"au plus tard le {french.long_date(reminder.pay_by)}",
        terms="",
        ways=party_names.present(
            ("IBAN", french.iban(reminder.seller.iban)),
            ("BIC", reminder.seller.bic),
            ("Référence" if len(reminder.invoices) == 1 else "Références", numbers),
        ),
        code=b"",
    )


def _row(reminder: Reminder, of: Overdue) -> tuple[str, ...]:
    days = of.days_late(reminder.on)
    return (
        of.number,
        french.short_date(of.issue_date),
        french.short_date(of.due_date),
        f"{days}{french.NBSP}jour{'s' if days > 1 else ''}",
        french.euros(of.amount_due),
    )


def _opening(reminder: Reminder) -> Iterator[str]:
    these = "la facture ci-dessous reste impayée"
    if len(reminder.invoices) > 1:
        these = "les factures ci-dessous restent impayées"
    last = french.long_date(reminder.pay_by)
    match reminder.level:
        case Level.FRIENDLY:
            yield f"Sauf erreur de notre part, {these} à ce jour. Il s’agit sans doute d’un oubli."
        case Level.FIRM:
            yield f"Malgré notre rappel, {these} à ce jour."
        case Level.FORMAL:
            yield f"Malgré nos relances, {these} à ce jour."
            yield (
                "Par la présente, nous vous mettons en demeure de nous régler la somme de "
                f"{french.euros(reminder.asked)} au plus tard le {last}."
            )
        case _:
            assert_never(reminder.level)


def _sums(reminder: Reminder) -> Iterator[TotalLine]:
    if reminder.asked == reminder.principal and len(reminder.invoices) == 1:
        return
    if reminder.asked != reminder.principal:
        yield TotalLine(label="Reste dû", note="", amount=french.euros(reminder.principal))
    if reminder.interest and reminder.rate is not None:
        label = f"Pénalités de retard à {french.percent(reminder.rate)} l’an"
        yield TotalLine(label=label, note="", amount=french.euros(reminder.interest))
    if reminder.indemnity:
        count = reminder.indemnity / INDEMNITY
        note = f"{french.euros(INDEMNITY)} × {count:.0f}" if count > 1 else ""
        yield TotalLine(
            label="Indemnité forfaitaire", note=note, amount=french.euros(reminder.indemnity)
        )
    yield TotalLine(label="Total à régler", note="", amount=french.euros(reminder.asked))


def _closing(reminder: Reminder) -> Iterator[str]:
    yield from _charges(reminder)
    match reminder.level:
        case Level.FRIENDLY:
            yield (
                "Si votre règlement est déjà parti, merci de ne pas tenir compte de ce courrier."
            )
        case Level.FIRM:
            yield "Si une difficulté vous empêche de régler, parlez-nous-en dès maintenant."
        case Level.FORMAL:
            yield WARNING
            if reminder.is_to_consumer:
                yield CONSUMER
            yield FORMAL
        case _:
            assert_never(reminder.level)
    yield (
        "Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."
        if reminder.level is Level.FORMAL
        else "Bien cordialement,"
    )


def _charges(reminder: Reminder) -> Iterator[str]:
    """Say what the delay costs: nothing to a consumer, and nothing yet in a friendly letter."""
    if reminder.is_to_consumer:
        return
    is_public = reminder.buyer.kind is BuyerKind.PUBLIC
    law = PUBLIC_LAW if is_public else PRIVATE_LAW
    if reminder.indemnity:
        interest = "les pénalités de retard et " if reminder.interest else ""
        yield CLAIMED.format(added=f"{interest}l’indemnité forfaitaire de recouvrement", law=law)
    elif reminder.level is not Level.FRIENDLY:
        own = f"sur la base de {reminder.seller.penalty_rate or LEGAL_PENALTIES}"
        rate = f"au {PUBLIC_PENALTIES}" if is_public else own
        yield TOLD.format(rate=rate, indemnity=french.euros(INDEMNITY), law=law)
