"""The French of the automatic reply of a mailbox whose contract ends."""

from __future__ import annotations

TEXT = (
    "Bonjour,\n\n"
    "Cette adresse change. Merci d’écrire désormais à {address}.\n"
    "Votre message y a été transmis.\n\n"
    "Ceci est une réponse automatique."
)
