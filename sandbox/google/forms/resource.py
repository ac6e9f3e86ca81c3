"""A form as forms.get shows it."""

from __future__ import annotations

from sandbox.google.api.call import Call
from sandbox.google.forms.store import Json, StoredForm
from sandbox.google.forms.texts import pruned


def resource(call: Call, form: StoredForm) -> Json:
    """Return a form; the title of the document is the file's name."""
    info = {
        "title": form.title,
        "description": form.description,
        "documentTitle": file_name(call, form),
    }
    whole = {
        "formId": form.id,
        "info": info,
        "settings": form.settings,
        "revisionId": form.revision,
        "responderUri": responder_uri(call, form),
        "items": form.items,
        "publishSettings": publish_settings(form),
    }
    shown: Json = pruned(whole)
    return shown


def publish_settings(form: StoredForm) -> Json:
    """Return the publishing settings; what is false is left out."""
    state = {"isPublished": form.is_published, "isAcceptingResponses": form.is_accepting}
    return {"publishState": pruned(state)}


def responder_uri(call: Call, form: StoredForm) -> str:
    """Return the address for those who answer."""
    return f"{call.root}{path(form.public_id)}"


def path(public_id: str) -> str:
    """Return Google's own path of the page where a form is answered."""
    return f"/forms/d/e/{public_id}/viewform"


def file_name(call: Call, form: StoredForm) -> str:
    """Return the name of the form's file."""
    row = call.db.execute("SELECT name FROM files WHERE id = ?", (form.id,)).fetchone()
    return str(row["name"])
