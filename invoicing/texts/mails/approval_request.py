"""The French of the mail that asks for approvals, or reminds of them."""

from __future__ import annotations

YES, NO, ALL = "C’est bon, envoyez", "Il y a une erreur", "Tout valider"
SUBJECT, REMINDER_SUBJECT = "À valider\u00a0: {what}", "Rappel, à valider\u00a0: {what}"
ALL_RIGHT = "Tout est juste\u00a0? Validez les {counted} d’un coup."
ONE_MORE_BUYER, MORE_BUYERS = " et un autre", " et {count} autres"

STILL_WAITING = "Nous attendons toujours votre réponse pour {what}."
PREPARED_SEVERAL = "Nous avons préparé {what} en votre nom. Merci de les vérifier."
PREPARED = {  # whether the document is feminine
    True: "Nous avons préparé {what}. Merci de la vérifier.",
    False: "Nous avons préparé {what}. Merci de le vérifier.",
}
YOURS = "votre {document} pour {buyer}"

# What happens without an answer; the instant stands out, between the two texts of a pair
ANSWER_BEFORE = (
    "Merci de répondre avant ",
    ". Ce qui se passera sans votre réponse est dit sous chaque document.",
)
SILENT_BEFORE = "Sans réponse de votre part avant "
SILENT_AFTER = ", {which} considéré{ending} comme validé{ending} et envoyé{ending}."
THIS_WILL_BE = {True: "cette {document} sera", False: "cet {document} sera"}  # feminine?
THESE_WILL_BE = "ces {counted} seront"
NEVER_SILENT = "Sans votre réponse, ce document ne sera pas envoyé."
NEVER_SILENT_SEVERAL = "Sans votre réponse, ces documents ne seront pas envoyés."

ATTACHED, ATTACHED_SEVERAL = (
    "Le brouillon est joint en PDF.",
    "Les brouillons sont joints en PDF.",
)
CLOSING = (
    "{attached} Vous pouvez aussi répondre à ce message\u00a0: rien ne partira alors sans votre "
    "accord."
)

# Each document
HEADING, VERSION = "{title} pour {buyer}", " · version {version}"
NEW_VERSION = "Nouvelle version, après votre remarque du {day}"
UNCHANGED = "Inchangée, après votre remarque du {day}"
REASON, PERFORMED, PLACE = "Motif", "Réalisation", "Lieu"
DISCOUNT = ", remise {percent}"
ONE_MORE_LINE, MORE_LINES = (
    "et une autre ligne, voir le PDF",
    "et {count} autres lignes, voir le PDF",
)
TO_PAY = "À payer {when}."
INVOICES, DOCUMENTS = "{count} factures", "{count} documents"
