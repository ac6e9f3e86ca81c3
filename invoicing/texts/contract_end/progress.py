"""The French of « Clôtures », column « Détail »: what has been done at each step."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, str] = {  # who owns them → what became of the files
    "owned": "les fichiers de « Remise » sont à lui",
    "offered": "la propriété des fichiers de « Remise » lui est proposée dans Drive",
    "shared": "les fichiers de « Remise » restent partagés avec lui : Google n’en "
    "transfère pas la propriété à son adresse",
}
RESTORED = "Rétabli depuis la remise."
CONFIRMED = "Confirmée par mail."

LAST_DAY = "Dernier jour du mandat : {day}."
LAST_NUMBERS = "Derniers numéros : {numbers}."
REQUESTS_WITHDRAWN = "Demandes retirées : {keys}."

OWN_MAILBOX = "La boîte est au client : rien à transférer."
FORWARDED = "Transfert relu dans les réglages de la boîte."
AUTO_REPLY = "Réponse automatique {until}."
REPLIES_UNTIL, REPLIES_FOR_EVER = "jusqu’au {day}", "sans date de fin"

SLIP = "Empreinte du bordereau : {sha256}"
SEALED = "Scellés ; empreinte du PDF : {sha256}"
NOTHING_TO_HAND_OVER = "La boîte est au client : rien à remettre."
RECEIVED_BY_HAND, RECEIVED = "Notée par l’agence.", "Confirmée par le client."

REVOKED_BY_HAND = "Accès retirés à la main, notés par l’agence."
REVOKED = "Notre accès est révoqué, et Google le refuse."
OTHERS_REVOKED = "Autres applications, mots de passe d’application, délégations : aucun."
SECRETS_DESTROYED, SECRETS_KEPT = "Secrets détruits le {day}.", "Secrets gardés jusqu’au {day}."
