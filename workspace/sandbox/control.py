"""What only a sandbox has: accounts by request, a clock to set, faults, quotas, the log.

GET PUT POST     /clock                        {"now"} or {"advance_seconds"}
GET POST         /accounts                     {"address", "name"}
POST             /accounts/<address>/grant     {"client_id", "client_secret", "scopes"}
POST             /accounts/<address>/revoke    {"client_id"}: as a changed password does
GET POST DELETE  /sandbox/faults               [{"kind", "method", "nth", …}], see faults.py
GET DELETE       /sandbox/requests             the requests since the last DELETE
GET PUT          /sandbox/quotas               {"gmail": 60, "sheets.write": 60}, a minute
POST             /sandbox/bounces              {"address", "kind": "hard" | "soft" | ""}
POST             /sandbox/mail                 {"to", "from", "subject", "text", …} or {"to", "raw"}
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from workspace.sandbox import accounts, oauth
from workspace.sandbox.clock import rfc3339
from workspace.sandbox.faults import fault
from workspace.sandbox.gmail import bounce, incoming
from workspace.sandbox.house import House

Page = Callable[..., Response]


class Wrong(Exception):
    """A control request that makes no sense; its text is the answer."""


def blueprint(house: House) -> Blueprint:
    """Return the control endpoints."""
    routes = Blueprint("control", __name__)
    routes.register_error_handler(Wrong, _wrong)
    _clock(routes, house)
    _accounts(routes, house)
    _faults(routes, house)
    _quotas(routes, house)
    _mail(routes, house)
    return routes


def _wrong(error: Wrong) -> tuple[Response, int]:
    return jsonify(error=str(error)), 400


def _json(kind: type[dict[str, Any] | list[Any]]) -> Any:
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, kind):
        message = f"the body must be a JSON {kind.__name__}"
        raise Wrong(message)
    return body


def _list() -> list[Any]:
    """Return the items of a JSON list; one object is a list of one."""
    body = request.get_json(force=True, silent=True)
    return [body] if isinstance(body, dict) else _json(list)


def _text(body: dict[str, Any], name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        message = f"{name} must be a string"
        raise Wrong(message)
    return value


def _clock(routes: Blueprint, house: House) -> None:
    @routes.route("/clock", methods=["GET", "PUT", "POST"])
    def clock() -> Response:
        if request.method != "GET":
            set_clock(house, _json(dict))
        return jsonify(now=rfc3339(house.clock.now()))


def set_clock(house: House, body: dict[str, Any]) -> None:
    """Set the clock to an instant, or move it; naive instants are UTC."""
    try:
        if "now" in body:
            at = datetime.fromisoformat(_text(body, "now"))
            house.clock.set(at if at.tzinfo else at.replace(tzinfo=UTC))
        else:
            house.clock.advance(timedelta(seconds=float(body["advance_seconds"])))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        message = f"say now (ISO 8601) or advance_seconds: {error}"
        raise Wrong(message) from error


def _accounts(routes: Blueprint, house: House) -> None:
    @routes.get("/accounts")
    def listed() -> Response:
        with house.begin() as call:
            found = accounts.hosted(call.db)
        return jsonify([{"address": a, "name": n} for a, n in found.items()])

    @routes.post("/accounts")
    def created() -> Response:
        body = _json(dict)
        with house.begin() as call:
            try:
                address = accounts.create(
                    call.db, _text(body, "address"), _text(body, "name", ""), call.now
                )
            except ValueError as error:
                raise Wrong(str(error)) from error
            return jsonify(address=address, name=accounts.display_name(call.db, address))

    @routes.post("/accounts/<address>/grant")
    def granted(address: str) -> Response:
        return jsonify(_granted(house, accounts.normal(address), _json(dict)))

    @routes.post("/accounts/<address>/revoke")
    def revoked(address: str) -> Response:
        client_id = _text(_json(dict), "client_id", "")
        with house.begin() as call:
            ended = oauth.revoke_account(call.db, accounts.normal(address), client_id)
        return jsonify(revoked=ended)


def _granted(house: House, address: str, body: dict[str, Any]) -> dict[str, Any]:
    scopes = body.get("scopes")
    scopes = scopes.split() if isinstance(scopes, str) else scopes
    if not isinstance(scopes, list) or not all(isinstance(scope, str) for scope in scopes):
        message = "scopes must be a list of strings"
        raise Wrong(message)
    client_id, secret = _text(body, "client_id"), _text(body, "client_secret")
    with house.begin() as call:
        if not accounts.is_hosted(call.db, address):
            message = f"no account {address}"
            raise Wrong(message)
        oauth.register_client(call.db, client_id, secret)
        token = oauth.grant(call.db, client_id, address, scopes)
    return {"refresh_token": token, "client_id": client_id, "account": address, "scopes": scopes}


def _faults(routes: Blueprint, house: House) -> None:
    @routes.route("/sandbox/faults", methods=["GET", "POST", "DELETE"])
    def faults() -> Response:
        if request.method == "DELETE":
            house.faults.clear()
        if request.method == "POST":
            try:
                house.faults.plan([fault(raw) for raw in _list()])
            except (TypeError, ValueError) as error:
                raise Wrong(str(error)) from error
        return jsonify(house.faults.listed())

    @routes.route("/sandbox/requests", methods=["GET", "DELETE"])
    def requests() -> Response:
        if request.method == "DELETE":
            house.trial.clear()
        return jsonify(house.trial.logged())


def _quotas(routes: Blueprint, house: House) -> None:
    @routes.route("/sandbox/quotas", methods=["GET", "PUT"])
    def quotas() -> Response:
        if request.method == "PUT":
            limits = _json(dict)
            if not all(isinstance(limit, int) for limit in limits.values()):
                message = "limits are whole numbers"
                raise Wrong(message)
            house.calls.quotas.set(limits)
        return jsonify(house.calls.quotas.limits)


def _mail(routes: Blueprint, house: House) -> None:
    @routes.post("/sandbox/bounces")
    def bounces() -> Response:
        body = _json(dict)
        kind = _text(body, "kind", "hard")
        if kind not in {"hard", "soft", ""}:
            message = "kind is hard, soft or empty"
            raise Wrong(message)
        with house.begin() as call:
            bounce.register(call.db, accounts.normal(_text(body, "address")), kind)
        return jsonify(address=body["address"], kind=kind)

    @routes.post("/sandbox/mail")
    def mail() -> Response:
        body = _json(dict)
        with house.begin() as call:
            to = accounts.normal(_text(body, "to"))
            if not accounts.is_hosted(call.db, to):
                message = f"no account {to}"
                raise Wrong(message)
            raw = _raw(body) if "raw" in body else incoming.composed(call, body)
            return jsonify(incoming.arrive(call, to, raw))


def _raw(body: dict[str, Any]) -> bytes:
    try:
        return base64.urlsafe_b64decode(_text(body, "raw") + "===")
    except (binascii.Error, ValueError) as error:
        message = "raw is base64url"
        raise Wrong(message) from error
