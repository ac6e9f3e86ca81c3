"""The page that says to a person what is to be delivered, where, and what to note afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.invoice import Invoice
from invoicing.page import Page, Section
from invoicing.recipients import Recipient

WHAT: Mapping[str, str] = {
    "Chorus Pro": "Déposez le PDF ci-joint (Factur-X) sur portail.chorus-pro.gouv.fr, espace "
    "« Factures émises », dépôt PDF, puis vérifiez les données reprises.",
    "Plateforme agréée": "Déposez le PDF ci-joint (Factur-X) sur la plateforme agréée du client.",
    "Portail": "Déposez le PDF ci-joint sur le portail du destinataire.",
    "Courrier": "Imprimez le PDF ci-joint et postez-le à l’adresse ci-dessous.",
    "Remis par le client": "Remettez le PDF ci-joint au client, qui le donne au destinataire.",
}
AFTER = (
    "Ensuite, dans la ligne de la facture (onglet Factures), tapez la date dans « Déposée le » et "
    "le numéro reçu dans « Référence de dépôt ». Jusque-là, elle reste à faire."
)


def errand(invoice: Invoice, recipient: Recipient) -> Page:
    """Write it."""
    draft, buyer = invoice.draft, invoice.draft.buyer
    address = (buyer.address.street, f"{buyer.address.postcode} {buyer.address.city}")
    facts = (
        ("Document", invoice.number),
        ("Pour le compte de", draft.seller.name),
        ("Destinataire", recipient.name or buyer.name),
        ("SIRET du destinataire", buyer.siret or buyer.legal_id),
        ("Adresse", ", ".join(filter(None, address))),
        ("Total TTC", f"{draft.totals.total_with_vat:.2f} €".replace(".", ",")),
        ("N° de commande", draft.purchase_order),
        ("Référence acheteur", draft.buyer_reference),
    )
    return Page(
        title=f"À faire : {recipient.channel}",
        subtitle=f"{invoice.number} – {recipient.role}",
        name=f"A-FAIRE-{invoice.number}",
        author=invoice.agency.name or draft.seller.name,
        sections=(
            Section(heading="Quoi", facts=tuple((k, v) for k, v in facts if v)),
            Section(heading="Comment", lines=(WHAT[recipient.channel], AFTER)),
        ),
        footer=invoice.agency.name,
    )
