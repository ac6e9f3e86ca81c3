"""Countries as codes of ISO 3166-1, and as they stand under an address."""

from __future__ import annotations

NAMES = {
    "AD": "Andorre", "AT": "Autriche", "BE": "Belgique", "BG": "Bulgarie", "CA": "Canada",
    "CH": "Suisse", "CY": "Chypre", "CZ": "Tchéquie", "DE": "Allemagne", "DK": "Danemark",
    "DZ": "Algérie", "EE": "Estonie", "ES": "Espagne", "FI": "Finlande", "GB": "Royaume-Uni",
    "GR": "Grèce", "HR": "Croatie", "HU": "Hongrie", "IE": "Irlande", "IT": "Italie",
    "LI": "Liechtenstein", "LT": "Lituanie", "LU": "Luxembourg", "LV": "Lettonie",
    "MA": "Maroc", "MC": "Monaco", "MT": "Malte", "NL": "Pays-Bas", "NO": "Norvège",
    "PL": "Pologne", "PT": "Portugal", "RO": "Roumanie", "SE": "Suède", "SI": "Slovénie",
    "SK": "Slovaquie", "TN": "Tunisie", "US": "États-Unis",
}  # fmt: skip


def country_code(typed: str) -> str:
    """BT-40, BT-55: capitals; nothing is France, and « France » too.

    >>> country_code("be"), country_code("France"), country_code("")
    ('BE', 'FR', 'FR')
    """
    code = typed.strip().upper()
    return "FR" if code in {"", "FRANCE"} else code


def country_line(typed: str) -> str:
    """Name a country as it stands under an address: nothing for France, in capitals else.

    >>> country_line("be"), country_line("FR"), country_line("JP")
    ('BELGIQUE', '', 'JP')
    """
    code = country_code(typed)
    return "" if code == "FR" else NAMES.get(code, code).upper()
