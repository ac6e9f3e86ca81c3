"""The French of the page that says what a person has to deliver, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from invoicing.values.channels import Channel

BESIDE = "Le PDF est dans le même dossier que cette page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Instructions:
    """What a channel asks of a person."""

    title: str
    steps: tuple[str, ...]
    received: str = "le numéro reçu"  # what is noted afterwards


INSTRUCTIONS: Mapping[str, Instructions] = {
    Channel.CHORUS_PRO: Instructions(
        title="À déposer sur Chorus Pro",
        steps=(
            "Ouvrez portail.chorus-pro.gouv.fr, espace « Factures émises », puis « Dépôt PDF ».",
            f"Déposez le PDF tel quel (Factur-X). {BESIDE}",
            "Comparez les données reprises avec celles de cette page, puis validez l’envoi.",
        ),
        received="le numéro de dépôt donné par Chorus Pro",
    ),
    Channel.PLATFORM: Instructions(
        title="À déposer sur la plateforme agréée",
        steps=(
            "Ouvrez la plateforme agréée du client.",
            f"Déposez le PDF tel quel (Factur-X). {BESIDE}",
        ),
    ),
    Channel.PORTAL: Instructions(
        title="À déposer sur un portail",
        steps=(
            "Ouvrez le portail du destinataire.",
            f"Déposez le PDF. {BESIDE}",
        ),
    ),
    Channel.POST: Instructions(
        title="À envoyer par courrier",
        steps=(
            f"Imprimez le PDF. {BESIDE}",
            "Postez-le à l’adresse ci-dessus.",
        ),
        received="le numéro de suivi, s’il y en a un",
    ),
    Channel.CLIENT: Instructions(
        title="À remettre au client",
        steps=(
            f"Donnez le PDF au client. {BESIDE}",
            "C’est lui qui le remet au destinataire.",
        ),
        received="le nom de la personne qui l’a reçu, si vous le connaissez",
    ),
}

NOTE_IT = (
    "Ensuite, dans sa ligne de l’onglet Factures, tapez la date dans « Déposée le », et dans "
    "« Référence de dépôt » {received}. Jusque-là, cette tâche reste à faire."
)
SUBTITLE = "{number}, pour {name} ({role})"
ADDRESSEE, DOCUMENT, TO_DO = "Pour qui", "Quel document", "Ce que vous avez à faire"  # headings

# Labels
NAME = "Nom"
ADDRESS = "Adresse"
SIRET = "SIRET"
BILLED_TO = "Facturé à"
BUYER_REFERENCE = "Référence acheteur"
ORDER = "N° de commande"
NATURE = "Nature du document"
NUMBER = "Numéro"
DATE = "Date"
ON_BEHALF_OF = "Émis pour le compte de"
SELLER_SIRET = "SIRET de l’émetteur (fournisseur)"
SUBJECT = "Objet"
WITHOUT_VAT = "Total HT"
VAT = "TVA"
WITH_VAT = "Total TTC"
NET_PAYABLE = "Net à payer"
