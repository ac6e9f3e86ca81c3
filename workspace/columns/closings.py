"""`Clôtures`: the steps of each contract's end, one a row."""

from __future__ import annotations

from invoicing.rows.tabs import ClosingRow
from workspace.columns.column import Column, Group, Kind, Tab, program

CLOSINGS = Tab(
    title="Clôtures",
    note="Les étapes de chaque fin de contrat. Le programme ajoute les lignes ; on y note ce qu'on "
    "a fait soi-même.",
    row=ClosingRow,
    key="Clé",
    grows=True,
    columns=(
        Column(header="Clé", kind=Kind.KEY, field="key", width=160,
               note="Le client et l'étape ; écrite par le programme."),
        program("Client", note="Le code du client."),
        program("Étape", note="Dans l'ordre ; chacune attend la précédente.", width=240),
        program("État", note="À venir, en cours, fait, annulée.", width=120),
        program("Depuis", Kind.MOMENT, note="Quand elle a été faite."),
        program("À faire", Kind.LINES, note="Ce qui attend quelqu'un, et comment.", width=420),
        program("Détail", Kind.LINES, note="Ce qui a été fait et constaté.", width=420),
        Column(header="Fait le", kind=Kind.DATE, field="done_on", group=Group.RESULTS,
               note="Si c'est vous qui l'avez constaté."),
        Column(header="Noté par", field="noted_by", group=Group.RESULTS, note="Votre nom."),
    ),
)  # fmt: skip
