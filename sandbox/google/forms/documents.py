"""forms.create, get and setPublishSettings, and what Drive asks of this product."""

from __future__ import annotations

from dataclasses import replace

from sandbox.google import drive
from sandbox.google.api.call import Call, Native
from sandbox.google.api.errors import invalid
from sandbox.google.forms import store
from sandbox.google.forms.resource import publish_settings, resource
from sandbox.google.forms.store import Json, StoredForm
from sandbox.google.forms.texts import check_line

MIME_TYPE = "application/vnd.google-apps.form"
ONLY_TITLE = (
    "Only info.title can be set when creating a form. To add items and change settings, use"
    " batchUpdate."
)
PUBLISH_MASKS = frozenset({"", "*", "publishState", "publish_state"})


def create(call: Call) -> Json:
    """forms.create: an empty form, unpublished whatever ``unpublished`` says (our choice).

    Source: https://developers.google.com/workspace/forms/api/guides/api-changes-to-google-forms
    """
    info = call.body.get("info", {})
    if set(call.body) - {"info"} or set(info) - {"title", "documentTitle"}:
        raise invalid(ONLY_TITLE)
    title = check_line(info.get("title", ""), "info.title")
    if not title:
        raise invalid("info.title is required.")
    name = info.get("documentTitle") or "Untitled form"
    form = StoredForm(id=drive.adopt(call, "", name, MIME_TYPE), title=title)
    store.save(call.db, form)
    return resource(call, form)


def get(call: Call) -> Json:
    """forms.get."""
    return resource(call, store.load(call.db, call.path["formId"]))


def set_publish_settings(call: Call) -> Json:
    """forms.setPublishSettings; it is no change of the content, so the revision stays."""
    form = store.load(call.db, call.path["formId"])
    if call.body.get("updateMask", "") not in PUBLISH_MASKS:
        message = f"Invalid update_mask: {call.body['updateMask']}"
        raise invalid(message)
    state = call.body.get("publishSettings", {}).get("publishState", {})
    if set(state) != {"isPublished", "isAcceptingResponses"}:
        raise invalid("Both is_published and is_accepting_responses must be set.")
    if state["isAcceptingResponses"] and not state["isPublished"]:
        raise invalid("A form that is not published cannot accept responses.")
    form.is_published, form.is_accepting = state["isPublished"], state["isAcceptingResponses"]
    store.save(call.db, form)
    return {"formId": form.id, "publishSettings": publish_settings(form)}


def native_create(call: Call, form_id: str, name: str) -> None:
    """Drive made an empty form: its name is the document's, a title it has none."""
    store.save(call.db, StoredForm(id=form_id, title=""))


def native_copy(call: Call, source_id: str, copy_id: str) -> None:
    """Drive copied a form: the questions, not the responses; nobody may answer it yet."""
    source = store.load(call.db, source_id)
    copy = replace(
        source,
        id=copy_id,
        public_id=store.new_public_id(),
        revision=store.new_revision(),
        is_published=False,
        is_accepting=False,
    )
    store.save(call.db, copy)


def native_rename(call: Call, form_id: str, name: str) -> None:
    """Drive renamed the file: a form's title is another thing."""


def native_delete(call: Call, form_id: str) -> None:
    """Drive deleted the file for good."""
    store.delete(call.db, form_id)


NATIVES = {
    MIME_TYPE: Native(
        extension=".gform",
        link="/forms/d/{id}/edit",
        create=native_create,
        copy=native_copy,
        rename=native_rename,
        delete=native_delete,
    )
}
HANDLERS = {
    "forms.forms.create": create,
    "forms.forms.get": get,
    "forms.forms.setPublishSettings": set_publish_settings,
}
