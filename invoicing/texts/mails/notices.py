"""The French of short mails: what happened, and what can be done.

``{names}``: ``client`` his name, ``document`` what it is about, ``of_client`` and ``of_document``
the same after « de », ``words`` what was written, ``subjects`` what is to be corrected, ``unsaid``
that he said neither, ``who`` the address that wrote.
"""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.texts.mails.mail_text import MailText

NOTICES: Mapping[str, MailText] = {
    "correction-asked": MailText(
        subject="Correction demandée : {document}",
        paragraphs=(
            "{client} demande une correction {of_document}.",
            "À corriger : {subjects}.",
            "Son message : « {words} »",
            "{unsaid}",
            (
                "Rien n’est envoyé. Corrigez la ligne dans Factures, puis choisissez « Remettre "
                "en validation » dans la colonne Action."
            ),
        ),
    ),
    "late-correction": MailText(
        subject="Correction demandée après l’envoi : {document}",
        paragraphs=(
            "{client} demande une correction {of_document}, qui a déjà son numéro.",
            "À corriger : {subjects}.",
            "Son message : « {words} »",
            "{unsaid}",
            (
                "Une facture numérotée ne se modifie plus : elle se corrige par un avoir ou par "
                "une facture rectificative. {client} sait que sa demande vous est parvenue."
            ),
        ),
    ),
    "late-acknowledged": MailText(
        subject="Votre demande de correction est bien arrivée : {document}",
        paragraphs=(
            "Votre demande de correction {of_document} est bien arrivée.",
            (
                "Le document avait déjà son numéro : il ne peut plus être modifié, mais il peut "
                "être corrigé par un avoir ou une facture rectificative. Votre secrétariat vous "
                "rappelle."
            ),
        ),
    ),
    "already-sent": MailText(
        subject="C’était déjà fait : {document}",
        paragraphs=(
            (
                "Merci de votre réponse. {document} était déjà validé et émis : rien de plus "
                "n’est nécessaire."
            ),
        ),
    ),
    "already-answered": MailText(
        subject="Une seule réponse par demande : {document}",
        paragraphs=(
            (
                "Vous aviez déjà répondu pour {document} : c’est votre première réponse qui "
                "compte, la seconde n’a rien changé."
            ),
            "Si vous avez changé d’avis, appelez votre secrétariat.",
        ),
    ),
    "replaced": MailText(
        subject="Cette demande n’est plus valable : {document}",
        paragraphs=(
            (
                "Votre accord portait sur une version {of_document} qui a été remplacée ou "
                "retirée entre-temps. Il n’a donc rien déclenché."
            ),
            (
                "S’il y a une nouvelle version, vous recevez une nouvelle demande ; c’est à elle "
                "qu’il faut répondre."
            ),
        ),
    ),
    "mailbox-dead": MailText(
        subject="Boîte à autoriser de nouveau : {who}",
        paragraphs=(
            (
                "La boîte {who} ne laisse plus entrer le programme : mot de passe changé, ou accès "
                "retiré. Les documents de {words} attendent ; rien ne part d’une autre boîte à sa "
                "place. Les autres clients ne sont pas touchés."
            ),
            (
                "Faites lancer « python cli.py authorize --mailbox {who} » : tout reprend au "
                "passage suivant."
            ),
        ),
    ),
    "withdrawn": MailText(
        subject="Demande retirée : {document}",
        paragraphs=(
            (
                "Votre secrétariat a retiré {document} : il n’y a plus rien à valider, et rien ne "
                "sera envoyé."
            ),
            "S’il y a une nouvelle version, vous recevrez une nouvelle demande.",
        ),
    ),
    "expired": MailText(
        subject="Cette demande a expiré : {document}",
        paragraphs=(
            (
                "Votre réponse pour {document} est arrivée trop tard : le lien n’était plus "
                "valable. Rien n’a été envoyé."
            ),
            "Votre secrétariat peut vous adresser une nouvelle demande.",
        ),
    ),
    "unreadable": MailText(
        subject="Une réponse sans code valable est arrivée",
        paragraphs=(
            (
                "Quelqu’un a répondu au formulaire de validation avec un code que le programme "
                "n’a pas délivré, ou sans dire sa décision. Cette réponse n’a rien changé."
            ),
            "Son message : « {words} »",
            (
                "Si un client vous dit avoir répondu, demandez-lui de suivre de nouveau le lien "
                "de son mail. Les autres du même jour ne vous sont pas signalées."
            ),
        ),
    ),
    "reply": MailText(
        subject="Réponse à lire : {document}",
        paragraphs=(
            (
                "{client} a répondu par mail au lieu du formulaire ; son silence ne vaut plus "
                "accord pour {document}."
            ),
            "{who} écrit : « {words} »",
            (
                "S’il est d’accord, remplissez « Accord recueilli le », « Recueilli par » et « "
                "Noté par » dans la ligne. Sinon corrigez-la, puis choisissez « Remettre en "
                "validation » dans la colonne Action."
            ),
        ),
    ),
    "bounce": MailText(
        subject="Demande non distribuée : {document}",
        paragraphs=(
            "La demande de validation {of_document}, pour {client}, n’est pas arrivée.",
            "Le serveur dit : « {words} »",
            (
                "Rien n’est envoyé. Vérifiez l’adresse de validation du client, puis choisissez « "
                "Remettre en validation » dans la colonne Action."
            ),
        ),
    ),
    "not-delivered": MailText(
        subject="Non distribuée : {document}",
        paragraphs=(
            "{document}, {of_client}, n’est pas arrivée à son destinataire.",
            "Le serveur dit : « {words} »",
            (
                "Corrigez l’adresse dans Destinataires, puis choisissez « Renvoyer » dans la "
                "colonne Action de la ligne."
            ),
        ),
    ),
    "buyer-answered": MailText(
        subject="Réponse d’un destinataire : {document}",
        paragraphs=(
            "Un destinataire a répondu à l’envoi {of_document}, {of_client}.",
            "{who} écrit : « {words} »",
            "Sa réponse se trouve dans la boîte d’où la facture est partie.",
        ),
    ),
    "change": MailText(
        subject="À confirmer : vos coordonnées de facturation ont changé",
        paragraphs=(
            (
                "Votre secrétariat a modifié les coordonnées ci-dessous. Par sécurité, plus aucun "
                "document n’est émis en votre nom tant que vous ne l’avez pas confirmé depuis "
                "cette adresse-ci."
            ),
            (
                "Si vous n’avez rien demandé, répondez qu’il y a une erreur et appelez votre "
                "secrétariat : quelqu’un essaie peut-être de détourner vos paiements."
            ),
        ),
    ),
}

UNSAID = "Il ne dit pas laquelle : appelez-le."
WAITING = "Ce qui attend"  # heading
CLOSING, HANDOVER = "la clôture du contrat", "la remise du dossier"  # what a notice is about
DETAILS = "vos coordonnées de facturation"
OLD_IBAN, NEW_IBAN = "IBAN connu", "Nouvel IBAN"
OLD_ADDRESS, NEW_ADDRESS, EMPTY = "Adresse connue", "Nouvelle adresse", "(vide)"
MY_IBAN, MYSELF, MISTAKE = "Oui, c’est mon IBAN", "C’est bien moi", "Il y a une erreur"
