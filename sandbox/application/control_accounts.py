"""Accounts by request, and what their owners do in a browser.

GET POST  /accounts                      {"address", "name", "kind": "consumer" | "workspace",
                                          "password", "admin", "two_step", "recovery_email",
                                          "recovery_phone"}; all but the address may be left out
GET       /accounts/<address>            what is known of it, without secrets
POST      /accounts/<address>/grant      {"client_id", "client_secret", "scopes"}
POST      /accounts/<address>/revoke     {"client_id"}: as a changed password does
POST      /accounts/<address>/sign-in    {"password"}
POST      /accounts/<address>/asps       {"name"}: an application password
POST      /accounts/<address>/send-as    {"address"}: by hand, and its owner agreed
POST      /accounts/<address>/forwarding {"to"}: name a forwarding address by hand
PUT       /accounts/<address>/forwarding {"enabled", "emailAddress", "disposition"}: by hand
POST      /service-accounts              {"email", "scopes": delegated for the whole domain}
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request

from sandbox.application.requests import Application
from sandbox.google.api.call import Call
from sandbox.google.directory import security
from sandbox.google.gmail.delivery import forwarding
from sandbox.google.gmail.settings import aliases
from sandbox.google.identity import account_state, accounts, oauth, service_accounts
from sandbox.http.json_body import WrongBody, read_body, read_scopes, read_text
from sandbox.state.clock import milliseconds

DESCRIBED = ("kind", "must_change", "suspended", "admin", "two_step", "sessions")


def add(routes: Blueprint, application: Application) -> None:
    """Add the endpoints."""
    _hosting(routes, application)
    _consents(routes, application)
    _by_hand(routes, application)


def _hosting(routes: Blueprint, application: Application) -> None:
    @routes.get("/accounts")
    def listed() -> Response:
        with application.begin() as call:
            hosted = accounts.hosted(call.db)
        return jsonify([{"address": a, "name": n} for a, n in hosted.items()])

    @routes.post("/accounts")
    def created() -> Response:
        body = read_body(dict)
        with application.begin() as call:
            try:
                address = accounts.create(
                    call.db, read_text(body, "address"), read_text(body, "name", ""), call.now
                )
                account_state.describe(call.db, address, body)
            except ValueError as error:
                raise WrongBody(str(error)) from error
            return jsonify(address=address, name=accounts.display_name(call.db, address))

    @routes.get("/accounts/<address>")
    def described(address: str) -> Response:
        with application.begin() as call:
            row = account_state.person(call.db, _hosted(call, address))
            return jsonify({"address": row["address"]} | {name: row[name] for name in DESCRIBED})


def _consents(routes: Blueprint, application: Application) -> None:
    @routes.post("/accounts/<address>/grant")
    def granted(address: str) -> Response:
        return jsonify(_granted(application, accounts.normal(address), read_body(dict)))

    @routes.post("/accounts/<address>/revoke")
    def revoked(address: str) -> Response:
        client_id = read_text(read_body(dict), "client_id", "")
        with application.begin() as call:
            ended = oauth.revoke_account(call.db, accounts.normal(address), client_id)
        return jsonify(revoked=ended)

    @routes.post("/service-accounts")
    def registered() -> Response:
        body = read_body(dict)
        email, scopes = read_text(body, "email"), read_scopes(body)
        with application.begin() as call:
            uri = f"{call.root}/token"
            return jsonify(service_accounts.create(call.db, email, scopes, uri))


def _granted(application: Application, address: str, body: dict[str, Any]) -> dict[str, Any]:
    scopes = read_scopes(body)
    client_id, secret = read_text(body, "client_id"), read_text(body, "client_secret")
    with application.begin() as call:
        _hosted(call, address)
        oauth.register_client(call.db, client_id, secret)
        token = oauth.grant(call.db, client_id, address, scopes)
    return {"refresh_token": token, "client_id": client_id, "account": address, "scopes": scopes}


def _by_hand(routes: Blueprint, application: Application) -> None:
    @routes.post("/accounts/<address>/sign-in")
    def signed_in(address: str) -> Response:
        password = read_text(read_body(dict), "password")
        with application.begin() as call:
            hosted = _hosted(call, address)
            fits = account_state.sign_in(call.db, hosted, password)
            row = account_state.person(call.db, hosted)
            return jsonify(signed_in=fits, must_change=fits and bool(row["must_change"]))

    @routes.post("/accounts/<address>/asps")
    def application_password(address: str) -> Response:
        name = read_text(read_body(dict), "name")
        with application.begin() as call:
            at_ms = milliseconds(call.now)
            code = security.create_password(call.db, _hosted(call, address), name, at_ms)
            return jsonify(codeId=code)

    @routes.post("/accounts/<address>/send-as")
    def sends_as(address: str) -> Response:
        alias = read_text(read_body(dict), "address")
        with application.begin() as call:
            return jsonify(aliases.add(call, _hosted(call, address), alias, agreed=True))

    @routes.route("/accounts/<address>/forwarding", methods=["POST", "PUT"])
    def forwarded(address: str) -> Response:
        body = read_body(dict)
        with application.begin() as call:
            hosted = _hosted(call, address)
            if request.method == "PUT":
                return jsonify(forwarding.switch(call, hosted, body))
            return jsonify(forwarding.add(call, hosted, read_text(body, "to")))


def _hosted(call: Call, address: str) -> str:
    hosted = accounts.normal(address)
    if not accounts.is_hosted(call.db, hosted):
        message = f"no account {hosted}"
        raise WrongBody(message)
    return hosted
