"""Requests about named and protected ranges."""

from __future__ import annotations

import re
import secrets

from sandbox.google.sheets.grid import a1
from sandbox.google.sheets.grid.edit import Edit, guard, may_edit
from sandbox.google.sheets.grid.errors import PROTECTED, refuse
from sandbox.google.sheets.grid.model import Json, Sheet
from sandbox.google.sheets.requests.masks import masked, new_id

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,249}")


def add_named_range(edit: Edit, request: Json) -> Json:
    """Name a range.  A name whose column was deleted is still taken (gspread#1530)."""
    named = dict(request.get("namedRange", {}))
    named.setdefault("namedRangeId", str(secrets.randbelow(10**10)))
    if any(other["namedRangeId"] == named["namedRangeId"] for other in edit.book.names):
        refuse(f"Duplicate id: a named range with id {named['namedRangeId']} already exists.")
    check_named(edit, named)
    edit.book.names.append(named)
    return {"addNamedRange": {"namedRange": named}}


def check_named(edit: Edit, named: Json) -> None:
    """Refuse a name that is badly made or taken, and a range outside the grid."""
    name = named.get("name", "")
    if not NAME.fullmatch(name) or a1.LOOKS_LIKE_CELL.fullmatch(name):
        refuse(f"Invalid name: {name}")
    for other in edit.book.names:
        same = other["name"].casefold() == name.casefold()
        if same and other["namedRangeId"] != named["namedRangeId"]:
            refuse(
                f"Cannot add named range with name: {name},"
                " a named range with that name already exists."
            )
    if "range" not in named:
        refuse("range must be set.")
    if named["range"] is not None:
        edit.area(named["range"])
        named["range"] = a1.to_grid(a1.from_grid(named["range"]))


def update_named_range(edit: Edit, request: Json) -> Json:
    """Rename a named range or move it."""
    new = request.get("namedRange", {})
    index = named_index(edit, new.get("namedRangeId", ""))
    named = masked(edit.book.names[index], new, request)
    check_named(edit, named)
    edit.book.names[index] = named
    return {}


def delete_named_range(edit: Edit, request: Json) -> Json:
    """Forget a name."""
    del edit.book.names[named_index(edit, request.get("namedRangeId", ""))]
    return {}


def named_index(edit: Edit, named_id: str) -> int:
    """Find a named range by id."""
    for index, named in enumerate(edit.book.names):
        if named["namedRangeId"] == named_id:
            return index
    return refuse(f"No NamedRange with id: {named_id}")


def add_protected_range(edit: Edit, request: Json) -> Json:
    """Protect a range; without editors, from all but the one who asks and the owner."""
    protected = dict(request.get("protectedRange", {}))
    protected.setdefault("protectedRangeId", new_id())
    if find_protected(edit, protected["protectedRangeId"]):
        refuse(f"A protected range with id {protected['protectedRangeId']} already exists.")
    tab = check_protected(edit, protected)
    guard(edit, tab, edit.area(protected["range"])[1])
    tab.things.setdefault("protectedRanges", []).append(protected)
    return {
        "addProtectedRange": {
            "protectedRange": protected_range(protected, edit.account, edit.book.owner)
        }
    }


def check_protected(edit: Edit, protected: Json) -> Sheet:
    """Fill in what a protected range leaves open; return its tab."""
    if "namedRangeId" in protected:
        named = edit.book.names[named_index(edit, protected["namedRangeId"])]
        protected["range"] = named["range"]
    if "range" not in protected:
        refuse("One of range, namedRangeId or tableId must be set.")
    if protected.get("warningOnly") and protected.get("editors"):
        refuse("Editors are not supported with warningOnly.")
    whole = set(protected["range"]) <= {"sheetId"}
    if protected.get("unprotectedRanges") and not whole:
        refuse("Unprotected ranges are only supported on protected sheets.")
    protected.pop("requestingUserCanEdit", None)
    if not protected.get("warningOnly"):
        users = protected.get("editors", {}).get("users", [])
        both = dict.fromkeys([*users, edit.book.owner, edit.account])
        protected["editors"] = {**protected.get("editors", {}), "users": list(both)}
    for grid in protected.get("unprotectedRanges", []):
        edit.area(grid)
    protected["range"] = a1.to_grid(a1.from_grid(protected["range"]))
    return edit.area(protected["range"])[0]


def protected_range(protected: Json, account: str, owner: str) -> Json:
    """Return a protected range as this account sees it: editors are shown to editors."""
    can = account == owner or may_edit(protected, account)
    shown = {name: value for name, value in protected.items() if can or name != "editors"}
    return {**shown, "requestingUserCanEdit": True} if can else shown


def find_protected(edit: Edit, protected_id: int) -> tuple[Sheet, Json] | None:
    """Find a protected range and its tab."""
    for tab in edit.book.tabs:
        for protected in tab.things.get("protectedRanges", []):
            if protected["protectedRangeId"] == protected_id:
                return tab, protected
    return None


def own_protected(edit: Edit, protected_id: int) -> tuple[Sheet, Json]:
    """Find a protected range that this account may change."""
    protected = find_protected(edit, protected_id)
    if protected is None:
        return refuse(f"No protected range with ID: {protected_id}")
    if edit.account != edit.book.owner and not may_edit(protected[1], edit.account):
        refuse(PROTECTED)
    return protected


def update_protected_range(edit: Edit, request: Json) -> Json:
    """Change a protected range."""
    new = request.get("protectedRange", {})
    tab, old = own_protected(edit, new.get("protectedRangeId", 0))
    protected = masked(old, new, request)
    target = check_protected(edit, protected)
    tab.things["protectedRanges"].remove(old)
    target.things.setdefault("protectedRanges", []).append(protected)
    return {}


def delete_protected_range(edit: Edit, request: Json) -> Json:
    """Lift a protection."""
    tab, old = own_protected(edit, request.get("protectedRangeId", 0))
    tab.things["protectedRanges"].remove(old)
    return {}


REQUESTS = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
