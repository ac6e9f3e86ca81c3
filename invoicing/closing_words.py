"""The French of a contract's end."""

from __future__ import annotations

from invoicing.text import Text

CLOSING: dict[str, Text] = {
    "contract-closed": Text(
        what="le contrat de ce client est terminé : plus aucun document n’est émis en son nom.",
        remedy="Décochez « Clôture demandée » s’il continue ; voir l’onglet « Clôtures ».",
    ),
    "contract-over": Text(
        what="le contrat a pris fin le {on}, et ce document porterait une date postérieure.",
        remedy="Cochez « Clôture demandée » si le mandat est terminé ; sinon, corrigez « Fin de "
        "contrat ».",
        stops=False,
    ),
    "drafts-waiting": Text(
        what="des mails préparés attendent encore dans la boîte de « {client} ».",
        remedy="Recommencez après le prochain passage, qui les envoie ou les supprime ; ceux qui "
        "restent, supprimez-les dans les brouillons de cette boîte.",
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
