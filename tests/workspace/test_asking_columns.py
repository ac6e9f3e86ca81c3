"""Which cells of a document's rows may change once it is issued, column by column."""

from __future__ import annotations

import pytest

from invoicing.rows.tabs import InvoiceRow, LineRow, asking_fields
from workspace.columns.billing import INVOICES, LINES
from workspace.columns.column import Tab
from workspace.columns.columns import TABS

FIXED, FREE, SHOWN = "may not change", "may change", "the program shows it"

INVOICE_COLUMNS = {
    "Réf.": FREE,  # another key is another row: what was issued under the first is found again
    "Destinataire": FIXED,
    "Client": FIXED,
    "Type": FIXED,
    "Affaire": FIXED,
    "Objet": FIXED,
    "Prestation du": FIXED,
    "Prestation au": FIXED,
    "Lieu d'exécution": FIXED,
    "Code": FIXED,
    "Désignation": FIXED,
    "Quantité": FIXED,
    "Unité": FIXED,
    "Prix unitaire HT": FIXED,
    "TVA": FIXED,
    "Remise (%)": FIXED,
    "Remise globale (%)": FIXED,
    "Conditions de paiement": FIXED,
    "N° de commande": FIXED,
    "Document d'origine": FIXED,
    "Motif": FIXED,
    "Avancement cumulé (%)": FIXED,
    "Retenue de garantie (%)": FIXED,
    "Pénalités retenues (hors TVA)": FIXED,
    "Total TTC convenu": FIXED,
    "Opération exceptionnelle": FREE,
    "Mentions": FIXED,
    "À émettre le": FREE,
    "Faire valider": FREE,
    "Prête": FREE,
    "Action": FREE,
    "Accord recueilli le": FREE,
    "Recueilli par": FREE,
    "Noté par": FREE,
    "Déposée le": FREE,
    "Référence de dépôt": FREE,
    "Statut": SHOWN,
    "Prochaine étape": SHOWN,
    "Numéro": SHOWN,
    "Date d'émission": SHOWN,
    "Échéance": SHOWN,
    "Total HT": SHOWN,
    "Montant TVA": SHOWN,
    "Total TTC": SHOWN,
    "Net à payer": SHOWN,
    "PDF": SHOWN,
    "À valider avant": SHOWN,
    "Validée le": SHOWN,
    "Validée par": SHOWN,
    "Envoyée le": SHOWN,
    "Réception": SHOWN,
    "Problème": SHOWN,
    "À vérifier": SHOWN,
}
LINE_COLUMNS = {
    "Réf.": FREE,  # a line that goes to another document leaves its own: that one has changed
    "Ordre": FIXED,
    "Nature": FIXED,
    "Code": FIXED,
    "Désignation": FIXED,
    "Date": FIXED,
    "Quantité": FIXED,
    "Unité": FIXED,
    "Prix unitaire HT": FIXED,
    "Remise (%)": FIXED,
    "TVA": FIXED,
    "Avancement cumulé (%)": FIXED,
    "Problème": SHOWN,
}


def said(tab: Tab) -> dict[str, str]:
    """Return of each column of a tab, by its header, whether it may change."""
    return {
        column.header: SHOWN if column.is_program else (FIXED if column.asks else FREE)
        for column in tab.columns
    }


@pytest.mark.parametrize(("tab", "columns"), [(INVOICES, INVOICE_COLUMNS), (LINES, LINE_COLUMNS)])
def test_every_column_says_whether_it_may_change_after_issue(
    tab: Tab, columns: dict[str, str]
) -> None:
    assert said(tab) == columns


@pytest.mark.parametrize(("tab", "row"), [(INVOICES, InvoiceRow), (LINES, LineRow)])
def test_the_columns_that_ask_are_the_fields_that_are_hashed(
    tab: Tab, row: type[InvoiceRow | LineRow]
) -> None:
    assert tab.row is row
    assert {column.field for column in tab.columns if column.asks} == set(asking_fields(row))


def test_no_other_tab_asks_for_a_document() -> None:
    others = [tab for tab in TABS if tab not in {INVOICES, LINES}]
    assert not [column.header for tab in others for column in tab.columns if column.asks]
    assert not [tab.title for tab in others if tab.row and asking_fields(tab.row)]
