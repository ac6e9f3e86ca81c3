"""The French of a proof: what happened to a document, how it was approved, what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.history.events import Kind

HAPPENED: Mapping[Kind, tuple[str, str]] = {  # what, and which facts tell more
    Kind.SEEN: ("Ligne cochée « Prête », vue pour la première fois", "contenu {content}"),
    Kind.NUMBERED: ("Numéro donné, contenu figé", "{number}, contenu {content}"),
    Kind.FILED: ("PDF déposé dans l’archive", "{name}, empreinte {sha256}"),
    Kind.LOCKED: ("PDF verrouillé en lecture seule", ""),
    Kind.DRAFTED: ("Mail préparé", "{mail}, {to}"),
    Kind.DROPPED: ("Mail préparé devenu inutile, supprimé avant l’envoi", "{mail}"),
    Kind.SENT: ("Mail parti", "{mail} {message_header}"),
    Kind.LOST: ("Mail introuvable dans la boîte", "{mail}"),
    Kind.LAID_OUT: ("À remettre par une personne", "{role}, {channel}"),
    Kind.AT_HAND: ("Fichier mis à disposition dans « À déposer »", "{role}"),
    Kind.DELIVERED: ("Remis par une personne", "{role}, le {on}, référence {reference}"),
    Kind.CAME_BACK: ("Mail revenu", "{mail} – {words}"),
    Kind.DELAYED: ("Mail retardé", "{mail} – {words}"),
    Kind.WAS_READ: ("Accusé de lecture", "{mail}"),
    Kind.WAS_ANSWERED: ("Réponse du destinataire", "{mail} – {words}"),
    Kind.AGAIN: ("Nouvel envoi décidé", "{mail}"),
    Kind.REQUESTED: ("Validation demandée, contenu figé", "demande n° {version}, {content}"),
    Kind.DRAFT_FILED: ("Brouillon déposé dans l’archive", "{name}, empreinte {sha256}"),
    Kind.ANSWERED: ("Réponse au formulaire", "{outcome} – {words}"),
    Kind.REPLIED: ("Réponse par mail", "{words}"),
    Kind.BOUNCED: ("Demande non distribuée", "{words}"),
    Kind.MUTED: ("Le formulaire ou la boîte ne permettait pas de répondre", ""),
    Kind.CONSENTED: ("Silence jusqu’à l’échéance : accord tacite", "contenu {content}"),
    Kind.AGREED: ("Accord noté à la main", "{words}"),
    Kind.FORGOTTEN: ("Accord effacé de la ligne", ""),
    Kind.WISHED: ("Action choisie dans la ligne", "{action}"),
    Kind.PREVIEWED: ("Aperçu demandé dans la ligne, contenu figé", "contenu {content}"),
    Kind.PREVIEW_FILED: ("Aperçu déposé dans « Brouillons »", "{name}, empreinte {sha256}"),
    Kind.RESTARTED: ("Validation remise à zéro, à la demande de l’agence", ""),
    Kind.GONE: ("Ligne disparue de l’onglet Factures", ""),
    Kind.WITHDRAWN: ("Demande de validation retirée : la ligne n’est pas revenue", ""),
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
LETTERS: Mapping[str, str] = {  # by the first word of a role
    "Validation": "Demande de validation",
    "Rappel": "Rappel de la demande",
    "Note": "Message d’information",
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


def mail_name(role: str) -> str:
    """Name a mail by its role.

    >>> mail_name("Validation K7QM2"), mail_name("Destinataire")
    ('Demande de validation', 'Destinataire')
    """
    return LETTERS.get(role.partition(" ")[0], role)
