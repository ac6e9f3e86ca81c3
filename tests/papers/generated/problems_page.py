"""docs/problems.md, written from the table of problems."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping

from invoicing.texts.problems.approval import APPROVAL
from invoicing.texts.problems.billing import RULES
from invoicing.texts.problems.contract_end import CLOSING
from invoicing.texts.problems.outside import WORLD
from invoicing.texts.problems.printing import PRINTING
from invoicing.texts.problems.reading import READING
from invoicing.texts.problems.related import RELATED_WORDS
from invoicing.texts.problems.sending import SENDING
from invoicing.texts.problems.table import sentence
from invoicing.texts.problems.text import Text
from invoicing.values.problems import Problem, Source

HEAD = """# Les problèmes

Ce que le programme peut dire dans `Problème` ou `À vérifier`, et ce qu'il faut faire.
Chaque message dit où, quoi, que faire, puis son code entre crochets, que l'on cherche ici.
Un problème qui arrête n'arrête que ce qu'il touche : la ligne, le client, ou le passage entier.
Les valeurs des exemples sont inventées ; {value} et ses pareils disent où elles se mettent.
Cette page est produite par `make docs`.
"""

PARTS: tuple[tuple[str, str, Mapping[str, Text], Source], ...] = (
    (
        "Cellules et en-têtes",
        "Une cellule ne peut pas être lue, ou le classeur n'a plus sa forme.",
        READING,
        Source(tab="Factures", row=17),
    ),
    (
        "Règles de facturation",
        "La ligne est lisible, mais ne peut pas devenir une facture.",
        RULES,
        Source(tab="Factures", row=17),
    ),
    (
        "Avoirs, acomptes, situations, soldes, règlements",
        "La ligne dépend de documents déjà émis.",
        RELATED_WORDS,
        Source(tab="Factures", row=17),
    ),
    (
        "Validation par le client",
        "Le client doit voir la ligne avant l'envoi, ou il a répondu.",
        APPROVAL,
        Source(tab="Factures", row=17),
    ),
    (
        "Envois et retours",
        "Un destinataire ne peut pas être joint, ou un envoi est revenu.",
        SENDING,
        Source(tab="Factures", row=17),
    ),
    (
        "Fin de contrat",
        "Le contrat du client se termine, ou est terminé.",
        CLOSING,
        Source(tab="Clients", row=4),
    ),
    (
        "Le monde extérieur",
        "Google, une boîte mail, le journal : ce qui n'est pas dans la ligne.",
        WORLD,
        Source(tab="Clients", row=4),
    ),
    (
        "Impression",
        "Le document ne peut pas être imprimé tel quel ; aucun numéro n'a été pris.",
        PRINTING,
        Source(tab="Factures", row=17),
    ),
)

ORDINARY: Mapping[str, str] = {  # what a name stands for, where the code says nothing else
    "account": "une.autre@menuiserie-rouxel.example",
    "affair": "LILAS-2026",
    "agreed": "70 €",
    "base": "-32,50 €",
    "bic": "AGRIFRP",
    "buyer": "ROUXEL-BRASSE",
    "by": "ROUXEL-2026-0009",
    "channel": "Portail",
    "characters": "☺",
    "choices": "Bien, Service",
    "client": "ROUXEL",
    "code": "HEURES",
    "columns": "M, AB",
    "contrast": "1,6",
    "complaint": "ligne 12",
    "country": "FR",
    "email": "bonjour@epi-dor",
    "end": "16/11/2026",
    "example": "1,5",
    "fields": "BT-112",
    "flaws": "xml-rule",
    "header": "TVA",
    "held": "-150 €",
    "iban": "FR76 9999 9000 0100 0020 2020 268",
    "key": "F0003",
    "known": "ROUXEL",
    "last": "50",
    "left": "960 €",
    "length": "612",
    "limit": "500",
    "mailbox": "factures@menuiserie-rouxel.example",
    "name": "Plage d'envoi",
    "near": "ROUXEL-BRASSE",
    "number": "ROUXEL-2026-0001",
    "numbers": "ROUXEL-2026-0001",
    "on": "24/11/2026",
    "other": "GRENAT",
    "payer": "CLEMAT-OPCO",
    "role": "Comptable",
    "amount": "4 800,00 €",
    "count": "12",
    "reasons": "c’est une facture d’acompte",
    "subjects": " (Prix)",
    "said": " : « Le prix convenu est de 90 € »",
    "hours": "0",
    "most": "720",
    "who": "yann@menuiserie-rouxel.example",
    "words": "Le prix convenu est de 90 €",
    "headers": "« Noté par »",
    "pages": "420",
    "paid": "0 €",
    "parts": "« Précisez »",
    "percent": "120",
    "place": "Clients, ligne 4",
    "places": "4",
    "price": "-52",
    "reason": "invalid_client",
    "rule": "BR-IC-11",
    "scopes": "gmail.compose",
    "series": "MENUISERIE-ROUXEL",
    "sign": "U+200B",
    "siret": "99900222300018",
    "size": "26",
    "start": "18/11/2026",
    "terms": "90 jours",
    "text": "une livraison intracommunautaire a une date de livraison.",
    "texts": "« Main-d'œuvre »",
    "to": "compta@epi-dor.example",
    "total": "75 €",
    "typed": "GRENAT",
    "unit": "boîtes",
    "units": "heure, jour, forfait, unité",
    "value": "abc",
    "where": "Désignation",
    "why": "le formulaire de validation n’accepte pas de réponse.",
    "word": "19,6 %",
}

PARTICULAR: Mapping[str, Mapping[str, str]] = {
    "looks-doubled": {"other": "ROUXEL-2026-0001"},
    "above-limit": {"total": "120\u202f000 €", "limit": "100\u202f000 €"},
    "buyer-incomplete": {"header": "Adresse"},
    "buyer-problem": {"place": "Destinataires, ligne 9"},
    "client-incomplete": {"header": "Adresse"},
    "closing-moved": {"header": "E-mail principal"},
    "buyer-vat-id-french": {"typed": "FR44732829320"},
    "buyer-vat-id-wrong": {"typed": "BE0999999923"},
    "checkbox": {"value": "oui"},
    "colour-pale": {"value": "#FFCC00"},
    "file-link": {"value": "rouxel.png"},
    "logo-too-large": {"size": "5000 × 40 pixels"},
    "colour-unknown": {"value": "bleu"},
    "choice": {"value": "Biens"},
    "client-vat-id": {"typed": "FR00999002223"},
    "country": {"country": "BELGIQUE"},
    "date": {"value": "« demain »"},
    "date-hour": {"value": "24/11/2026"},
    "date-none": {"value": "31/11/2026"},
    "date-range": {"value": "24112026"},
    "date-text": {"value": "24.11.2026", "example": "24/11/2026"},
    "credit-above": {"total": "1\u202f200 €"},
    "credit-vat": {"word": "10 %", "choices": "« 20 % »"},
    "decimals": {"value": "1,23456"},
    "deposit-unpaid": {"total": "3\u202f168 €"},
    "deposits-above": {"paid": "3\u202f168 €", "total": "2\u202f400 €"},
    "no-progress": {"name": "Pose des portes"},
    "original-other-client": {"client": "GRENAT"},
    "payment-earlier": {"on": "24/11/2024"},
    "progress-down": {"name": "Pose des portes", "percent": "30", "total": "1\u202f500 €"},
    "progress-range": {"name": "Pose des portes"},
    "situation-line-gone": {"name": "Pose des portes"},
    "unknown-number": {"number": "ROUXEL-2025-0400"},
    "unknown-number-near": {"number": "ROUXEL-2026-001", "near": "ROUXEL-2026-0001"},
    "unknown-unit-near": {"unit": "HEUR", "near": "heure"},
    "formula-error": {"value": "#REF!"},
    "formula-text": {"value": "=Dupont"},
    "locale": {"value": "en_US"},
    "held-back": {"held": "150 €"},
    "late-terms-public": {"terms": "45 jours"},
    "later-mandate": {"on": "01/12/2026"},
    "maybe-date": {"on": "02/05/2026"},
    "no-place": {"word": "10 % travaux logement"},
    "negative-base": {"word": "20 %"},
    "number-text": {"value": "1,5", "example": "1,5"},
    "percent-fraction": {"value": "0,05", "example": "5"},
    "kit-differs": {"value": "3"},
    "kit-unsound": {"flaws": "series.csv a été modifié"},
    "percent-range": {"value": "150"},
    "phone-number": {"value": "612345678"},
    "price-problem": {"place": "Tarifs, ligne 12"},
    "retention": {"percent": "8"},
    "setting-days": {"value": "semaine"},
    "setting-hours": {"value": "8h-19h?"},
    "setting-delay": {"value": "99999"},
    "shared-series": {"series": "ROUXEL"},
    "siren-changed": {"known": "999 002 223"},
    "terms": {"value": "bientôt"},
    "terms-45": {"value": "45 jours fin de mois"},
    "terms-number": {"value": "30"},
    "text-number": {"value": "1000"},
    "time-zone": {"value": "America/New_York"},
    "too-old": {"on": "24/11/2006"},
    "unknown-buyer": {"buyer": "BRASSERIE"},
    "unknown-buyer-near": {"buyer": "ROUXEL-BRASE"},
    "vat-under-franchise": {"word": "20 %"},
    "vat-word": {"value": "19,6"},
    "whole": {"value": "1,5"},
}


PLACES: Mapping[str, Source] = {  # where a problem stands, if not where its part says
    **{code: Source(tab="Paramètres", row=9, column="B", header="Valeur") for code in (
        "setting-days", "setting-delay", "setting-doubled", "setting-hours")},
    "agency-name": Source(tab="Paramètres", header="Nom de l'agence"),
    **{code: Source(tab="Journal") for code in (
        "clock", "content-lost", "journal-empty", "journal-gone", "ticket-unknown",
        "workbook-copied", "workbook-restored")},
    **{code: Source(tab="Classeur") for code in (
        "kit-differs", "locale", "not-empty", "time-zone")},
    "kit-unsound": Source(tab="Remise"),
    "missing-tab": Source(tab="Lignes"),
    **{code: Source(tab="Règlements", row=5, column="C", header="Montant") for code in (
        "payment-earlier", "payment-later", "payment-no-amount", "payment-no-date",
        "payment-no-number")},
    "no-client": Source(tab="Clients"),
    **{code: Source(tab="Clients", row=4, column="AA", header="Logo") for code in (
        "file-link", "logo-animated", "logo-gone", "logo-too-large", "logo-unusable")},
    "logo-differs": Source(tab="Clients", row=4),
    **{code: Source(tab="Clients", row=4, column="AB", header="Couleur") for code in (
        "colour-pale", "colour-unknown")},
    "no-document": Source(tab="Journal"),
}  # fmt: skip


def problems_page() -> str:
    """Return the page, in French."""
    every = sorted(code for _, _, texts, _ in PARTS for code in texts)
    index = " · ".join(f"[{code}](#{code})" for code in every) + "\n"
    parts = (line for part in PARTS for line in _part(*part))
    return "\n".join([HEAD, index, *parts]).rstrip() + "\n"


def _part(title: str, about: str, texts: Mapping[str, Text], place: Source) -> Iterator[str]:
    yield f"## {title}\n\n{about}\n"
    for code in sorted(texts):
        yield from _entry(code, texts[code], place)


def _entry(code: str, text: Text, place: Source) -> Iterator[str]:
    stops = "oui" if text.stops else "non : dit dans `À vérifier`"
    yield f"### `{code}`\n"
    yield f"> {example(code, place)}\n"
    yield f"- Quoi : {text.what}"
    yield f"- Que faire : {text.remedy}"
    yield f"- Arrête : {stops}\n"


def example(code: str, place: Source) -> str:
    """Say the problem with ordinary values."""
    values = {**ORDINARY, **PARTICULAR.get(code, {})}
    return sentence(Problem(code=code, source=PLACES.get(code, place), values=values))


def names(text: Text) -> set[str]:
    """Return the names that a text wants values for."""
    parsed = string.Formatter().parse(text.what + text.remedy)
    return {name for _, name, _, _ in parsed if name}
