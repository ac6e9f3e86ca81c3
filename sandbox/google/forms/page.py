"""The pages of a form: where it is answered, and where its owner reads the answers.

GET  /forms/d/e/<public id>/viewform?usp=pp_url&entry.<number>=…   Google's own path and prefill
POST /forms/d/e/<public id>/formResponse                           entry.<number>=…
GET  /forms/d/<id>/edit                                            the questions and the answers

Whoever knows the public id may answer, without an account; looking stores nothing.
A page of several sections carries "continue" or "back" and what was answered before.
"""

from __future__ import annotations

import json
from datetime import datetime
from sqlite3 import Row
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from sandbox.google.api.call import Begin, Call
from sandbox.google.forms import resource, responses, store
from sandbox.google.forms.answers import PageStep, answers, email, step
from sandbox.google.forms.item_view import carried, item_view
from sandbox.google.forms.items import question_of
from sandbox.google.forms.sections import Fields, entry, may_go_on, sections
from sandbox.google.forms.store import StoredForm

# No script, nothing from elsewhere, in nobody's frame.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def blueprint(begin: Begin) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("forms", __name__, template_folder="pages")
    _answering(routes, begin)
    _reading(routes, begin)
    return routes


def _answering(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/forms/d/e/<public_id>/viewform")
    def view(public_id: str) -> Response:
        with begin() as call:
            form = _form(call, public_id)
            fields = dict(request.args.lists())
            return _section(call, form, fields, PageStep(history=[0]))

    @routes.get("/forms/d/e/<public_id>/formResponse")
    def again(public_id: str) -> Response:
        return redirect(resource.path(public_id))

    @routes.post("/forms/d/e/<public_id>/formResponse")
    def submit(public_id: str) -> Response:
        with begin() as call:
            form = _form(call, public_id)
            fields = dict(request.form.lists())
            progress = step(form, fields)
            if progress.history or not form.is_accepting:
                return _section(call, form, fields, progress)
            responses.keep(call, form, answers(form, fields), email(form, fields))
            return _page("form_sent.html", title=_title(call, form), form=form)


def _reading(routes: Blueprint, begin: Begin) -> None:
    @routes.get("/forms/d/<form_id>/edit")
    def edit(form_id: str) -> str:
        with begin() as call:
            form = store.load(call.db, form_id)
            questions = [item for item in form.items if question_of(item)]
            return render_template(
                "form_edit.html",
                form=form,
                title=_title(call, form),
                link=resource.path(form.public_id),
                questions=[(item, question_of(item), entry(item)) for item in questions],
                responses=[_row(row) for row in responses.newest_first(call, form)],
                now=call.now,
            )


def _form(call: Call, public_id: str) -> StoredForm:
    return store.published(call.db, public_id) or abort(404)


def _title(call: Call, form: StoredForm) -> str:
    return form.title or resource.file_name(call, form)


def _section(call: Call, form: StoredForm, fields: Fields, progress: PageStep) -> Response:
    """Show one section, or that the form takes no answers."""
    title = _title(call, form)
    if not form.is_accepting:
        return _page("form_closed.html", title=title)
    at = progress.history[-1]
    section = sections(form)[at]
    return _page(
        "form.html",
        status=400 if progress.problems else 200,
        title=title,
        form=form,
        section=section,
        items=[item_view(item, fields, progress.problems) for item in section.items],
        email=next(iter(fields.get("emailAddress", ())), ""),
        carried=carried(form, at, fields),
        history=progress.history,
        problems=progress.problems,
        goes_on=may_go_on(form, at),
        several=len(sections(form)) > 1,
    )


def _page(template: str, *, status: int = 200, **values: Any) -> Response:
    answer = make_response(render_template(template, **values), status)
    answer.headers.update(HEADERS)
    return answer


def _row(row: Row) -> dict[str, Any]:
    at = datetime.fromisoformat(responses.instant(row))
    return {"at": at, "email": row["email"], "answers": json.loads(row["answers"])}
