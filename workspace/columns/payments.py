"""`Règlements`, column by column."""

from __future__ import annotations

from invoicing.rows.tabs import PaymentRow
from workspace.columns.column import (
    Column,
    Group,
    Kind,
    Tab,
    problem_column,
    program,
    words,
)

MEANS = words("Virement", "Chèque", "Carte", "Espèces", "Prélèvement", "Avoir imputé",
              "Retenue libérée")  # fmt: skip

PAYMENTS = Tab(
    title="Règlements",
    note="L'argent reçu, une ligne par paiement. Un acompte payé se déduit de la facture de solde.",
    row=PaymentRow,
    columns=(
        Column(header="Numéro", kind=Kind.KEY, field="number", group=Group.WHAT, width=150,
               note="Le numéro de la facture payée, recopié depuis Factures."),
        Column(header="Date", kind=Kind.DATE, field="on", group=Group.WHAT,
               note="Le jour où l'argent est arrivé."),
        Column(header="Montant", kind=Kind.AMOUNT, field="paid", group=Group.WHAT,
               note="En euros, TVA comprise. Négatif : rendu à l'acheteur."),
        Column(header="Moyen", kind=Kind.CHOICE, field="means", choices=MEANS, group=Group.WHAT,
               note="Par où il est arrivé."),
        Column(header="Note", kind=Kind.LINES, field="note", group=Group.WHAT, width=220,
               note="Pour vous ; le programme ne la lit pas."),
        program("Client", note="Le client dont la facture est payée."),
        problem_column(),
    ),
)  # fmt: skip
