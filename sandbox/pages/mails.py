"""The mailboxes for people: lists, one mail with its thread, attachments, an answer."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from sandbox.google.api.call import Begin, Call, GoogleError
from sandbox.google.gmail.delivery.sending import deliver
from sandbox.google.gmail.mailbox import mailbox, mime, resource
from sandbox.google.identity import accounts

BOXES = {
    "inbox": ("Réception", "INBOX"),
    "sent": ("Envoyés", "SENT"),
    "drafts": ("Brouillons", "DRAFT"),
    "trash": ("Corbeille", "TRASH"),
}
INERT = frozenset({"application/pdf", "text/plain", "image/png", "image/jpeg"})


def blueprint(begin: Begin) -> Blueprint:
    """Return the pages below ``/mail``."""
    routes = Blueprint("mails", __name__, url_prefix="/mail/<account>")
    _lists(routes, begin)
    _mail(routes, begin)
    return routes


def _lists(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/")
    def first(account: str) -> Response:
        return redirect(f"/mail/{account}/inbox")

    @routes.get("/<any(inbox, sent, drafts, trash):box>")
    def listed(account: str, box: str) -> str:
        with begin() as call:
            owner = _owner(call, account)
            rows = list(_rows(call, account, BOXES[box][1]))
            return render_template("mailbox.html", **owner, box=box, boxes=BOXES, mails=rows)


def _mail(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/message/<mail_id>")
    def message(account: str, mail_id: str) -> str:
        with begin() as call:
            owner = _owner(call, account)
            row = _row(call, account, mail_id)
            mailbox.relabel(call, row, remove=["UNREAD"])
            query = "SELECT * FROM mails WHERE account = ? AND thread = ? ORDER BY at_ms, id"
            thread = call.db.execute(query, (account, row["thread"])).fetchall()
            mails = [_view(inner) for inner in thread]
            return render_template("mail.html", **owner, boxes=BOXES, mails=mails, asked=mail_id)

    @routes.get("/message/<mail_id>/part/<part_id>")
    def part(account: str, mail_id: str, part_id: str) -> Response:
        with begin() as call:
            parts = resource.parts(mime.parsed(_row(call, account, mail_id)["raw"]))
        return _attachment(dict(parts).get(part_id))

    @routes.post("/message/<mail_id>/answer")
    def answer(account: str, mail_id: str) -> Response:
        with begin() as call:
            _owner(call, account)
            row = _row(call, account, mail_id)
            sent = _answered(call, row, request.form.get("text", ""))
        return redirect(f"/mail/{account}/message/{sent}")


def _owner(call: Call, account: str) -> dict[str, Any]:
    if not accounts.is_hosted(call.db, account):
        abort(404)
    return {"account": account, "name": accounts.display_name(call.db, account), "now": call.now}


def _row(call: Call, account: str, mail_id: str) -> sqlite3.Row:
    try:
        return mailbox.mail(call, account, mail_id)
    except GoogleError:
        abort(404)


def _rows(call: Call, account: str, label: str) -> Iterator[dict[str, Any]]:
    query = "SELECT * FROM mails WHERE account = ? ORDER BY at_ms DESC, id DESC"
    for row in call.db.execute(query, (account,)).fetchall():
        labels = mailbox.labels_of(row)
        if label in labels and (label == "TRASH" or "TRASH" not in labels):
            yield _brief(row) | {"unread": "UNREAD" in labels}


def _brief(row: sqlite3.Row) -> dict[str, Any]:
    digest = json.loads(row["digest"])
    return {"id": row["id"], "at_ms": row["at_ms"], "snippet": resource.snippet(row), **digest}


def _view(row: sqlite3.Row) -> dict[str, Any]:
    message = mime.parsed(row["raw"])
    attachments = [
        {"id": part_id, "name": part.get_filename(), "size": len(mime.payload(part))}
        for part_id, part in resource.parts(message)
        if part.get_filename()
    ]
    return _brief(row) | {
        "plain": mime.body_text(message),
        "html": mime.html(message),
        "attachments": attachments,
        "labels": mailbox.labels_of(row),
    }


def _attachment(part: Any) -> Response:
    if part is None:
        abort(404)
    answer = make_response(mime.payload(part))
    kind = part.get_content_type()
    answer.headers["Content-Type"] = kind if kind in INERT else "application/octet-stream"
    disposition = "inline" if kind in INERT else "attachment"
    name = quote(part.get_filename() or "fichier")
    answer.headers["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{name}"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _answered(call: Call, row: sqlite3.Row, text: str) -> str:
    """Answer a mail as its reader would, in its thread; return the new mail's id."""
    digest = json.loads(row["digest"])
    message = EmailMessage()
    message["From"] = row["account"]
    message["To"] = digest["from"] if "SENT" not in mailbox.labels_of(row) else digest["to"]
    subject = digest["subject"]
    message["Subject"] = subject if subject.lower().startswith("re:") else f"Re: {subject}"
    if digest["message_id"]:
        message["In-Reply-To"] = digest["message_id"]
        message["References"] = " ".join([*digest["references"], digest["message_id"]])
    message.set_content(text, cte="quoted-printable")
    as_owner = replace(call, account=row["account"])
    return str(deliver(as_owner, row["account"], message.as_bytes(), row["thread"])["id"])
