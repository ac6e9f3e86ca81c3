"""The page that says to a person what is to be delivered, where, and what to note afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.titles import nature
from invoicing.rows.recipients import Recipient
from invoicing.values.countries import country_line
from invoicing.values.french import euros, short_date
from invoicing.values.identifiers import siren
from invoicing.values.printed_page import PageSection, PrintedPage
from invoicing.values.roles import PAYER

BESIDE = "Le PDF est dans le même dossier que cette page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """What a channel asks of a person."""

    title: str
    steps: tuple[str, ...]
    received: str = "le numéro reçu"  # what is noted afterwards


WAYS: Mapping[str, Way] = {
    "Chorus Pro": Way(
        title="À déposer sur Chorus Pro",
        steps=(
            "Ouvrez portail.chorus-pro.gouv.fr, espace « Factures émises », puis « Dépôt PDF ».",
            f"Déposez le PDF tel quel (Factur-X). {BESIDE}",
            "Comparez les données reprises avec celles de cette page, puis validez l’envoi.",
        ),
        received="le numéro de dépôt donné par Chorus Pro",
    ),
    "Plateforme agréée": Way(
        title="À déposer sur la plateforme agréée",
        steps=(
            "Ouvrez la plateforme agréée du client.",
            f"Déposez le PDF tel quel (Factur-X). {BESIDE}",
        ),
    ),
    "Portail": Way(
        title="À déposer sur un portail",
        steps=(
            "Ouvrez le portail du destinataire.",
            f"Déposez le PDF. {BESIDE}",
        ),
    ),
    "Courrier": Way(
        title="À envoyer par courrier",
        steps=(
            f"Imprimez le PDF. {BESIDE}",
            "Postez-le à l’adresse ci-dessus.",
        ),
        received="le numéro de suivi, s’il y en a un",
    ),
    "Remis par le client": Way(
        title="À remettre au client",
        steps=(
            f"Donnez le PDF au client. {BESIDE}",
            "C’est lui qui le remet au destinataire.",
        ),
        received="le nom de la personne qui l’a reçu, si vous le connaissez",
    ),
}


def errand(invoice: Invoice, recipient: Recipient) -> PrintedPage:
    """Write it."""
    draft, way = invoice.draft, WAYS[recipient.channel]
    name = recipient.name or draft.buyer.name
    noted = (
        "Ensuite, dans sa ligne de l’onglet Factures, tapez la date dans "
        f"« Déposée le », et dans « Référence de dépôt » {way.received}. "
        "Jusque-là, cette tâche reste à faire."
    )
    return PrintedPage(
        title=way.title,
        subtitle=f"{invoice.number}, pour {name} ({recipient.role.lower()})",
        name=f"A-FAIRE-{invoice.number}",
        author=invoice.agency.name or draft.seller.name,
        sections=(
            PageSection(heading="Pour qui", facts=_present(_addressee(draft, recipient, name))),
            PageSection(heading="Quel document", facts=_present(_document(invoice))),
            PageSection(
                heading="Ce que vous avez à faire",
                lines=tuple(f"{rank}. {step}" for rank, step in enumerate((*way.steps, noted), 1)),
            ),
        ),
        footer=invoice.agency.name,
    )


def _addressee(draft: Draft, recipient: Recipient, name: str) -> Iterator[tuple[str, str]]:
    """Yield who gets it: the buyer as the document names him, or who pays for him."""
    buyer, siret, where = draft.buyer, recipient.siret, recipient.address
    if recipient.role != PAYER:
        siret, where = buyer.siret or buyer.legal_id, buyer.address
        name = "\n".join(filter(None, (name, buyer.attention)))
    lines = (where.street, f"{where.postcode} {where.city}", country_line(where.country))
    yield "Nom", name
    yield "Adresse", "\n".join(filter(None, map(str.strip, lines)))
    yield "SIRET", siren(siret)
    yield "Facturé à", buyer.name if recipient.role == PAYER else ""
    yield "Référence acheteur", draft.buyer_reference
    yield "N° de commande", draft.purchase_order


def _document(invoice: Invoice) -> Iterator[tuple[str, str]]:
    draft = invoice.draft
    yield "Nature du document", nature(draft)
    yield "Numéro", invoice.number
    yield "Date", short_date(invoice.issue_date)
    yield "Émis pour le compte de", draft.seller.name
    yield "SIRET de l’émetteur (fournisseur)", siren(draft.seller.siret)
    yield "Objet", draft.subject
    yield "Total HT", euros(draft.totals.total_without_vat)
    yield "TVA", euros(draft.totals.total_vat)
    yield "Total TTC", euros(draft.totals.total_with_vat)
    if draft.settlement.net_payable != draft.totals.total_with_vat:
        yield "Net à payer", euros(draft.settlement.net_payable)


def _present(facts: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, value) for label, value in facts if value)
