"""The French of a contract's end."""

from __future__ import annotations

from invoicing.text import Text

CLOSING: dict[str, Text] = {
    "contract-closed": Text(
        what="le contrat de ce client est terminé : plus aucun document n’est émis en son nom.",
        remedy="Décochez « Clôture demandée » s’il continue ; voir l’onglet « Clôtures ».",
    ),
    "forwarding-by-hand": Text(
        what="Google ne permet pas au programme de transférer le courrier d’un compte Gmail.",
        remedy="Suivez les clics indiqués dans l’onglet « Clôtures ».",
        stops=False,
    ),
}
