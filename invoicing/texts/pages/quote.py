"""The French of the printed quote."""

from __future__ import annotations

BY_MANDATE = "Devis établi par {agency} au nom et pour le compte {of_seller}."
WASTE = "Gestion des déchets : {waste}."
WITHDRAWAL = (
    "Conclu hors établissement, ce contrat peut être rétracté sans motif dans les quatorze jours "
    "de la signature (C. conso., art. L221-18) ; le formulaire de rétractation est joint."
)

TITLE, TOTAL_AGREED = "Devis", "Total convenu"
AMOUNT, AMOUNT_WITH_VAT = "Montant", "Montant TTC"
VALID_UNTIL = "valable jusqu’au {day}"
PAYMENT, FEE, FREE = "Règlement", "Établissement du devis", "gratuit"
BEGINS, LASTS, TRAVEL = "Début", "Durée", "Frais de déplacement"
SIGNATURE = (
    "Bon pour accord\u00a0: date, nom et signature du client, précédés de la mention manuscrite "
    "«\u00a0Bon pour accord\u00a0»"
)
FILE_TITLE, FILE_SUBJECT = "Devis {number} – {seller}", "Devis pour {buyer}"
FILE_NAME = "devis {seller}"
