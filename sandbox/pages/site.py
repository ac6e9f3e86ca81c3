"""The first page: workbooks, files, mailboxes, and the clock."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from sandbox.application.requests import Application
from sandbox.google.api.call import Call
from sandbox.google.identity import accounts
from sandbox.pages import files, mails, words


def blueprint(application: Application) -> Blueprint:
    """Return all pages but the products' own."""
    routes = Blueprint("site", __name__, template_folder=".")
    routes.add_app_template_filter(words.instant, "instant")
    routes.add_app_template_filter(words.moment, "moment")
    routes.add_app_template_filter(words.size, "bytes")

    @routes.get("/")
    def index() -> str:
        with application.begin() as call:
            return render_template(
                "index.html",
                now=call.now,
                field=words.field(call.now),
                documents=_documents(call),
                mailboxes=_mailboxes(call),
                trees=files.trees(call),
            )

    @routes.post("/horloge")
    def clock() -> Response:
        _set_clock(application)
        return redirect("/")

    routes.register_blueprint(files.blueprint(application.begin))
    routes.register_blueprint(mails.blueprint(application.begin))
    return routes


def _set_clock(application: Application) -> None:
    minutes, at = request.form.get("minutes", ""), request.form.get("at", "")
    try:
        if minutes:
            application.clock.advance(timedelta(minutes=float(minutes)))
        else:
            application.clock.set(words.read_field(at))
    except (ValueError, OverflowError):
        return  # what is no instant moves no clock; the page shows it as it was


def _documents(call: Call) -> list[dict[str, Any]]:
    documents = []
    for mime_type, native in call.natives.items():
        query = "SELECT * FROM files WHERE mime_type = ? AND NOT trashed ORDER BY name"
        documents += [
            {"name": row["name"], "link": native.link.format(id=row["id"]), "owner": row["owner"]}
            for row in call.db.execute(query, (mime_type,))
        ]
    return documents


def _mailboxes(call: Call) -> list[dict[str, Any]]:
    return [
        {"address": address, "name": name, "unread": _unread(call.db, address)}
        for address, name in accounts.hosted(call.db).items()
    ]


def _unread(db: sqlite3.Connection, account: str) -> int:
    query = """SELECT count(*) FROM mails WHERE account = ?
        AND labels LIKE '%"INBOX"%' AND labels LIKE '%"UNREAD"%'"""
    return int(db.execute(query, (account,)).fetchone()[0])
