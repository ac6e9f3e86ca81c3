"""What only a sandbox has: accounts by request, a clock to set, faults, quotas, the log.

GET PUT POST     /clock                        {"now"} or {"advance_seconds"}
                 /accounts, /service-accounts  see control_accounts.py
GET POST DELETE  /sandbox/faults               [{"kind", "method", "nth", …}]
GET DELETE       /sandbox/requests             the requests since the last DELETE
GET PUT          /sandbox/quotas               {"gmail": 60, "sheets.write": 60}, a minute
POST             /sandbox/bounces              {"address", "kind": "hard" | "soft" | ""}
POST             /sandbox/mail                 {"to", "from", "subject", "text", …} or {"to", "raw"}

The kinds of faults stand in sandbox/google/api/faults.py.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.application import control_accounts
from sandbox.application.requests import Application
from sandbox.google.api.faults import fault
from sandbox.google.gmail.delivery import bounce, incoming
from sandbox.google.identity import accounts
from sandbox.http.json_body import WrongBody, read_body, read_items, read_text
from sandbox.state.clock import rfc3339

Page = Callable[..., Response]


def blueprint(application: Application) -> Blueprint:
    """Return the control endpoints."""
    routes = Blueprint("control", __name__)
    routes.register_error_handler(WrongBody, _wrong)
    _clock(routes, application)
    control_accounts.add(routes, application)
    _faults(routes, application)
    _quotas(routes, application)
    _mail(routes, application)
    return routes


def _wrong(error: WrongBody) -> tuple[Response, int]:
    return jsonify(error=str(error)), 400


def _clock(routes: Blueprint, application: Application) -> None:
    @routes.route("/clock", methods=["GET", "PUT", "POST"])
    def clock() -> Response:
        if request.method != "GET":
            set_clock(application, read_body(dict))
        return jsonify(now=rfc3339(application.clock.now()))


def set_clock(application: Application, body: dict[str, Any]) -> None:
    """Set the clock to an instant, or move it; naive instants are UTC."""
    try:
        if "now" in body:
            at = datetime.fromisoformat(read_text(body, "now"))
            application.clock.set(at if at.tzinfo else at.replace(tzinfo=UTC))
        else:
            application.clock.advance(timedelta(seconds=float(body["advance_seconds"])))
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        message = f"say now (ISO 8601) or advance_seconds: {error}"
        raise WrongBody(message) from error


def _faults(routes: Blueprint, application: Application) -> None:
    @routes.route("/sandbox/faults", methods=["GET", "POST", "DELETE"])
    def faults() -> Response:
        if request.method == "DELETE":
            application.faults.clear()
        if request.method == "POST":
            try:
                application.faults.plan([fault(raw) for raw in read_items()])
            except (TypeError, ValueError) as error:
                raise WrongBody(str(error)) from error
        return jsonify(application.faults.listed())

    @routes.route("/sandbox/requests", methods=["GET", "DELETE"])
    def requests() -> Response:
        if request.method == "DELETE":
            application.trial.clear()
        return jsonify(application.trial.logged())


def _quotas(routes: Blueprint, application: Application) -> None:
    @routes.route("/sandbox/quotas", methods=["GET", "PUT"])
    def quotas() -> Response:
        if request.method == "PUT":
            limits = read_body(dict)
            if not all(isinstance(limit, int) for limit in limits.values()):
                message = "limits are whole numbers"
                raise WrongBody(message)
            application.calls.quotas.set(limits)
        return jsonify(application.calls.quotas.limits)


def _mail(routes: Blueprint, application: Application) -> None:
    @routes.post("/sandbox/bounces")
    def bounces() -> Response:
        body = read_body(dict)
        kind = read_text(body, "kind", "hard")
        if kind not in {"hard", "soft", ""}:
            message = "kind is hard, soft or empty"
            raise WrongBody(message)
        with application.begin() as call:
            bounce.register(call.db, accounts.normal(read_text(body, "address")), kind)
        return jsonify(address=body["address"], kind=kind)

    @routes.post("/sandbox/mail")
    def mail() -> Response:
        body = read_body(dict)
        with application.begin() as call:
            to = accounts.normal(read_text(body, "to"))
            if not accounts.is_hosted(call.db, to):
                message = f"no account {to}"
                raise WrongBody(message)
            raw = _raw(body) if "raw" in body else incoming.composed(call, body)
            return jsonify(incoming.arrive(call, to, raw))


def _raw(body: dict[str, Any]) -> bytes:
    try:
        return base64.urlsafe_b64decode(read_text(body, "raw") + "===")
    except (binascii.Error, ValueError) as error:
        message = "raw is base64url"
        raise WrongBody(message) from error
