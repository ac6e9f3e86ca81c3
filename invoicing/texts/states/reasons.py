"""The French of the reasons for an approval: they end « Votre accord est demandé parce que … »."""

from __future__ import annotations

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "deposit": "c’est une facture d’acompte",
    "situation": "c’est une situation de travaux",
    "final": "c’est une facture de solde",
    "credit-note": "c’est un avoir",
    "corrected": "c’est une facture rectificative",
    "special-price": "le prix de « {item} » est de {price} au lieu de {listed}",
    "agreed-total": "le total TTC a été fixé à {amount}",
    "line-discount": "« {item} » porte une remise de {percent}\u00a0%",
    "discount": "la facture porte une remise globale de {percent}\u00a0%",
    "retention": "une retenue de garantie de {percent}\u00a0% est appliquée",
    "penalty": "des pénalités de {amount} sont retenues",
    "exceptional": "c’est une opération exceptionnelle",
    "row-asks": "votre secrétariat souhaite que vous relisiez ce document avant son envoi",
    "client-asks": "vous souhaitez valider toutes vos factures",
}
