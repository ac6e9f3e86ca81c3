"""The consent page, for google-auth-oauthlib's ``InstalledAppFlow``: choose an account, agree.

Source: https://developers.google.com/identity/protocols/oauth2/native-app#step-2
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from sandbox.google.api.call import Begin
from sandbox.google.identity import accounts, oauth

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
PATHS = ("/o/oauth2/auth", "/o/oauth2/v2/auth")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRequest:
    """What an application asks for."""

    client_id: str
    redirect_uri: str
    scopes: tuple[str, ...]
    state: str
    challenge: str
    hint: str

    def back(self, **answer: str) -> BaseResponse:
        """Return to the application with an answer."""
        parameters = answer | ({"state": self.state} if self.state else {})
        joint = "&" if "?" in self.redirect_uri else "?"
        return redirect(f"{self.redirect_uri}{joint}{urlencode(parameters)}")


def blueprint(begin: Begin) -> Blueprint:
    """Return the consent page."""
    routes = Blueprint("consent", __name__, template_folder=".")

    def page() -> BaseResponse:
        asked, wrong = _read(request.args)
        if wrong or asked is None:
            return make_response(render_template("consent.html", wrong=wrong), 400)
        if request.method == "POST":
            return _decided(begin, asked)
        return _shown(begin, asked)

    for path in PATHS:
        routes.add_url_rule(path, path.replace("/", "_"), page, methods=["GET", "POST"])
    return routes


def _read(args: Mapping[str, str]) -> tuple[ConsentRequest | None, str]:
    try:
        host = urlsplit(args.get("redirect_uri", "")).hostname
    except ValueError:
        host = None
    method = args.get("code_challenge_method", "")
    wrongs = {
        "invalid_request: client_id": not args.get("client_id"),
        "redirect_uri_mismatch": host not in LOOPBACK,
        "unsupported_response_type": args.get("response_type") != "code",
        "invalid_scope": not args.get("scope", "").split(),
        "invalid_request: code_challenge_method": method not in {"", "plain", "S256"},
    }
    wrong = next((name for name, is_wrong in wrongs.items() if is_wrong), "")
    if wrong:
        return None, wrong
    challenge = args.get("code_challenge", "")
    return ConsentRequest(
        client_id=args["client_id"],
        redirect_uri=args["redirect_uri"],
        scopes=tuple(dict.fromkeys(args["scope"].split())),
        state=args.get("state", ""),
        challenge=oauth.challenge(challenge) if challenge and method != "S256" else challenge,
        hint=args.get("login_hint", ""),
    ), ""


def _shown(begin: Begin, asked: ConsentRequest) -> Response:
    with begin() as call:
        hosted = accounts.hosted(call.db)
    return make_response(render_template("consent.html", asked=asked, accounts=hosted))


def _decided(begin: Begin, asked: ConsentRequest) -> BaseResponse:
    scopes = [scope for scope in request.form.getlist("scope") if scope in asked.scopes]
    account = accounts.normal(request.form.get("account", ""))
    if "refuse" in request.form or not scopes:
        return asked.back(error="access_denied")
    with begin() as call:
        if not accounts.is_hosted(call.db, account):
            return make_response(render_template("consent.html", wrong="unknown account"), 400)
        oauth.meet_client(call.db, asked.client_id)
        token = oauth.grant(call.db, asked.client_id, account, scopes)
        code = oauth.authorization_code(
            call.db, token, asked.redirect_uri, challenge=asked.challenge, now=call.now
        )
    return asked.back(code=code, scope=" ".join(scopes))
