"""The French of the last mail of a contract."""

from __future__ import annotations

from collections.abc import Mapping

FILES: Mapping[str, str] = {  # who owns them → what becomes of the files
    "owned": "Les fichiers du dossier « Remise » sont désormais les vôtres.",
    "offered": "La propriété des fichiers du dossier « Remise » vous est proposée : "
    "acceptez-la dans Drive (recherche « pendingowner:me »).",
    "shared": "Les fichiers du dossier « Remise » restent partagés avec vous : Google "
    "n’en transfère pas la propriété à votre adresse. Téléchargez-les et gardez-les.",
}

OVER = "Votre contrat de facturation est clôturé : plus rien ne part en votre nom par nos soins."
PROVED = "Nos accès à votre boîte sont révoqués, et nous l’avons vérifié."
BY_HAND = "Nos accès à votre boîte ont été retirés à la main."
OTHERS_ENDED = (
    "Les autres applications, les mots de passe d’application et les délégations de ce compte ont "
    "été retirés : vous y remettrez les vôtres."
)
OTHERS_BY_HAND = (
    "Google ne laisse qu’à vous le soin du reste : dans myaccount.google.com/security, retirez les "
    "applications et les mots de passe d’application que vous ne connaissez pas ; dans Gmail, "
    "Paramètres > Comptes, les délégations."
)
FORWARDED = "Ce qui arrive à {mailbox} vous est transféré{reply}."
AUTO_REPLY = " ; elle répond automatiquement, {until}"
SUBJECT = "Contrat clôturé : {client}"
LAST_DAY, LAST_NUMBERS = "Dernier jour du mandat", "Derniers numéros"
SECRETS = "Nos secrets détruits au plus tard le"
