"""What is known of an account, by the names of the labels of its page."""

from __future__ import annotations

import json
import secrets

from invoicing.history.events.contract_end import Account
from invoicing.register.contract import Contract
from invoicing.values.problems import Problem
from jobs.engine.context import Context
from jobs.on_request.credentials_page import as_kept
from jobs.ports import Recovery, Refused


def known_of(context: Context, contract: Contract) -> dict[str, str]:
    """Return what the vault holds of the account."""
    kept = context.desk.safe.read(f"handover/{contract.code}")
    try:
        known = {str(name): str(value) for name, value in json.loads(kept or "{}").items()}
    except (ValueError, AttributeError):  # their texts may hold what was kept
        known = {}
    if "password" not in known and contract.account is not Account.WORKSPACE:
        values = {"client": contract.code}
        gone = Problem(code="no-credentials", source=contract.client.place, values=values)
        raise Refused("the vault holds no credentials", problems=[gone])
    return known


def renewed(context: Context, contract: Contract, known: dict[str, str]) -> dict[str, str]:
    """What is handed over: of a Workspace account all is new, and read back; else as it is kept.

    The password is to be changed at the next sign-in.
    """
    if contract.account is not Account.WORKSPACE:
        return known
    handover, mailbox = context.desk.handover, contract.mailbox
    password = secrets.token_urlsafe(18)
    context.run.may_act()
    handover.recovery(mailbox)  # what may not be read back is not changed either
    owner = Recovery(address=contract.email, phone=contract.client.phone)
    handover.rotate_password(mailbox, password, owner)
    return {**known, **as_kept(handover.recovery(mailbox)), "password": password}
