"""The key that codes of approval are made under now."""

from __future__ import annotations

from invoicing.values.problems import Problem, Source
from jobs.engine.context import Context
from jobs.ports import Refused


def current_key(context: Context) -> str:
    """The id of the key in use.  ``Refused`` when there is none."""
    keys = context.desk.keys.all()
    if not keys:
        missing_key = Problem(code="approval-key", source=Source(tab="Paramètres"))
        raise Refused("no key for approvals", problems=[missing_key])
    return max(keys, key=int)
