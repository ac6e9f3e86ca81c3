"""The French of « Clôtures »: the steps of a contract's end, and what each waits for.

Keys are values of ``ClosingStep``.
"""

from __future__ import annotations

from collections.abc import Mapping

NAMES: Mapping[str, str] = {  # step → « Étape »
    "confirmed": "1. Clôture confirmée par l’agence",
    "stopped": "2. Plus aucun nouveau document",
    "forwarded": "3. Courrier transféré au client",
    "kit": "4. Dossier remis dans Drive",
    "credentials": "5. Identifiants remis",
    "received": "6. Réception confirmée par le client",
    "let-go": "7. Accès coupés",
}
DONE, UNDER_WAY, TO_COME, CALLED_OFF = "fait", "en cours", "à venir", "annulée"  # « État »

FORWARD_BY_HAND = (
    "Dans Gmail ({mailbox}) : Paramètres > Transfert et POP/IMAP > Ajouter une adresse de "
    "transfert > {to}. Le client clique le lien qu’il reçoit ; le programme fait le reste."
)
FORWARDING_ASKED = (
    "Attend le client : Google lui a demandé le {on}, à {to}, d’accepter le transfert. S’il n’a "
    "rien reçu, corrigez « E-mail principal »."
)
FORWARDING_NOT_TAKEN = (
    "Google n’a pas pris la demande de transfert à {to} : voyez « Problème » dans l’onglet "
    "« Clients »."
)
RECEIPT_DENIED = (
    "Le client répond qu’il manque quelque chose : complétez, puis notez ici « Fait le » et "
    "« Noté par »."
)
NO_MAILBOX = (
    "Aucun mail ne peut plus partir de {mailbox}, rendue au client : demandez-lui, puis notez ici "
    "« Fait le » et « Noté par »."
)
END_EMPTIED = (
    "« Fin de contrat » a été vidée depuis votre réponse : retapez-la, ou décochez « Clôture "
    "demandée »."
)
CLOSING_DENIED = "Vous avez répondu non : décochez « Clôture demandée »."
TO_DO: Mapping[str, str] = {  # step → what is to be done
    "confirmed": "Répondez au mail « Clôturer le contrat … ? ».",
    "stopped": "Rien : attend la fin du contrat, et le départ de ce qui est validé.",
    "forwarded": "Rien : le programme met le transfert en place.",
    "kit": "Rien : le programme prépare le dossier.",
    "credentials": (
        "Faites lancer « python cli.py close --seller {code} --noted-by NOM » et dites la phrase "
        "au client par téléphone."
    ),
    "received": ("Attend la réponse du client ; sinon notez ici « Fait le » et « Noté par »."),
    "let-go": "Rien : le programme coupe les accès et le vérifie.",
}

# `Statut` of the client
WAITS_FOR_END = "Clôture : 2. Attend le {day}, fin du contrat"
CLOSING = "Clôture : {step}"
CLOSED, CLOSED_ON = "Clôturé", "Clôturé ; mandat terminé le {day}"
