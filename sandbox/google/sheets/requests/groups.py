"""Requests about groups of rows or columns that fold."""

from __future__ import annotations

from sandbox.google.sheets.grid.cells import fields
from sandbox.google.sheets.grid.edit import Edit
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json, Sheet
from sandbox.google.sheets.grid.shifts import Span
from sandbox.google.sheets.requests.dimensions import span_of

MAX_DEPTH = 8
KINDS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}


def add_group(edit: Edit, request: Json) -> Json:
    """Group rows or columns; inside another group they are one level deeper."""
    tab, dimension, span = span_of(edit, request.get("range", {}))
    groups = tab.things.setdefault(KINDS[dimension], [])
    grid = {"sheetId": tab.id, "dimension": dimension, "startIndex": span.start,
            "endIndex": span.end}  # fmt: skip
    twins = [group for group in groups if ends(group) == span]
    crossing = [group for group in groups if partly(ends(group), span)]
    if crossing:
        refuse("The range partly overlaps an existing group.")
    if len(twins) >= MAX_DEPTH:
        refuse("Groups are at most 8 deep.")
    groups.append({"range": grid})
    tab.things[KINDS[dimension]] = deepened(groups)
    return {"addDimensionGroup": {"dimensionGroups": tab.things[KINDS[dimension]]}}


def ends(group: Json) -> Span:
    """Return the rows or columns of a group."""
    return Span(group["range"]["startIndex"], group["range"]["endIndex"])


def partly(one: Span, other: Span) -> bool:
    """Return whether two spans overlap without one holding the other."""
    apart = one.end <= other.start or other.end <= one.start
    holds = one.start <= other.start and other.end <= one.end
    held = other.start <= one.start and one.end <= other.end
    return not (apart or holds or held)


def deepened(groups: list[Json]) -> list[Json]:
    """Sort groups as Google lists them, and count how deep each lies."""
    order = sorted(groups, key=lambda group: (ends(group).start, -ends(group).end))
    deeper: list[Json] = []
    for group in order:
        span = ends(group)
        around = [
            other
            for other in deeper
            if ends(other).start <= span.start and span.end <= ends(other).end
        ]
        deeper.append({**group, "depth": len(around) + 1})
    return deeper


def update_group(edit: Edit, request: Json) -> Json:
    """Fold or unfold a group; folding hides its rows or columns."""
    new = request.get("dimensionGroup", {})
    tab, dimension, span = span_of(edit, new.get("range", {}))
    fields(request)
    groups = tab.things.get(KINDS[dimension], [])
    depth = new.get("depth", 1)
    for index, group in enumerate(groups):
        if ends(group) == span and group["depth"] == depth:
            groups[index] = {**group, "collapsed": bool(new.get("collapsed"))}
            fold(tab, dimension, span, hidden=bool(new.get("collapsed")))
            return {}
    return refuse("No group with that range and depth.")


def fold(tab: Sheet, dimension: str, span: Span, *, hidden: bool) -> None:
    """Hide or show rows or columns."""
    lines = dict(tab.lines.get(dimension, {}))
    for index in range(span.start, span.end):
        kept = {name: value for name, value in lines.get(index, {}).items()
                if name != "hiddenByUser"}  # fmt: skip
        lines[index] = {**kept, "hiddenByUser": True} if hidden else kept
    tab.lines[dimension] = lines


def delete_group(edit: Edit, request: Json) -> Json:
    """Take a group away, the deepest of that range."""
    tab, dimension, span = span_of(edit, request.get("range", {}))
    groups = tab.things.get(KINDS[dimension], [])
    twins = [group for group in groups if ends(group) == span]
    if not twins:
        refuse("No group with that range.")
    groups.remove(twins[-1])
    tab.things[KINDS[dimension]] = deepened(groups)
    return {"deleteDimensionGroup": {"dimensionGroups": tab.things[KINDS[dimension]]}}


REQUESTS = {
    "addDimensionGroup": add_group,
    "updateDimensionGroup": update_group,
    "deleteDimensionGroup": delete_group,
}
