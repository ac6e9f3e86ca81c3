"""The French of the notes that stand only in the XML of an invoice.

Keys are subject codes (BT-21).
"""

from __future__ import annotations

from collections.abc import Mapping

# C. com. L441-9 and L441-10 bind professionals only, and speak of a payment: where they do not
# apply, the notes say so.
TO_CONSUMERS: Mapping[str, str] = {
    "PMD": (
        "Client consommateur : les pénalités de retard de l’article L441-10 du code de commerce ne "
        "sont pas applicables."
    ),
    "PMT": (
        "Client consommateur : l’indemnité forfaitaire pour frais de recouvrement de l’article "
        "L441-10 du code de commerce n’est pas applicable et n’est jamais demandée."
    ),
    "AAB": "Client consommateur : aucun escompte n’est prévu pour paiement anticipé.",
}
CREDITED = "Sans objet : aucun paiement n’est dû sur un avoir."
REPLACES = "Annule et remplace la facture {numbers}."
CREDITS = "Avoir sur la facture {numbers}"
NUMBER_OF = "{number} du {day}"
PENALTIES = "Pénalités retenues (hors TVA)\u00a0: {amount}"
NET_PAYABLE = "Net à payer à l’échéance\u00a0: {amount}"
