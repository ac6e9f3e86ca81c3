"""The French of the mail that carries a document, by who gets it."""

from __future__ import annotations

from collections.abc import Mapping

from invoicing.values.channels import Channel

# Opening, and what it says of the document
ENCLOSED = "Vous trouverez ci-joint notre {document}."
LINKED = "Voici notre {document}."
TOO_LARGE = "Le PDF, trop lourd pour être joint, se télécharge ci-dessous."
SUBJECT = "{number} – {seller} pour {buyer}"
DATED, PURPOSE = "{number} du {day}", ", pour\u00a0: {subject}"
REASON = "Motif\u00a0: {reason}."
PAYER = "Le règlement est attendu du tiers payeur\u00a0: {payer}."

# In one line
CREDITED_AMOUNT, AMOUNT, AMOUNT_DUE = (
    "{amount} à votre crédit.",
    "{amount}.",
    "{amount} à régler {until}.",
)
UNTIL = "au plus tard le {day}"

# What is asked, and whom to ask
YOUR_REFERENCE = "Merci d’indiquer cette référence avec votre règlement."
PAYERS_REFERENCE = "Merci d’indiquer cette référence avec le règlement."
AT_YOUR_SERVICE = "Nous restons à votre disposition pour toute question."
CONTACT = "Pour toute question, nous restons à votre disposition\u00a0: {ways}."
OR = " ou "
ANSWER, ANSWER_OR_CALL = (
    "Pour toute question, répondez à ce message.",
    "Pour toute question, répondez à ce message ou appelez-nous.",
)
SENDER = "Message envoyé par {agency} pour le compte {of_seller}."

# To the buyer's accounts office
TO_OFFICE, ORDER = "À l’attention du service comptable, {buyer}", "Bon de commande"

# To who pays for the buyer
TO_PAYER, ON_BEHALF_OF = "À l’attention du tiers payeur\u00a0: {payer}", "Au nom de"
PAYER_TOLD = {  # whether the document is feminine, whether it is owed
    (True, False): "Elle est établie au nom de {buyer}, dont vous êtes le tiers payeur.",
    (True, True): (
        "Elle est établie au nom de {buyer}, dont vous êtes le tiers payeur\u00a0: c’est à vous de "
        "la régler."
    ),
    (False, False): "Il est établi au nom de {buyer}, dont vous êtes le tiers payeur.",
    (False, True): (
        "Il est établi au nom de {buyer}, dont vous êtes le tiers payeur\u00a0: c’est à vous de le "
        "régler."
    ),
}

# To the client's accountant
TO_ACCOUNTANT = "Pour la comptabilité {of_seller}\u00a0: {number}, pour {buyer}."
ACCOUNTANT_SUBJECT = "Pour la comptabilité\u00a0: {subject}"
ACCOUNTANT_TOTAL = "{amount} TTC."
ATTACHED = "Le PDF (Factur-X) est joint."
NO_REQUEST = "Ce message n’est pas une demande de règlement."

# The client's copy
COPY_SUBJECT = "Copie\u00a0: {subject}"
COPY_OF = {
    True: "Copie de la {document}, {sent}.",
    False: "Copie de l’{document}, {sent}.",
}  # feminine?
SENT_TO = {True: "envoyée ce jour à {buyer}", False: "envoyé ce jour à {buyer}"}
DRAWN_UP_FOR = {True: "établie ce jour pour {buyer}", False: "établi ce jour pour {buyer}"}

# Facts
TO_PAY, PAY_BY, PAYMENT_REFERENCE = "Montant à régler", "Au plus tard le", "Référence"
TO_RECEIVE, PLAIN_AMOUNT = "Montant à recevoir", "Montant"
CREDITED, DUE, DATE, THIRD_PARTY = (
    "Au crédit du destinataire",
    "Échéance",
    "Date",
    "Tiers payeur",
)
VAT_AT, VAT_ON = "TVA {percent}", "{tax} (sur {base} HT)"
BY_MAIL, BY_MAIL_TO = "par mail", "par mail ({addresses})"
HOW: Mapping[str, str] = {  # channel → how the document reaches its recipient
    Channel.CHORUS_PRO: "dépôt sur Chorus Pro",
    Channel.PLATFORM: "dépôt sur sa plateforme agréée",
    Channel.PORTAL: "dépôt sur son portail",
    Channel.POST: "par courrier",
    Channel.CLIENT: "à remettre par vos soins",
}
