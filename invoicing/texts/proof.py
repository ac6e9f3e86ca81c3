"""The French of a proof: what happened to a document, how it was approved, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from invoicing.history.events import approvals, documents, transmissions
from invoicing.history.events.journal_event import JournalEvent
from invoicing.values.calendar import SELLER_ZONE

HAPPENED: Mapping[type[JournalEvent], tuple[str, str]] = {  # what, and which facts tell more
    documents.Seen: ("Ligne cochée « Prête », vue pour la première fois", "contenu {content}"),
    documents.Numbered: ("Numéro donné, contenu figé", "{number}, contenu {content}"),
    documents.Filed: ("PDF déposé dans l’archive", "{name}, empreinte {sha256}"),
    documents.Locked: ("PDF verrouillé en lecture seule", ""),
    transmissions.Drafted: ("Mail préparé", "{mail}, {to}"),
    transmissions.DraftDropped: ("Mail préparé devenu inutile, supprimé avant l’envoi", "{mail}"),
    transmissions.Sent: ("Mail parti", "{mail} {message_header}"),
    transmissions.FateUnknown: ("Mail introuvable dans la boîte", "{mail}"),
    transmissions.LaidOut: ("À remettre par une personne", "{role}, {channel}"),
    transmissions.AtHand: ("Fichier mis à disposition dans « À déposer »", "{role}"),
    transmissions.Delivered: ("Remis par une personne", "{role}, le {on}, référence {reference}"),
    transmissions.CameBack: ("Mail revenu", "{mail} – {words}"),
    transmissions.Delayed: ("Mail retardé", "{mail} – {words}"),
    transmissions.WasRead: ("Accusé de lecture", "{mail}"),
    transmissions.WasAnswered: ("Réponse du destinataire", "{mail} – {words}"),
    transmissions.Attempted: ("Nouvel envoi décidé", "{mail}"),
    approvals.Requested: ("Validation demandée, contenu figé", "demande n° {version}, {content}"),
    approvals.DraftFiled: ("Brouillon déposé dans l’archive", "{name}, empreinte {sha256}"),
    approvals.Answered: ("Réponse au formulaire", "{outcome} – {words}"),
    approvals.Replied: ("Réponse par mail", "{words}"),
    approvals.Bounced: ("Demande non distribuée", "{words}"),
    approvals.Muted: ("Le formulaire ou la boîte ne permettait pas de répondre", ""),
    approvals.Consented: ("Silence jusqu’à l’échéance : accord tacite", "contenu {content}"),
    approvals.Agreed: ("Accord noté à la main", "{words}"),
    approvals.Forgotten: ("Accord effacé de la ligne", ""),
    documents.ActionTaken: ("Action choisie dans la ligne", "{action}"),
    documents.Previewed: ("Aperçu demandé dans la ligne, contenu figé", "contenu {content}"),
    documents.PreviewFiled: ("Aperçu déposé dans « Brouillons »", "{name}, empreinte {sha256}"),
    approvals.Restarted: ("Validation remise à zéro, à la demande de l’agence", ""),
    approvals.Gone: ("Ligne disparue de l’onglet Factures", ""),
    approvals.Withdrawn: ("Demande de validation retirée : la ligne n’est pas revenue", ""),
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


def clock(instant: datetime) -> str:
    """Say an instant on the seller's clock, and which, in the hour that comes twice.

    >>> from datetime import UTC
    >>> clock(datetime(2026, 11, 24, 13, 30, 5, tzinfo=UTC))
    '24/11/2026 14:30:05'
    >>> clock(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))
    '25/10/2026 02:30:00 (heure d’hiver)'
    """
    local = instant.astimezone(SELLER_ZONE)
    said = f"{local:%d/%m/%Y %H:%M:%S}"
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return said
    return f"{said} (heure d’{'hiver' if local.fold else 'été'})"


def mail_name(role: str) -> str:
    """Name a mail by its role.

    >>> mail_name("Validation K7QM2"), mail_name("Destinataire")
    ('Demande de validation', 'Destinataire')
    """
    return LETTERS.get(role.partition(" ")[0], role)
