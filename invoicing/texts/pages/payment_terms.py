"""The French of when to pay, where the date of the invoice is not known yet."""

from __future__ import annotations

ON_RECEIPT = "à réception de la facture"
END_OF_MONTH = "à la fin du mois de la facture"
AFTER_DAYS = "à {days} de la date de facture"
AFTER_DAYS_END_OF_MONTH = "à {days} de la date de facture, puis fin de mois"
DAYS_AFTER_MONTH = "{days} après la fin du mois de la facture"
WITHIN_DAYS = "dans les {days} suivant la date de facture"  # after « à payer »
