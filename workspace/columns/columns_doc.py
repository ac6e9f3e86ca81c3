"""docs/workbook.md, written from the table of columns."""

from __future__ import annotations

from collections.abc import Iterator

from workspace.columns.column import Column, Tab
from workspace.columns.columns import TABS
from workspace.columns.program import DEFAULTS, PARAMETERS, SETTINGS

HEAD = """# Le classeur

Ce que contient chaque colonne.
Vous pouvez trier, filtrer, insérer, déplacer et ajouter des colonnes : elles sont reconnues à leur
en-tête, qui ne doit ni changer ni se trouver deux fois.
Les colonnes du programme montrent ce qui s'est passé ; ce que l'on y saisit est effacé.
Cette page est produite par `make docs`.
"""


def workbook_page() -> str:
    """Return the page, in French."""
    return "\n".join([HEAD, *(line for tab in TABS for line in _tab(tab))]).rstrip() + "\n"


def _tab(tab: Tab) -> Iterator[str]:
    hidden = " Onglet masqué." if tab.hidden else ""
    yield f"## `{tab.title}`\n\n{tab.note}{hidden}\n"
    if tab.people:
        yield "| À saisir | Contenu | Explication |\n|---|---|---|"
        yield from map(_row, tab.people)
        yield ""
    program = [column for column in tab.columns if column.is_program]
    if program:
        yield "| Affiché par le programme | Contenu | Explication |\n|---|---|---|"
        yield from map(_row, program)
        yield ""
    if tab is SETTINGS:
        yield "| Paramètre | Contenu | Au départ | Explication |\n|---|---|---|---|"
        yield from map(_parameter, PARAMETERS)
        yield ""


def _row(column: Column) -> str:
    return f"| `{column.header}` | {_content(column)} | {_cell(column.note)} |"


def _parameter(column: Column) -> str:
    usual = DEFAULTS.get(column.header, "")
    return f"| `{column.header}` | {_content(column)} | {usual} | {_cell(column.note)} |"


def _content(column: Column) -> str:
    if column.choices:
        return _cell("liste : " + ", ".join(column.choices))
    listed = f", parmi ceux de `{column.codes_of}`" if column.codes_of else ""
    return column.kind.value + listed


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
