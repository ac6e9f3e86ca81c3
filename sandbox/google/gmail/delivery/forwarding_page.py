"""The page behind the link of a confirmation mail: looking changes nothing, confirming does.

GET POST  /mail/vf-<token>
"""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, render_template, request

from sandbox.google.api.call import Begin
from sandbox.google.gmail.settings import forwarding_targets


def blueprint(begin: Begin) -> Blueprint:
    """Return the route."""
    routes = Blueprint("forwarding", __name__, template_folder=".")

    @routes.route("/mail/vf-<token>", methods=["GET", "POST"])
    def confirmation(token: str) -> Response:
        with begin() as call:
            if request.method == "POST":
                forwarding_targets.accept(call.db, token)
            row = forwarding_targets.of_token(call.db, token)
            if row is None:
                abort(404)
            return make_response(render_template("forwarding.html", asked=row))

    return routes
