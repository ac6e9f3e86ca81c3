"""The French of what is pending when a contract ends.

Keys are names of ``DocumentState``.
"""

from __future__ import annotations

from collections.abc import Mapping

FATES: Mapping[str, tuple[str, str]] = {  # what will happen: for the agency, for the client
    "UNASKED": (
        "à valider par le client : sa demande part",
        "à valider : sa demande vous est envoyée",
    ),
    "ASKING": (
        "à valider par le client : sa demande part",
        "à valider : sa demande vous est envoyée",
    ),
    "AWAITING_APPROVAL": (
        "attend le client ; sa demande sera retirée si elle n’est pas validée avant la fin",
        "attend votre accord ; la demande sera retirée si elle n’est pas validée avant la fin",
    ),
    "MUTE": (
        "à proposer de nouveau au client, sinon elle ne partira pas",
        "à valider ; nous devons vous la proposer de nouveau",
    ),
    "CORRECTION": (
        "à corriger, sinon elle ne partira pas",
        "votre correction est en cours",
    ),
    "REPLY": (
        "réponse à lire, sinon elle ne partira pas",
        "votre réponse est en cours de lecture",
    ),
    "BLOCKED": (
        "bloquée ; à corriger, sinon elle ne partira pas",
        "à corriger avant d’être émise",
    ),
    "READY": (
        "validée ; elle part d’elle-même",
        "validée ; elle part d’elle-même",
    ),
    "TO_DELIVER": (
        "{task} par l’agence",
        "{task} par nos soins",
    ),
    "UNDELIVERED": (
        "revenue ; adresse à corriger",
        "revenue ; nous cherchons la bonne adresse",
    ),
}

SUBJECT = "Fin de contrat le {day} : {client}"
PENDING = "En suspens"  # heading
NOTHING_PENDING = "Rien n’est en suspens."
TO_CLIENT = (
    "Notre contrat de facturation prend fin le {day}.",
    "Votre dossier complet vous sera remis ensuite.",
)
TO_AGENCY = "Le contrat de facturation {of_client} prend fin le {day}."
CLOSE_IT = "Rien n’est fermé sans confirmation : cocher « Clôture demandée » ouvre la clôture."
