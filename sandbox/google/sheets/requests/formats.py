"""Requests about what people see of a tab: filters, conditional formats, bands."""

from __future__ import annotations

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.edit import Edit, overlaps
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json, Sheet
from sandbox.google.sheets.requests.masks import free_id, masked
from sandbox.google.sheets.requests.ranges import named_index


def set_basic_filter(edit: Edit, request: Json) -> Json:
    """Put a filter on a sheet."""
    basic_filter = dict(request.get("filter", {}))
    tab, _ = edit.area(basic_filter.get("range", {}))
    basic_filter["range"] = a1.to_grid(a1.from_grid(basic_filter.get("range", {})))
    tab.basic_filter = basic_filter
    return {}


def clear_basic_filter(edit: Edit, request: Json) -> Json:
    """Take the filter off a sheet."""
    edit.tab(request.get("sheetId", 0)).basic_filter = None
    return {}


def kept(edit: Edit, kind: str, id_name: str, thing_id: int) -> tuple[Sheet, Json]:
    """Find a thing by its id on any tab."""
    for tab in edit.book.tabs:
        for thing in tab.things.get(kind, []):
            if thing[id_name] == thing_id:
                return tab, thing
    return refuse(f"No {id_name.removesuffix('Id')} with id: {thing_id}")


def ids(edit: Edit, kind: str, id_name: str) -> set[int]:
    """Return the ids in use."""
    return {thing[id_name] for tab in edit.book.tabs for thing in tab.things.get(kind, [])}


def add_filter_view(edit: Edit, request: Json) -> Json:
    """Add a filter view."""
    view = dict(request.get("filter", {}))
    taken = ids(edit, "filterViews", "filterViewId")
    view["filterViewId"] = free_id(view.get("filterViewId"), taken, "Filter view")
    view.setdefault("title", "Filtre 1" if edit.locale.day_first else "Filter 1")
    if "namedRangeId" in view:
        view["range"] = edit.book.names[named_index(edit, view["namedRangeId"])]["range"]
    tab, _ = edit.area(view.get("range") or refuse("range must be set."))
    check_view_title(tab, view)
    tab.things.setdefault("filterViews", []).append(view)
    return {"addFilterView": {"filter": view}}


def check_view_title(tab: Sheet, view: Json) -> None:
    """Refuse a title that another view of the tab has."""
    others = tab.things.get("filterViews", [])
    if any(
        other["title"] == view["title"] and other["filterViewId"] != view["filterViewId"]
        for other in others
    ):
        refuse(f'A filter view with the title "{view["title"]}" already exists.')


def update_filter_view(edit: Edit, request: Json) -> Json:
    """Change a filter view."""
    new = request.get("filter", {})
    tab, old = kept(edit, "filterViews", "filterViewId", new.get("filterViewId", 0))
    view = masked(old, new, request)
    edit.area(view["range"])
    check_view_title(tab, view)
    swap(tab.things["filterViews"], old, view)
    return {}


def swap(things: list[Json], old: Json, new: Json) -> None:
    """Put a thing in another's place."""
    things[things.index(old)] = new


def delete_filter_view(edit: Edit, request: Json) -> Json:
    """Delete a filter view."""
    tab, old = kept(edit, "filterViews", "filterViewId", request.get("filterId", 0))
    tab.things["filterViews"].remove(old)
    return {}


def rule_tab(edit: Edit, rule: Json) -> Sheet:
    """Check a conditional format rule; return the one tab it is about."""
    grids = rule.get("ranges") or refuse("ranges must be set on the rule.")
    tabs = [edit.area(grid)[0] for grid in grids]
    if any(tab is not tabs[0] for tab in tabs):
        refuse("All the ranges of a rule must be on the same grid.")
    if ("booleanRule" in rule) == ("gradientRule" in rule):
        refuse("Exactly one of booleanRule and gradientRule must be set.")
    return tabs[0]


def add_conditional(edit: Edit, request: Json) -> Json:
    """Insert a conditional format rule."""
    rule, index = request.get("rule", {}), request.get("index", 0)
    rules = rule_tab(edit, rule).things.setdefault("conditionalFormats", [])
    if not 0 <= index <= len(rules):
        refuse(f"No conditional format at index: {index}")
    rules.insert(index, rule)
    return {}


def rules_at(edit: Edit, sheet_id: int, index: int) -> list[Json]:
    """Return the rules of a tab, which must have one at the index."""
    rules = edit.tab(sheet_id).things.setdefault("conditionalFormats", [])
    return rules if 0 <= index < len(rules) else refuse(f"No conditional format at index: {index}")


def update_conditional(edit: Edit, request: Json) -> Json:
    """Replace a conditional format rule, or move it."""
    index = request.get("index", 0)
    if "rule" in request:
        rules = rules_at(edit, rule_tab(edit, request["rule"]).id, index)
        old, rules[index] = rules[index], request["rule"]
        reply = {"oldRule": old, "newRule": request["rule"], "newIndex": index}
        return {"updateConditionalFormatRule": reply}
    rules, target = rules_at(edit, request.get("sheetId", 0), index), request.get("newIndex", 0)
    if not 0 <= target < len(rules):
        refuse(f"No conditional format at index: {target}")
    rule = rules.pop(index)
    rules.insert(target, rule)
    reply = {"newRule": rule, "oldIndex": index, "newIndex": target}
    return {"updateConditionalFormatRule": reply}


def delete_conditional(edit: Edit, request: Json) -> Json:
    """Delete a conditional format rule."""
    index = request.get("index", 0)
    rule = rules_at(edit, request.get("sheetId", 0), index).pop(index)
    return {"deleteConditionalFormatRule": {"rule": rule}}


def add_banding(edit: Edit, request: Json) -> Json:
    """Add alternating colours."""
    band = dict(request.get("bandedRange", {}))
    taken = ids(edit, "bandedRanges", "bandedRangeId")
    band["bandedRangeId"] = free_id(band.get("bandedRangeId"), taken, "Banded range")
    tab, place = edit.area(band.get("range", {}))
    others = (a1.from_grid(other["range"]) for other in tab.things.get("bandedRanges", []))
    if any(overlaps(other, tab, place) for other in others):
        refuse("You cannot add alternating background colors to a range that already has them.")
    if "rowProperties" not in band and "columnProperties" not in band:
        refuse("One of rowProperties or columnProperties must be set.")
    tab.things.setdefault("bandedRanges", []).append(band)
    return {"addBanding": {"bandedRange": band}}


def update_banding(edit: Edit, request: Json) -> Json:
    """Change alternating colours."""
    new = request.get("bandedRange", {})
    tab, old = kept(edit, "bandedRanges", "bandedRangeId", new.get("bandedRangeId", 0))
    band = masked(old, new, request)
    edit.area(band["range"])
    swap(tab.things["bandedRanges"], old, band)
    return {}


def delete_banding(edit: Edit, request: Json) -> Json:
    """Take alternating colours away."""
    tab, old = kept(edit, "bandedRanges", "bandedRangeId", request.get("bandedRangeId", 0))
    tab.things["bandedRanges"].remove(old)
    return {}


REQUESTS = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
    "addConditionalFormatRule": add_conditional,
    "updateConditionalFormatRule": update_conditional,
    "deleteConditionalFormatRule": delete_conditional,
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
}
