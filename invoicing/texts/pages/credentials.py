"""The French of the page of an account's credentials."""

from __future__ import annotations

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "password": "Mot de passe",
    "recovery_codes": "Codes de récupération",
    "recovery_address": "Adresse de récupération",
    "recovery_phone": "Téléphone de récupération",
    "two_step": "Validation en deux étapes",
    "oauth_client": "Client OAuth",
}  # what the vault's entry may hold of an account
WORKSPACE_FIRST = (
    "Ouvrez mail.google.com : un nouveau mot de passe vous est demandé aussitôt.",
    (
        "L’adresse et le téléphone de récupération sont les vôtres : vérifiez-les dans "
        "myaccount.google.com/security, avec l’appareil de la validation en deux étapes."
    ),
    (
        "S’il y a des codes de récupération ci-dessus, ils sont neufs et servent chacun une fois ; "
        "les anciens ne valent plus."
    ),
)
CONSUMER_FIRST = (
    (
        "Dans myaccount.google.com/security, changez le mot de passe : les appareils et les "
        "applications de messagerie encore connectés en sont coupés."
    ),
    (
        "Au même endroit, mettez votre adresse et votre téléphone de récupération, et votre "
        "appareil pour la validation en deux étapes."
    ),
    "Créez de nouveaux codes de secours : les anciens, ceux d’ici compris, cessent de valoir.",
    (
        "Supprimez les mots de passe d’application et, dans Gmail (Paramètres > Comptes), ce qui "
        "permettrait encore d’écrire ou de lire à votre place."
    ),
)
TITLE = "Identifiants"
INTRO = "Changez le mot de passe dès la première connexion."
ACCOUNT, FIRST_SIGN_IN = "Compte", "À faire à la première connexion"  # headings
ADDRESS = "Adresse"
TWO_STEP_ON, TWO_STEP_OFF = "activée", "non activée"
