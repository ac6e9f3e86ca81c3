"""The French of a proof: what happened to a document, how it was approved, what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.values.roles import MailRole

HAPPENED: Mapping[str, tuple[str, str]] = {  # kind of event → what, and which facts tell more
    "seen": ("Ligne cochée « Prête », vue pour la première fois", "contenu {content}"),
    "numbered": ("Numéro donné, contenu figé", "{number}, contenu {content}"),
    "filed": ("PDF déposé dans l’archive", "{name}, empreinte {sha256}"),
    "locked": ("PDF verrouillé en lecture seule", ""),
    "drafted": ("Mail préparé", "{mail}, {to}"),
    "dropped": ("Mail préparé devenu inutile, supprimé avant l’envoi", "{mail}"),
    "sent": ("Mail parti", "{mail} {message_header}"),
    "lost": ("Mail introuvable dans la boîte", "{mail}"),
    "laid-out": ("À remettre par une personne", "{role}, {channel}"),
    "at-hand": ("Fichier mis à disposition dans « À déposer »", "{role}"),
    "delivered": ("Remis par une personne", "{role}, le {on}, référence {reference}"),
    "came-back": ("Mail revenu", "{mail} – {words}"),
    "delayed": ("Mail retardé", "{mail} – {words}"),
    "was-read": ("Accusé de lecture", "{mail}"),
    "was-answered": ("Réponse du destinataire", "{mail} – {words}"),
    "again": ("Nouvel envoi décidé", "{mail}"),
    "requested": ("Validation demandée, contenu figé", "demande n° {version}, {content}"),
    "draft-filed": ("Brouillon déposé dans l’archive", "{name}, empreinte {sha256}"),
    "answered": ("Réponse au formulaire", "{outcome} – {words}"),
    "replied": ("Réponse par mail", "{words}"),
    "bounced": ("Demande non distribuée", "{words}"),
    "muted": ("Le formulaire ou la boîte ne permettait pas de répondre", ""),
    "consented": ("Silence jusqu’à l’échéance : accord tacite", "contenu {content}"),
    "agreed": ("Accord noté à la main", "{words}"),
    "forgotten": ("Accord effacé de la ligne", ""),
    "wished": ("Action choisie dans la ligne", "{action}"),
    "previewed": ("Aperçu demandé dans la ligne, contenu figé", "contenu {content}"),
    "preview-filed": ("Aperçu déposé dans « Brouillons »", "{name}, empreinte {sha256}"),
    "restarted": ("Validation remise à zéro, à la demande de l’agence", ""),
    "gone": ("Ligne disparue de l’onglet Factures", ""),
    "withdrawn": ("Demande de validation retirée : la ligne n’est pas revenue", ""),
}
OUTCOMES: Mapping[str, str] = {
    "approved": "« C’est bon, envoyez »",
    "objected": "« Il y a une erreur »",
    "late": "« Il y a une erreur », après le numéro : demande de correction",
    "settled": "accord après le numéro : sans effet",
    "used": "seconde réponse sous le même code : sans effet",
    "stale": "accord sur une version remplacée ou retirée : sans effet",
    "expired": "code périmé : sans effet",
    "forged": "code faux : refusé",
    "unknown": "sans décision : sans effet",
}
REASON_NAMES: Mapping[str, str] = {
    "deposit": "facture d’acompte",
    "situation": "situation de travaux",
    "final": "facture de solde",
    "credit-note": "avoir",
    "corrected": "facture rectificative",
    "special-price": "prix particulier",
    "agreed-total": "total convenu",
    "line-discount": "remise sur une ligne",
    "discount": "remise globale",
    "retention": "retenue de garantie",
    "penalty": "pénalités retenues",
    "exceptional": "opération exceptionnelle",
    "row-asks": "demandé pour ce document",
    "client-asks": "le client valide toutes ses factures",
}
MAILS: Mapping[str, str] = {  # by the first word of a role
    MailRole.APPROVAL: "Demande de validation",
    MailRole.REMINDER: "Rappel de la demande",
    MailRole.NOTICE: "Message d’information",
}
FLAWS: Mapping[str, str] = {
    "gone": "INTROUVABLE : supprimé, ou hors d’atteinte",
    "differs": "DIFFÉRENT : ses octets ne sont plus ceux qui ont été notés",
    "unreadable": "ILLISIBLE en ce moment : Google n’a pas répondu",
    "no-box": "NON RELU : la boîte d’où il est parti n’est plus dans le classeur",
    "left-there": "laissé dans la boîte d’envoi",
}
EMPTIED = "contenu vidé du Journal"
CHANGED = (
    "ATTENTION : un contenu figé n’est plus celui que la chaîne atteste ; il n’est pas repris ici."
)
NOT_ASKED = "Aucune validation n’a été demandée pour ce document."
IN_SHORT: Mapping[str, str] = {  # how it was approved
    "form": "Validé sur le formulaire, le {at}.",
    "silence": "Validé par accord tacite, faute de retour avant le {at}.",
    "hand": "Validé de vive voix ({by}), accord noté le {at}.",
}
OUT_IN_SHORT = "Envoyé le {at} à {to}."
LIVE = (
    "ATTENTION : un mail joint porte un lien de réponse encore valable. Qui le lit pourrait "
    "répondre à la place du client : ne remettez ce dossier qu’à lui."
)
TOGETHER = "ce mail portait sur {count} documents"
TACIT = (
    "Accord tacite : aucun retour avant l’échéance du {at}. Constaté le {noted}, après que ce "
    "passage a lu sans erreur les réponses du formulaire, la boîte d’envoi et le fil de la demande."
)
BY_FORM = "Accord donné sur le formulaire le {at}, lu le {noted} (réponse {id})."
BY_HAND = "Accord recueilli le {on} par {by}, noté par {who} ; enregistré le {noted}."
BY_HAND_EMPTIED = "Accord recueilli par {by} ; enregistré le {noted} (contenu vidé du Journal)."
PENDING = "Pas de décision à ce jour."
NO_BOUNCE = "aucun avis de non-distribution n’a été lu"
CHAIN = (
    "La chaîne du Journal est intacte jusqu’au lot {batch}, {rows} lignes : chaque empreinte "
    "couvre la ligne et celle d’avant, et la dernière est gardée hors du classeur, dans Drive."
)
EXTRACT = (
    "journal.json reprend en entier les {told} lignes de ce document et les empreintes de toutes "
    "celles qui les suivent. « python cli.py proof --verify DOSSIER » refait ces calculs ; "
    "« sha256sum -c SHA256SUMS » vérifie les fichiers."
)

TITLE, APPROVAL_TITLE = "Preuve", "Preuve de validation"
INTRO = (
    "Ce que le registre, l’archive et les boîtes aux lettres disent {what}, relu le {at}. Les "
    "heures sont celles de Paris."
)
OF_NUMBER, OF_UNNUMBERED = "de {number}", "du document {key}, sans numéro à ce jour"
SUBTITLE = "{name}, {seller} pour {buyer}"

# Headings
DOCUMENT, SENDING, SENDING_AGAIN = (
    "Le document",
    "Envoi : {mail}",
    "Envoi : {mail}, envoi n° {attempt}",
)
APPROVAL, REQUEST = "Validation", "Validation : demande n° {version}"
LIFE, LIFE_COLUMNS = "Ce qui s’est passé", ("Quand", "Quoi", "Précision")
LEDGER, FILES, FILES_COLUMNS = "Le registre", "Fichiers joints", ("Fichier", "Empreinte (SHA-256)")

# Labels and what stands beside them
REFERENCE, KEY_OF_CLIENT = "Réf.", "{key} (client {client})"
NUMBER, ISSUE_DATE, NUMBERED_ON = "Numéro", "Date d’émission", "Numéro donné le"
CONTENT, CONTENT_HASH = "Contenu", "Contenu (empreinte)"
SELLER, BUYER = "Émetteur", "Destinataire"
TOTAL, NET_PAYABLE = "Total TTC", "Net à payer"
ARCHIVED, NOT_YET_FILED = "PDF archivé", "pas encore déposé"
DRIVE_ID, SHA256, CHECK = "Identifiant Drive", "Empreinte (SHA-256)", "Vérification"
FILE_IS_THE_SAME = "relu ce jour : ses octets sont ceux qui ont été notés"
DRAFT_IS_THE_SAME = "relu ce jour : ses octets sont ceux notés"
ADDRESSED_TO, STATE, NOT_PREPARED = "Adressé à", "État", "pas encore préparé"
NOT_IN_MAILBOX, NOT_SENT = "introuvable dans la boîte", "préparé, pas encore parti"
SENT_ON, MESSAGE_ID, NOT_READ_BACK = "Parti le", "Message-ID", "non relu"
GMAIL_IDS, GMAIL_ID_VALUES = "Identifiants Gmail", "message {message}, fil {thread}"
MAIL_READ_BACK, MAIL_ENCLOSED = "Mail relu", "oui, joint à ce dossier"
ATTACHED = "Pièces jointes (SHA-256)"
ATTACHED_IS_THE_SAME = "la pièce jointe est le PDF archivé, octet pour octet"
ATTACHED_DIFFERS = "le PDF archivé n’est PAS parmi les pièces jointes"
RETURNED, DELAYED, READ, ANSWERED = "Revenu", "Retardé", "Accusé de lecture", "Réponse reçue"
ON = "le {at}"
BY_CHANNEL, PUT_AT_HAND = "Par", "Fichier mis à disposition"
DELIVERED, NOT_DELIVERED = "Remis par une personne", "pas encore, ou pas noté"
DEPOSIT_REFERENCE = "Référence du dépôt"
WORKBOOK, LAST_BATCH, ITS_HASH = "Classeur", "Dernier lot", "Son empreinte"

# Of a request
DECISION, REASONS, DRAFT, DRAFT_SHOWN = "Décision", "Raisons", "Brouillon", "Brouillon montré"
ASKED, NOT_WRITTEN = "Demande", "pas encore écrite"
ASKED_OF, ASKED_AND_SENT, NO, ASKED_ON = "Demandé à", "Demande partie", "non", "Demande partie le"
IN_SAME_MAIL, DEADLINE = "Dans le même mail", "Échéance"
DEADLINE_OF = "{at} ({hours} h ; {silence})"
SILENCE_APPROVES, SILENCE_STOPS = "sans réponse, validée", "sans réponse, rien ne part"
DELIVERY, REMINDED_ON = "Distribution", "Rappel parti le"
REPLY, REPLY_OF = "Réponse", "{outcome}, le {at}, lue le {noted} : {words}"
MAIL_REPLY, MAIL_REPLY_OF = "Réponse par mail", "le {at}, lue le {noted} : {words}"
BOUNCE, BOUNCE_OF = "Non distribuée", "avis du {at} : {words}"
MUTE, MUTE_ON = "Silence sans valeur", "constaté le {noted}"

# What is wrong with a pack that is checked
ILLEGIBLE, EMPTY = "{name} est illisible", "{name} manque ou est vide"
FILE_MISSING, FILE_CHANGED = "{name} manque", "{name} a été modifié"
FILE_UNLISTED = "{name} n’est pas dans {manifest}"
NO_MANIFEST, FILE_IN_NO_MANIFEST = "aucun manifeste", "{name} n’est dans aucun manifeste"
NO_ZIP = "un fichier n’est pas un ZIP lisible"
ROW_CHANGED = "journal : la ligne {rank} du lot {batch} a été modifiée"
CONTENT_CHANGED = "journal : le contenu de la ligne {rank} du lot {batch} a été modifié"
CHAIN_BROKEN = "journal : la chaîne ne mène pas à l’empreinte annoncée"
FILE_WITHOUT_HASH = "aucun fichier ne porte l’empreinte notée pour {name}"


def mail_name(role: str) -> str:
    """Name a mail by its role.

    >>> mail_name("Validation K7QM2"), mail_name("Destinataire")
    ('Demande de validation', 'Destinataire')
    """
    return MAILS.get(role.partition(" ")[0], role)
