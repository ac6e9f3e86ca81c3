"""Units of quantity (BT-130): what people type, and the UN/ECE Recommendation 20 code."""

from __future__ import annotations

UNITS = {  # what is printed: code
    "unité": "C62",
    "heure": "HUR",
    "jour": "DAY",
    "semaine": "WEE",
    "mois": "MON",
    "forfait": "LS",
    "m": "MTR",
    "ml": "LM",
    "m²": "MTK",
    "m³": "MTQ",
    "km": "KMT",
    "kg": "KGM",
    "tonne": "TNE",
    "litre": "LTR",
    "kWh": "KWH",
    "pièce": "H87",
}
