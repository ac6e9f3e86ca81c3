"""How the workbook looks and what it lets people type: formats, lists, widths, colours, filters.

All of it follows from the table of columns; workbook.py puts it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from invoicing.document.terms import EXAMPLES
from invoicing.document.vat import WORDS
from invoicing.texts.commands.set_up import CHOOSE
from invoicing.texts.states.statuses import RETURNED, STATUSES
from workspace.columns.billing import INVOICES
from workspace.columns.column import Column, Kind
from workspace.columns.columns import BY_TITLE
from workspace.workbook.client import Json
from workspace.workbook.headers import HeaderPositions, letters

TEXT = {"type": "TEXT", "pattern": "@"}
NUMBER_FORMATS: Mapping[Kind, Json] = {
    Kind.TEXT: TEXT,
    Kind.LINES: TEXT,
    Kind.KEY: TEXT,
    Kind.DIGITS: TEXT,
    Kind.POSTCODE: TEXT,
    Kind.PHONE: TEXT,
    Kind.VAT: TEXT,
    Kind.TERMS: TEXT,
    Kind.FILE: TEXT,
    Kind.WHOLE: {"type": "NUMBER", "pattern": "0"},
    Kind.DECIMAL: {"type": "NUMBER", "pattern": "0.####"},
    Kind.PRICE: {"type": "NUMBER", "pattern": "#,##0.00####"},
    Kind.AMOUNT: {"type": "NUMBER", "pattern": "#,##0.00"},
    Kind.PERCENT: {"type": "NUMBER", "pattern": "0.##"},
    Kind.DATE: {"type": "DATE", "pattern": "dd/mm/yyyy"},
    Kind.MOMENT: {"type": "DATE_TIME", "pattern": "dd/mm/yyyy hh:mm"},
}
WIDTHS = {
    Kind.DATE: 95,
    Kind.PERCENT: 80,
    Kind.DECIMAL: 80,
    Kind.CHECKBOX: 90,
    Kind.MOMENT: 130,
}
USUAL_WIDTH = 110  # pixels

RED = {"red": 0.98, "green": 0.85, "blue": 0.84}
AMBER = {"red": 1.0, "green": 0.95, "blue": 0.8}
GREEN = {"red": 0.85, "green": 0.93, "blue": 0.83}
BLUE = {"red": 0.82, "green": 0.89, "blue": 0.95}
GREY = {"red": 0.93, "green": 0.93, "blue": 0.93}
HEADER = {
    "userEnteredFormat": {
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
}
FILLED: Json = {"type": "NOT_BLANK"}
STATES = {  # beginning of `Statut` → colour
    "Bloquée": RED,
    "Rejetée": RED,
    "Refusée": RED,
    "Non distribuée": RED,
    "En attente": AMBER,
    "Réponse à lire": AMBER,
    "Correction demandée": AMBER,
    "Émise": BLUE,
    "Validée": BLUE,
    "Envoyée": GREEN,
    "Retirée": GREY,
    "Annulée": GREY,
    "Remplacée": GREY,
}


def _is(word: str) -> Json:
    return {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]}


FILTERS: Mapping[str, Mapping[str, Mapping[str, Json]]] = {  # tab → view → header → condition
    "Factures": {
        "À préparer": {"Destinataire": FILLED, "Statut": {"type": "BLANK"}},
        "Chez le client": {"Statut": _is(STATUSES["AWAITING_APPROVAL"])},
        "À corriger": {"Problème": FILLED},
    },
    "Envois": {"À corriger": {"État": _is(RETURNED)}},
}


def _list(words: Iterable[str]) -> Json:
    return {"type": "ONE_OF_LIST", "values": _values(words)}


def _values(texts: Iterable[str]) -> list[Json]:
    return [{"userEnteredValue": text} for text in texts]


CONDITIONS: Mapping[Kind, Json] = {
    Kind.CHECKBOX: {"type": "BOOLEAN"},
    Kind.VAT: _list(vat.word for vat in WORDS if vat.valid_to is None),  # 20 is taken too
    Kind.TERMS: _list(EXAMPLES),
    Kind.DATE: {"type": "DATE_IS_VALID"},
}


def number_format(column: Column) -> Json:
    """Return the format of a column's cells; {} leaves Sheets its own."""
    return {} if column.header == "Valeur" else NUMBER_FORMATS.get(column.kind, {})


def width(column: Column) -> int:
    """Return how wide a column is made, in pixels."""
    return column.width or WIDTHS.get(column.kind, USUAL_WIDTH)


def validation(column: Column, layouts: Mapping[str, HeaderPositions]) -> Json | None:
    """Return what a column's cells may hold, as Sheets checks it while people type."""
    if column.is_program:
        return None
    if column.codes_of:
        condition = {"type": "ONE_OF_RANGE", "values": _values([_codes(column, layouts)])}
    elif column.kind is Kind.CHOICE:
        condition = _list(column.choices)
    elif column.kind in CONDITIONS:
        condition = CONDITIONS[column.kind]
    else:
        return None
    return _rule(column, condition, strict=column.kind in {Kind.CHECKBOX, Kind.CHOICE})


def _shown_help(column: Column) -> str:
    """Return what Sheets shows beside the cell, and when it refuses what was typed."""
    if column.kind in {Kind.CHECKBOX, Kind.DATE}:
        return column.note
    return CHOOSE.format(note=column.note)


def _rule(column: Column, condition: Json, *, strict: bool) -> Json:
    return {
        "condition": condition,
        "inputMessage": _shown_help(column),
        "strict": strict,
        "showCustomUi": True,
    }


def _codes(column: Column, layouts: Mapping[str, HeaderPositions]) -> str:
    tab = BY_TITLE[column.codes_of]
    at = letters(layouts[tab.title].at[tab.key or "Code"])
    return f"='{tab.title}'!${at}$2:${at}"


def same_rule(present: Json | None, ours: Json | None) -> bool:
    """Return whether a cell has our rule; what Sheets does not give back is not compared."""
    if not present or not ours:
        return not present and not ours
    return _gist(present) == _gist(ours)


def _gist(rule: Json) -> tuple[str, list[str]]:
    condition = rule["condition"]
    texts = [str(each.get("userEnteredValue", "")) for each in condition.get("values", ())]
    return condition["type"], [text.replace("$", "").replace("'", "") for text in texts]


def colours(placed: HeaderPositions, sheet_id: int) -> list[Json]:
    """Return the conditional formats of a tab, the most important last: each goes in front."""
    rules: list[tuple[str, Json, Json]] = [
        ("À vérifier", FILLED, AMBER),
        ("Problème", FILLED, RED),
    ]
    if placed.tab is INVOICES:
        rules += [
            ("Statut", {"type": "TEXT_STARTS_WITH", "values": _values([word])}, colour)
            for word, colour in STATES.items()
        ]
    return [
        _colour(area(sheet_id, placed.at[header]), condition, colour)
        for header, condition, colour in rules
        if header in placed.at
    ]


def _colour(grid: Json, condition: Json, colour: Json) -> Json:
    shape = {"condition": condition, "format": {"backgroundColor": colour}}
    return {"addConditionalFormatRule": {"rule": {"ranges": [grid], "booleanRule": shape}}}


def area(sheet_id: int, first: int, last: int | None = None, *, top: int = 1) -> Json:
    """Return whole columns from a row on; the first row holds the headers."""
    end = first + 1 if last is None else last
    columns = {"startColumnIndex": first, "endColumnIndex": end}
    return {"sheetId": sheet_id, **columns, **({"startRowIndex": top} if top else {})}


def filter_view(placed: HeaderPositions, sheet_id: int, title: str) -> Json:
    """Return one of the filter views of a tab."""
    specs = [
        {"columnIndex": placed.at[header], "filterCriteria": {"condition": condition}}
        for header, condition in FILTERS[placed.tab.title][title].items()
    ]
    view = {"title": title, "range": {"sheetId": sheet_id}, "filterSpecs": specs}
    return {"addFilterView": {"filter": view}}


def folds(placed: HeaderPositions, sheet_id: int) -> list[Json]:
    """Return the groups of columns that are folded away, one for each run of neighbours."""
    hidden = {placed.at[c.header] for c in placed.tab.columns if not c.shown}
    requests: list[Json] = []
    for start in sorted(at for at in hidden if at - 1 not in hidden):
        end = next(at for at in range(start, start + len(hidden) + 1) if at not in hidden)
        columns = {"sheetId": sheet_id, "dimension": "COLUMNS"}
        span = {**columns, "startIndex": start, "endIndex": end}
        folded = {"range": span, "depth": 1, "collapsed": True}
        requests += [
            {"addDimensionGroup": {"range": span}},
            {"updateDimensionGroup": {"dimensionGroup": folded, "fields": "collapsed"}},
        ]
    return requests
