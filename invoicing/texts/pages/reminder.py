"""The French of the letter that asks for what is overdue.

Keys are names of ``Level``.
"""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "FRIENDLY": "Rappel",
    "FIRM": "Relance",
    "FORMAL": "Mise en demeure",
}
PRIVATE_LAW, PUBLIC_LAW = (
    "C.\u00a0com., art.\u00a0L441-10 et D441-5",
    "code de la commande publique, art.\u00a0L2192-13, R2192-31 et D2192-35",
)
NOT_CLAIMED = (
    "Tout retard rend exigibles de plein droit des pénalités calculées {rate} et "
    "une indemnité forfaitaire de {indemnity} par facture ({law}). Nous ne les réclamons pas à ce "
    "jour, sans y renoncer."
)
CLAIMED = "Nous vous réclamons de plein droit {added} ({law})."
WARNING = (
    "À défaut de règlement dans ce délai, nous nous réservons le droit d’engager, sans autre avis, "
    "toute procédure utile au recouvrement de notre créance, y compris devant le tribunal."
)
CONSUMER = (
    "Les intérêts au taux légal courront à compter de la réception de cette lettre "
    "(C. civ., art.\u00a01231-6)."
)
FORMAL = "La présente lettre vaut mise en demeure au sens de l’article\u00a01344 du code civil."

SENT_BY = "Lettre recommandée avec avis de réception"
SALUTATION = "Madame, Monsieur,"
SEVERAL, ONE = "{count} factures", "Facture {number}"
ONE_MORE, MORE, AND = "une autre", "{count} autres", "{named} et {more}"
TO_PAY, PAY_BY = "À régler", "au plus tard le {day}"
REFERENCE, REFERENCES = "Référence", "Références"
COLUMNS = ("Facture", "Émise le", "Échue le", "Retard", "Reste dû")
DUE = COLUMNS[2]

UNPAID, UNPAID_SEVERAL = (
    "la facture ci-dessous reste impayée",
    "les factures ci-dessous restent impayées",
)
OPENINGS: Mapping[str, str] = {
    "FRIENDLY": ("Sauf erreur de notre part, {these} à ce jour. Il s’agit sans doute d’un oubli."),
    "FIRM": "Malgré notre rappel, {these} à ce jour.",
    "FORMAL": "Malgré nos relances, {these} à ce jour.",
}
FORMAL_DEMAND = (
    "Par la présente, nous vous mettons en demeure de nous régler la somme de {amount} au plus "
    "tard le {day}."
)
STILL_DUE, TOTAL = "Reste dû", "Total à régler"
PENALTIES, INDEMNITY = "Pénalités de retard à {percent} l’an", "Indemnité forfaitaire"
ALREADY_PAID = "Si votre règlement est déjà parti, merci de ne pas tenir compte de ce courrier."
DIFFICULTY = "Si une difficulté vous empêche de régler, parlez-nous-en dès maintenant."
REGARDS = "Bien cordialement,"
FORMAL_REGARDS = "Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées."
INDEMNITY_CLAIMED = "l’indemnité forfaitaire de recouvrement"
INTEREST_CLAIMED = "les pénalités de retard et l’indemnité forfaitaire de recouvrement"
PRIVATE_RATE, PUBLIC_RATE = "sur la base de {rate}", "au {rate}"
