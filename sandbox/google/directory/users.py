"""users.get, update and signOut.

Source: https://developers.google.com/workspace/admin/directory/reference/rest/v1/users
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, unimplemented
from sandbox.google.identity import account_state, accounts, oauth

CHANGED = frozenset({"password", "changePasswordAtNextLogin", "suspended", "name",
                     "recoveryEmail", "recoveryPhone"})  # fmt: skip
PHONE = re.compile(r"(\+[1-9]\d{6,14})?")  # E.164; "" takes it away


def managed(call: Call) -> str:
    """Return the user that a call names, one whom the caller manages."""
    if not account_state.person(call.db, call.account)["admin"] or account_state.is_consumer(
        call.db, call.account
    ):
        message = "Not Authorized to access this resource/api"
        raise GoogleError(403, "forbidden", message, "PERMISSION_DENIED")
    key = accounts.normal(call.path["userKey"])
    named = [each for each in accounts.hosted(call.db) if key in {each, user_id(each)}]
    if not named or not account_state.are_colleagues(call.db, call.account, named[0]):
        raise GoogleError(404, "notFound", "Resource Not Found: userKey", "NOT_FOUND")
    return named[0]


def user_id(address: str) -> str:
    """Return the id of a user, which stays with him: twenty-one digits."""
    return str(int(hashlib.sha256(address.encode()).hexdigest()[:16], 16)).zfill(21)


def get(call: Call) -> dict[str, Any]:
    """Answer ``users.get``."""
    return _shown(call, managed(call))


def update(call: Call) -> dict[str, Any]:
    """Answer ``users.update`` and ``patch``: both change only what they name."""
    address, body = managed(call), call.body
    unknown = body.keys() - CHANGED
    if unknown:
        what = f"users.update of {min(unknown)}"
        raise unimplemented(what)
    if "name" in body:
        name = " ".join(filter(None, (body["name"].get(n) for n in ("givenName", "familyName"))))
        accounts.create(call.db, address, name, call.now)
    _set_recovery(call, address)
    if "password" in body:
        _set_password(call, address)
    for field, name in (("changePasswordAtNextLogin", "must_change"), ("suspended", "suspended")):
        if field in body:
            account_state.mark(call.db, address, name, value=body[field])
    return _shown(call, address)


def _set_recovery(call: Call, address: str) -> None:
    if not PHONE.fullmatch(call.body.get("recoveryPhone", "")):
        message = "Invalid recovery phone."
        raise invalid(message, "invalid")
    for field, name in (("recoveryEmail", "recovery_email"), ("recoveryPhone", "recovery_phone")):
        if field in call.body:
            account_state.describe(call.db, address, {name: call.body[field]})


def _set_password(call: Call, address: str) -> None:
    try:
        account_state.change_password(call.db, address, call.body["password"])
        oauth.revoke_mail(call.db, address)
    except ValueError as error:
        raise invalid(str(error), "invalid") from None


def sign_out(call: Call) -> None:
    """Answer ``users.signOut``: every browser forgets the user."""
    account_state.sign_out(call.db, managed(call))


def _shown(call: Call, address: str) -> dict[str, Any]:
    row = account_state.person(call.db, address)
    name = accounts.display_name(call.db, address)
    given, _, family = name.partition(" ")
    return {
        "kind": "admin#directory#user",
        "id": user_id(address),
        "primaryEmail": address,
        "name": {"givenName": given, "familyName": family, "fullName": name},
        "isAdmin": bool(row["admin"]),
        "suspended": bool(row["suspended"]),
        "changePasswordAtNextLogin": bool(row["must_change"]),
        "isEnrolledIn2Sv": bool(row["two_step"]),
        "recoveryEmail": row["recovery_email"],
        "recoveryPhone": row["recovery_phone"],
    }
