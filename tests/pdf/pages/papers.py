"""Pages to print that are no invoices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from invoicing.values.printed_page import PageSection, PrintedPage

SHA = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
MESSAGE = "<CAF+9xYz0r3vTq8n=8hQmJ2m4kLrUe1Z0bWdPq7oVt-XyZ1a2B3@mail.gmail.example>"
PROOF = PrintedPage(
    title="Preuve de validation",
    subtitle="Facture MARTIN-2026-0001, Menuiserie Martin pour Durand SARL",
    name="preuve_MARTIN-2026-0001",
    author="Cabinet Lumière",
    intro=(
        "Ce document retrace la validation de la facture par le client du cabinet.",
        "Chaque fait vient du Journal, dont les empreintes s’enchaînent.",
    ),
    sections=(
        PageSection(
            heading="Ce qui a été validé",
            facts=(
                ("Facture", "MARTIN-2026-0001"),
                ("Montant TTC", "3\u202f822,72\u00a0€"),
                ("Empreinte du PDF", SHA),
                ("Adresse", "8 quai Saint-Antoine\n69002 Lyon"),
            ),
        ),
        PageSection(
            heading="Ce qui s’est passé",
            columns=("Quand", "Quoi", "Qui", "Message"),
            rows=(
                ("24/11/2026 14:30", "Demande envoyée", "bonjour@cabinet-lumiere.example", MESSAGE),
                ("26/11/2026 09:12", "Réponse « C’est bon, envoyez »",
                 "contact@menuiserie-martin.example", SHA),
                ("26/11/2026 09:15", "Facture émise", "", ""),
            ),
        ),
        PageSection(
            heading="Ce qu’il a écrit",
            lines=("« C’est tout bon pour moi. »", "La réponse est conservée telle quelle."),
        ),
    ),
    footer="Cabinet Lumière · 4 place Bellecour, 69002 Lyon",
)  # fmt: skip
DELIVERY = PrintedPage(
    title="Bordereau de remise",
    subtitle="Dossier de Menuiserie Martin",
    name="bordereau_MARTIN",
    author="Cabinet Lumière",
    sections=(
        PageSection(
            heading="Documents remis",
            columns=("Document", "Date", "Empreinte SHA-256"),
            rows=tuple((f"MARTIN-2026-{rank:04}.pdf", "24/11/2026", SHA) for rank in range(1, 60)),
        ),
    ),
    signatures=("Pour Cabinet Lumière, date et signature", "Pour Menuiserie Martin"),
)
PAGES: Mapping[str, PrintedPage] = {
    "proof": PROOF,
    "delivery": DELIVERY,
    "signed": replace(PROOF, signatures=("Le client", "Le cabinet", "Le témoin")),
    "bare": PrintedPage(title="Rien", subtitle="", name="rien", author="Cabinet Lumière"),
}
