"""Field masks of update requests, and new ids."""

from __future__ import annotations

import secrets

from sandbox.google.api.fields import merged
from sandbox.google.sheets.grid.cells import fields
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json


def masked(old: Json, new: Json, request: Json, *, keep: tuple[str, ...] = ()) -> Json:
    """Return ``old`` with those fields of ``new`` that the request's mask names.

    Under "*" all fields are replaced but ids and those in ``keep``.
    """
    result = dict(old)
    for path in fields(request):
        if path[0] == "*":
            kept = {name for name in old if name.endswith("Id") or name in keep}
            result = {**{name: old[name] for name in kept}, **new}
        else:
            result = merged(result, new, path) or {}
    return result


def new_id() -> int:
    """Return a random id as Google gives to sheets, filters and protections."""
    return secrets.randbelow(2**31 - 1) + 1


def free_id(given: int | None, taken: set[int], what: str) -> int:
    """Return the id asked for, which must be free, or a new one."""
    if given is None:
        return new_id()
    if given in taken or given < 0:
        refuse(f"{what} id {given} is not valid or already exists.")
    return given
