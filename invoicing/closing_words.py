"""The French of a contract's end."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.lifecycle import State
from invoicing.text import Text

FATES: Mapping[State, tuple[str, str]] = {  # what will happen: for the agency, for the client
    State.AWAITING_APPROVAL: (
        "attend le client ; sa demande sera retirée à la fin du contrat",
        "attend votre accord ; la demande sera retirée à la fin du contrat",
    ),
    State.CORRECTION: (
        "à corriger, sinon elle ne partira pas",
        "votre correction est en cours",
    ),
    State.REPLY: (
        "réponse à lire, sinon elle ne partira pas",
        "votre réponse est en cours de lecture",
    ),
    State.BLOCKED: (
        "bloquée ; à corriger, sinon elle ne partira pas",
        "incomplète ; nous la complétons",
    ),
    State.READY: (
        "validée ; part avant la fin",
        "validée ; part avant la fin",
    ),
    State.TO_DELIVER: (
        "{task} par l’agence",
        "{task} par nos soins",
    ),
    State.UNDELIVERED: (
        "revenue ; adresse à corriger",
        "revenue ; nous cherchons la bonne adresse",
    ),
}

CLOSING: dict[str, Text] = {
    "contract-closed": Text(
        what="le contrat de ce client est terminé : plus aucun document n’est émis en son nom.",
        remedy="Décochez « Clôture demandée » s’il continue ; voir l’onglet « Clôtures ».",
    ),
    "closing-not-there": Text(
        what="la clôture de « {client} » n’en est pas à la remise des identifiants.",
        remedy="Voyez l’onglet « Clôtures » : chaque étape attend la précédente.",
    ),
    "no-credentials": Text(
        what="le coffre ne contient pas les identifiants de la boîte de « {client} ».",
        remedy="Faites lancer « python cli.py keep --seller {client} », puis recommencez.",
    ),
    "busy": Text(
        what="un autre passage est en cours.",
        remedy="Recommencez dans quelques minutes.",
    ),
}
