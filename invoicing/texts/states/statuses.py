"""The French of a document's state: `Statut`, `Réception`, `Validée par`."""

from __future__ import annotations

from collections.abc import Mapping

STATUSES: Mapping[str, str] = {  # name of the state → `Statut`
    "UNTOUCHED": "",
    "BLOCKED": "Bloquée : voir Problème",
    "LATER": "",
    "UNSEEN": "",
    "SETTLING": "",
    "WITHDRAWN": "Retirée",
    "UNASKED": "",
    "ASKING": "",
    "AWAITING_APPROVAL": "En attente du client",
    "MUTE": "Bloquée : voir Problème",
    "REPLY": "Réponse à lire",
    "CORRECTION": "Correction demandée",
    "READY": "Validée",
    "NUMBERED": "Émise, à envoyer",
    "FILED": "Émise, à envoyer",
    "DRAFTED": "Émise, à envoyer",
    "TO_DELIVER": "À déposer",
    "LOST": "Émise, à envoyer",
    "UNDELIVERED": "Non distribuée",
    "SENT": "Envoyée",
}

CONFIRMED, ANSWERED, READ, NOT_RETURNED = (
    "Confirmée",
    "Répondue",
    "Lue",
    "Aucun rejet",
)  # `Réception`
BY_SILENCE, BY_FORM = "Accord tacite ({hours} h)", "Formulaire"  # `Validée par`

# Words within `Prochaine étape`
THE_CLIENT = "le client"  # who has no name
THE_ADDRESS, COPY_ADDRESS = "l’adresse", "l’adresse « {role} »"

# `Statut` of a client
CLIENT_TO_CONFIRM, CLIENT_TO_COMPLETE = "À confirmer par le client", "À compléter"
CLIENT_ACTIVE = "Actif"

# « État » of a row of « Envois »
RETURNED, PUT_OFF, DELAYED = "rejeté", "rejeté pour l’instant", "retardé"
REPLIED, OPENED = "répondu", "lu"
DELIVERED, SENT, NOT_FOUND = "fait", "envoyé", "introuvable"
TO_DELIVER, READY_TO_LEAVE = "à faire", "prêt à partir"

UNSAID_WHICH = ", sans dire laquelle : appelez-le"  # within « le client demande une correction »
