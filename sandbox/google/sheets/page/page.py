"""The page of a spreadsheet, and the endpoints behind it and behind the version history.

GET  /spreadsheets/d/<id>/edit?gid=&person=        the page; Google's own path
GET  /sandbox/sheets/<id>/tabs/<gid>?person=       a tab without its cells
GET  /sandbox/sheets/<id>/tabs/<gid>/rows?from=    some of its rows
POST /sandbox/sheets/<id>/cells                    {"person", "gid", "row", "column", "values"}
POST /sandbox/sheets/<id>/requests                 {"person", "requests"}: some of batchUpdate's
GET POST /sandbox/workbooks/<id>/versions          the version history; keep one more
POST /sandbox/workbooks/<id>/restore               {"version"}

A write from another site's page is refused; people are believed to be whom they say they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, send_from_directory

from sandbox.google import drive
from sandbox.google.api.call import Begin, Call, GoogleError
from sandbox.google.drive.access import check_document, role_of
from sandbox.google.identity import accounts
from sandbox.google.sheets.grid import store, versions
from sandbox.google.sheets.grid.model import Json, Sheet, Spreadsheet
from sandbox.google.sheets.page import by_hand, sheet_view

FOLDER = Path(__file__).parent
ASSETS = ("grid.js", "hand.js", "grid.css")
WRITERS = {"owner", "writer"}


def blueprint(begin: Begin) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("sheets", __name__, template_folder=".")
    routes.register_error_handler(GoogleError, refused)
    routes.before_request(same_origin)
    _page(routes, begin)
    _reads(routes, begin)
    _writes(routes, begin)
    _history(routes, begin)
    return routes


def refused(error: GoogleError) -> tuple[Response, int]:
    """Answer an error as the page expects it."""
    return jsonify(error=error.message), error.code


def same_origin() -> None:
    """Refuse a write that another site's page makes; programs send no Origin."""
    origin = request.headers.get("Origin")
    if request.method == "POST" and origin and origin != request.host_url.rstrip("/"):
        abort(403)


@contextmanager
def acting(begin: Begin, book_id: str, person: str, *, writes: bool) -> Iterator[Call]:
    """Open a transaction in a person's name, who must have access; without one, the owner's."""
    with begin() as call:
        named = person or store.load(call.db, book_id).owner
        acted = replace(call, account=named)
        check_document(acted, book_id, writes=writes)
        yield acted


def chosen(book: Spreadsheet, gid: int | None) -> Sheet:
    """Return the tab asked for, else the first that is not hidden."""
    visible = [tab for tab in book.tabs if not tab.properties.get("hidden")]
    return next((tab for tab in book.tabs if tab.id == gid), visible[0])


def _page(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/spreadsheets/d/<book_id>/edit")
    def edit(book_id: str) -> str:
        person = request.args.get("person", "")
        with acting(begin, book_id, person, writes=False) as call:
            book = store.load(call.db, book_id)
            people = {
                address: name
                for address, name in accounts.hosted(call.db).items()
                if role_of(call.db, book_id, address) or address == book.owner
            }
            role = role_of(call.db, book_id, call.account)
            writes = call.account == book.owner or role in WRITERS
            return render_template(
                "grid.html",
                book=book,
                tab=chosen(book, request.args.get("gid", type=int)),
                people=people,
                person=call.account,
                writes=writes,
            )

    @routes.get("/sandbox/sheets/assets/<name>")
    def asset(name: str) -> Response:
        return send_from_directory(FOLDER, name) if name in ASSETS else abort(404)


def _reads(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/sandbox/sheets/<book_id>/tabs/<int:gid>")
    def tab(book_id: str, gid: int) -> Response:
        with acting(begin, book_id, request.args.get("person", ""), writes=False) as call:
            book = store.load(call.db, book_id)
            return jsonify(sheet_view.frame(book, chosen(book, gid)))

    @routes.get("/sandbox/sheets/<book_id>/tabs/<int:gid>/rows")
    def rows(book_id: str, gid: int) -> Response:
        with acting(begin, book_id, request.args.get("person", ""), writes=False) as call:
            book = store.load(call.db, book_id)
            tab = chosen(book, gid)
            first = request.args.get("from", 0, int)
            last = min(tab.row_count, first + sheet_view.BLOCK)
            return jsonify(sheet_view.Block(book, tab, call).rows(range(first, last)))


def _writes(routes: Blueprint, begin: Begin) -> None:
    @routes.post("/sandbox/sheets/<book_id>/cells")
    def cells(book_id: str) -> Response:
        body = sent()
        with acting(begin, book_id, text(body, "person"), writes=True) as call:
            by_hand.type_in(call, book_id, body)
            return jsonify(revision=store.load(call.db, book_id).revision)

    @routes.post("/sandbox/sheets/<book_id>/requests")
    def requests(book_id: str) -> Response:
        body = sent()
        with acting(begin, book_id, text(body, "person"), writes=True) as call:
            by_hand.apply(call, book_id, body.get("requests", []))
            return jsonify(revision=store.load(call.db, book_id).revision)


def _history(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/sandbox/workbooks/<book_id>/versions")
    def history(book_id: str) -> Response:
        with begin() as call:
            return jsonify(versions=versions.listed(call.db, book_id))

    @routes.post("/sandbox/workbooks/<book_id>/versions")
    def keep(book_id: str) -> Response:
        with begin() as call:
            store.load(call.db, book_id)
            return jsonify(version=versions.keep(call.db, book_id))

    @routes.post("/sandbox/workbooks/<book_id>/restore")
    def restore(book_id: str) -> Response:
        with begin() as call:
            version = text(sent(), "version") or abort(400)
            versions.restore(call.db, book_id, version, call.now.isoformat())
            book = store.load(call.db, book_id)
            drive.retitle(replace(call, account=book.owner), book_id, book.properties["title"])
            return jsonify(revision=book.revision)


def sent() -> Json:
    """Return the JSON object that was sent."""
    body: Any = request.get_json(force=True, silent=True)
    return body if isinstance(body, dict) else abort(400)


def text(body: Json, name: str) -> str:
    """Return a text of the body; "" if there is none."""
    value = body.get(name, "")
    return value if isinstance(value, str) else abort(400)
