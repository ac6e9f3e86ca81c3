"""What a column and a tab of the workbook are.  columns.py lists them all."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, unique
from functools import cached_property

from invoicing.rows.tabs import TabRow


@unique
class Kind(Enum):
    """What a cell holds, and so how it is read, written, formatted and checked."""

    TEXT = "texte"
    LINES = "texte, plusieurs lignes permises"
    KEY = "code"
    DIGITS = "numéro (du texte)"
    POSTCODE = "code postal (du texte)"
    PHONE = "téléphone (du texte)"
    WHOLE = "nombre entier"
    DECIMAL = "nombre, 4 décimales au plus"
    PRICE = "prix en euros, 6 décimales au plus"
    AMOUNT = "montant en euros, 2 décimales au plus"
    PERCENT = "pourcentage : 20 pour 20 %"
    DATE = "date"
    MOMENT = "date et heure"  # the program's only
    CHECKBOX = "case à cocher"
    CHOICE = "liste"
    VAT = "taux ou régime de TVA"
    TERMS = "conditions de paiement"
    FILE = "lien d'un fichier Drive"


@unique
class Group(Enum):
    """What a column is about; wide tabs are folded along these."""

    IDENTITY = "identité"
    WHAT = "à facturer"
    WORKS = "travaux"
    APPROVAL = "validation"
    SENDING = "envoi"
    RESULTS = "résultats"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; its header finds it, wherever it stands."""

    header: str
    kind: Kind = Kind.TEXT
    field: str = ""  # in the row's dataclass; "": the program's, or the Journal's
    asks: bool = False  # its cells say what is billed, and may not change after issue
    choices: Mapping[str, object] = dataclasses.field(
        default_factory=dict
    )  # word of the list → value
    codes_of: str = ""  # tab whose codes the list offers
    group: Group = Group.IDENTITY
    width: int = 0  # pixels; 0: its kind's
    note: str  # in French, shown on the header
    shown: bool = True  # False: folded away by set-up

    @property
    def is_program(self) -> bool:
        """Return whether the program shows something here, and nobody types."""
        return not self.field


@dataclass(frozen=True, kw_only=True, eq=False)
class Tab:
    """One tab, equal to itself only.  People's rows become *row*, if it has rows of theirs."""

    title: str
    note: str  # in French, for docs/workbook.md
    columns: tuple[Column, ...]
    row: type[TabRow] | None = None
    key: str = ""  # header of the column that names a row; "": its content does
    is_numbered: bool = False  # rows stand ready with nothing but their key
    is_program: bool = False  # nobody types here
    grows: bool = False  # the program appends its rows
    hidden: bool = False

    @cached_property
    def people(self) -> tuple[Column, ...]:
        """The columns in which people type."""
        return tuple(column for column in self.columns if not column.is_program)

    @cached_property
    def projected(self) -> tuple[Column, ...]:
        """The columns in which the program shows what happened, except its own keys."""
        program = (column for column in self.columns if column.is_program)
        return tuple(column for column in program if column.header != self.key)

    def column(self, header: str) -> Column:
        """Return the column of that header."""
        return next(column for column in self.columns if column.header == header)


def program(header: str, kind: Kind = Kind.TEXT, *, note: str, width: int = 0) -> Column:
    """Return a column that the program fills."""
    return Column(header=header, kind=kind, group=Group.RESULTS, width=width, note=note)


def problem_column() -> Column:
    """Return `Problème`."""
    note = "Ce qui empêche de traiter cette ligne, et quoi faire."
    return program("Problème", Kind.LINES, note=note, width=320)


def remark_column() -> Column:
    """Return `À vérifier`."""
    note = "Ce qu'il vaut mieux vérifier ; la ligne est traitée tout de même."
    return program("À vérifier", Kind.LINES, note=note, width=260)


def words(*choices: str) -> dict[str, object]:
    """Return a list whose words stand for themselves."""
    return {str(choice): str(choice) for choice in choices}
