"""The French of the printed invoice, beside the words of its template."""

from __future__ import annotations

from collections.abc import Mapping

OPERATIONS: Mapping[frozenset[str], str] = {  # names of ``LineNature`` → « Nature de l’opération »
    frozenset({"GOODS"}): "Livraison de biens",
    frozenset({"SERVICE"}): "Prestation de services",
    frozenset({"GOODS", "SERVICE"}): "Mixte (biens et services)",
}
DATED, PAY_BY, PAYMENT_REFERENCE = "du {day}", "au plus tard le {day}", "Référence"

# Labels of the facts
REASON, PERFORMED, PLACE, DELIVERY = "Motif", "Réalisation", "Lieu", "Livraison"
PAYER, ORDER, BUYER_REFERENCE, AFFAIR = (
    "Tiers payeur",
    "Bon de commande",
    "Référence client",
    "Affaire",
)
OPERATION = "Nature de l’opération"

# The sums
LINES_TOTAL, GLOBAL_DISCOUNT, ROUNDING = (
    "Total des lignes HT",
    "Remise globale {percent}",
    "Arrondi au total convenu",
)
TOTAL, VAT, WITH_VAT, STILL_DUE = "Total HT", "TVA", "Total TTC", "Reste dû"
DEPOSIT, DEPOSIT_SUMS = "Acompte {number}", "{note}\u00a0: {without} HT + {vat} de TVA"
RETAINED, PENALTIES, OUTSIDE_VAT = (
    "Retenue de garantie {percent}",
    "Pénalités retenues",
    " (hors TVA)",
)
RETENTION = (
    "Retenue de garantie de {percent} (loi n° 71-584 du 16 juillet 1971), soit {amount}, "
    "libérable au plus tard un an après la réception des travaux."
)

# Below a line of a situation
CONTRACT = "Marché\u00a0: {sold} à {price}, soit {amount} HT"
PROGRESS = "Avancement cumulé\u00a0: {percent}, soit {amount} HT"
BILLED_BEFORE = "Déjà facturé\u00a0: {before} HT ; cette facture\u00a0: {now} HT"

# A document without a number
REFERENCE, NOT_DATED = "Réf.\u00a0{key}", "Date\u00a0: à l’émission"
DRAFT, DRAFT_MARK = "Brouillon", "BROUILLON – à valider"
PREVIEW, PREVIEW_MARK = "Aperçu", "APERÇU – non émis"

# A credit note of what is left
REMAINDER = "Reste de la facture {number}"  # a line that stands for a whole rate

# Parties
ATTENTION, CAPITAL = "À l’attention de {name}", "au capital de {capital}"
