"""The French of a closing that is called off: what each step has left behind, and the mails."""

from __future__ import annotations

from dataclasses import dataclass

AUTHORISE = "Lancez « python cli.py authorize --mailbox {mailbox} »."
REMOVE = "dans Gmail ({mailbox}), Paramètres > Transfert et POP/IMAP"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingEffect:
    """What a step has left behind."""

    said: str
    remedy: str = ""  # for the agency


STOPPED = LastingEffect(
    said="Les documents sont de nouveau émis ; les demandes de validation retirées repartent."
)
FORWARDING_ASKED = LastingEffect(
    said="{email} a reçu de Google une demande : l’accepter ne transfère rien tant que le "
    "transfert n’est pas activé.",
    remedy=f"Pour la retirer : {REMOVE}, supprimez l’adresse.",
)
FORWARDING_MAYBE_ASKED = LastingEffect(
    said=FORWARDING_ASKED.said.replace("a reçu", "a peut-être reçu"), remedy=FORWARDING_ASKED.remedy
)
FORWARDED = LastingEffect(
    said="Le courrier de {mailbox} continue d’aller aussi à {email}.",
    remedy=f"Pour l’arrêter : {REMOVE}, désactivez le transfert ; pour un compte gmail.com, "
    "supprimez le filtre dans Filtres et adresses bloquées.",
)
KIT = LastingEffect(
    said="Le dossier « Remise » reste dans le Drive du client ; une autre clôture en fera un neuf."
)
PASSWORD_TRIED = LastingEffect(
    said="Le mot de passe de {mailbox} a peut-être été changé sans avoir été remis.",
    remedy="Donnez-en un autre dans la console d’administration. " + AUTHORISE,
)
PASSWORD_CHANGED = LastingEffect(
    said="Le mot de passe de {mailbox} a été changé et remis au client : cela ne se reprend pas.",
    remedy="Rien n’en part plus. " + AUTHORISE,
)
CREDENTIALS_HANDED_OVER = LastingEffect(
    said="Les identifiants de {mailbox} ont été remis au client : cela ne se reprend pas.",
    remedy="Si l’agence doit rester seule à s’en servir, convenez d’un autre mot de passe.",
)
LET_GO = LastingEffect(
    said="Nos accès à {mailbox} ont été coupés : cela ne se reprend pas.", remedy=AUTHORISE
)

CONTRACT_RESUMES = "Le contrat {client} reprend ; ses séries de numéros continuent."
CLOSING_OFF = "La clôture du contrat {client} est annulée : le contrat continue."
SUBJECT_BACK, SUBJECT_OFF, SUBJECT_TO_CLIENT = "De retour", "Clôture annulée", "Le contrat continue"
STEPS_DONE = "Où en sont les étapes déjà faites"  # heading
