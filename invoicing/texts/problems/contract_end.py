"""The French of a contract's end."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

CLOSING: dict[str, Text] = {
    "contract-closed": Text(
        what="le contrat de ce client est terminé : plus aucun document n’est émis en son nom.",
        remedy="Décochez « Clôture demandée » s’il continue ; s’il revient après la coupure des "
        "accès, tapez aussi son nouveau « Début de contrat ». Voir l’onglet « Clôtures ».",
    ),
    "forwarding-refused": Text(
        what="Google refuse de transférer le courrier de {mailbox} à {to}.",
        remedy="Corrigez « E-mail principal » : une autre adresse que celle de la boîte.",
    ),
    "forwarding-unauthorised": Text(
        what="{mailbox} n’autorise pas le programme à transférer son courrier.",
        remedy="Activez-y le transfert vous-même (Gmail, Paramètres, « Transfert et POP/IMAP »), "
        "ou faites lancer « python cli.py authorize --mailbox {mailbox} --leaving ».",
    ),
    "grant-lost": Text(
        what="le coffre n’a plus notre autorisation de {mailbox} : rien ne prouve qu’elle est "
        "éteinte.",
        remedy="Son titulaire retire l’accès dans myaccount.google.com/connections ; puis notez "
        "dans « Clôtures », à l’étape 7, « Fait le » et « Noté par ».",
    ),
    "contract-over": Text(
        what="le contrat a pris fin le {on} : ce qui est émis aujourd’hui porte une date "
        "postérieure.",
        remedy="Cochez « Clôture demandée » si le mandat est terminé ; sinon, corrigez « Fin de "
        "contrat ».",
        stops=False,
    ),
    "closing-moved": Text(
        what="« {header} » n’est plus ce que c’était quand le courrier a été transféré : la "
        "clôture attend.",
        remedy="Remettez l’ancienne valeur ; ou décochez « Clôture demandée », puis recochez-la "
        "au passage suivant : la clôture recommence avec la nouvelle.",
    ),
    "closing-shared": Text(
        what="{mailbox} sert aussi à {other} : la clôture attend, car elle la lui fermerait.",
        remedy="Donnez à l’autre une « Adresse d’envoi » à lui, ou corrigez celle de ce client.",
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
    "too-slow": Text(
        what="la remise a duré plus de 35 minutes : elle s’est arrêtée avant la fin.",
        remedy="Recommencez : un autre mot de passe et une autre phrase seront faits.",
    ),
    "busy": Text(
        what="un autre passage est en cours.",
        remedy="Recommencez dans quelques minutes.",
    ),
}
