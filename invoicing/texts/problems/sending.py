"""The French of transmissions: who cannot be reached, what came back, what is to be delivered."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

SENDING: dict[str, Text] = {
    "no-copy-address": Text(
        what="un envoi est prévu, et « {header} » ne contient aucune adresse.",
        remedy="Tapez l’adresse, ou choisissez « Non » pour cet envoi.",
    ),
    "unknown-payer": Text(
        what="le tiers payeur « {payer} » n’est pas un autre code de l’onglet Destinataires.",
        remedy="Choisissez un code de la liste, ou ajoutez d’abord ce tiers payeur.",
    ),
    "other-payer": Text(
        what="le tiers payeur « {payer} » est un destinataire du client « {client} ».",
        remedy="Choisissez un tiers payeur du même client.",
    ),
    "not-delivered": Text(
        what="la facture n’est pas arrivée : « {words} ».",
        remedy="Corrigez l’adresse dans Destinataires, puis choisissez « Renvoyer » dans Action.",
    ),
    "copy-not-delivered": Text(
        what="l’envoi « {role} » n’est pas arrivé : « {words} ».",
        remedy="Corrigez l’adresse, puis choisissez « Renvoyer » dans Action.",
        stops=False,
    ),
    "address-corrected": Text(
        what="la facture n’est pas arrivée : « {words} ». L’adresse a été corrigée depuis ({to}).",
        remedy="Choisissez « Renvoyer » dans Action ; rien ne repart sans cela.",
    ),
    "copy-address-corrected": Text(
        what="l’envoi « {role} » n’est pas arrivé : « {words} ». L’adresse a été corrigée depuis "
        "({to}).",
        remedy="Choisissez « Renvoyer » dans Action ; rien ne repart sans cela.",
        stops=False,
    ),
    "put-off": Text(
        what="l’envoi « {role} » a été refusé pour l’instant : « {words} ».",
        remedy="Rien à faire : le programme réessaie.",
        stops=False,
    ),
    "buyer-answered": Text(
        what="réponse de {who} : « {words} ».",
        remedy="Lisez-la dans la boîte d’où la facture est partie.",
        stops=False,
    ),
    "deposit-date": Text(
        what="« Déposée le » ({on}) est avant l’émission ou dans l’avenir.",
        remedy="Tapez le jour du dépôt.",
        stops=False,
    ),
    "mails-full": Text(
        what="la boîte {mailbox} a envoyé tous les mails qu’elle peut en 24 heures.",
        remedy="Rien à faire : le reste part demain, le plus ancien d’abord.",
        stops=False,
    ),
}
