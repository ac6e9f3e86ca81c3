"""forms.batchUpdate: a list of requests, applied in order, all of them or none."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.google import drive
from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import invalid, unimplemented, within
from sandbox.google.forms import items, store
from sandbox.google.forms.masks import masked
from sandbox.google.forms.resource import resource
from sandbox.google.forms.store import Json, StoredForm
from sandbox.google.forms.texts import check_line


def batch_update(call: Call) -> Json:
    """forms.batchUpdate."""
    requests = call.body.get("requests") or []
    if not requests:
        raise invalid("Must specify at least one request.")
    form = store.load(call.db, call.path["formId"])
    check_control(form, call.body.get("writeControl", {}))
    replies = [one(form, index, request) for index, request in enumerate(requests)]
    form.revision = store.new_revision()
    store.save(call.db, form)
    drive.touch(call, form.id)
    answer: Json = {"replies": replies, "writeControl": {"requiredRevisionId": form.revision}}
    if call.body.get("includeFormInResponse"):
        answer["form"] = resource(call, form)
    return answer


def check_control(form: StoredForm, control: Json) -> None:
    """Refuse a write that was meant for another revision.

    Google moves a write from a recent target revision onto the newest; for this sandbox every
    older revision is too far behind, which Google may say of any (our choice).
    """
    if len(control) > 1:
        raise invalid("write_control: only one of its fields may be set.")
    for name, revision in control.items():
        if revision != form.revision:
            what = "required" if name == "requiredRevisionId" else "target"
            raise GoogleError(
                400,
                "failedPrecondition",
                f"The {what} revision ID '{revision}' does not match the latest revision.",
                "FAILED_PRECONDITION",
            )


def one(form: StoredForm, index: int, request: Json) -> Json:
    """Apply one request; an error names it."""
    if len(request) != 1:
        message = f"Invalid requests[{index}]: exactly one kind of request must be set."
        raise invalid(message)
    ((kind, body),) = request.items()
    try:
        reply = REQUESTS[kind](form, body)
        items.check_targets(form.items)
    except GoogleError as error:
        message = f"requests[{index}].{kind}"
        raise within(message, error) from None
    return {kind: reply} if reply else {}


def place(location: Json | None, count: int) -> int:
    """Return the index that a location names, one of ``count``."""
    if not location or "index" not in location:
        raise invalid("location.index is required.")
    index = int(location["index"])
    if not 0 <= index < count:
        message = f"location.index {index} must be in the range [0..{count})."
        raise invalid(message)
    return index


def create_item(form: StoredForm, body: Json) -> Json:
    """Insert an item; behind the last is a place too."""
    index = place(body.get("location"), len(form.items) + 1)
    item = items.checked(body.get("item", {}), form.items)
    form.items.insert(index, item)
    question = items.question_of(item)
    reply: Json = {"itemId": item["itemId"]}
    return reply | ({"questionId": [question["questionId"]]} if question else {})


def update_item(form: StoredForm, body: Json) -> Json:
    """Write those fields of an item that the mask names; its kind stays."""
    index = place(body.get("location"), len(form.items))
    old = form.items[index]
    new = masked("Item", old, body.get("item", {}), body.get("updateMask", ""))
    if kinds(new) != kinds(old):
        raise invalid("The kind of an item cannot be changed.")
    form.items[index] = items.checked(new, [*form.items[:index], *form.items[index + 1 :]])
    return {}


def kinds(item: Json) -> tuple[str, str]:
    """Return the kinds of an item and of its question."""
    question = items.question_of(item)
    return items.kind_of(item), items.question_kind(question) if question else ""


def delete_item(form: StoredForm, body: Json) -> Json:
    """Delete an item; answers to it stay in the responses."""
    del form.items[place(body.get("location"), len(form.items))]
    return {}


def move_item(form: StoredForm, body: Json) -> Json:
    """Move an item; the new index counts when it is already taken out."""
    old = place(body.get("originalLocation"), len(form.items))
    new = place(body.get("newLocation"), len(form.items))
    form.items.insert(new, form.items.pop(old))
    return {}


def update_form_info(form: StoredForm, body: Json) -> Json:
    """Write title and description; the title of the document is Drive's to change."""
    old = {"title": form.title, "description": form.description}
    info = masked("Info", old, body.get("info", {}), body.get("updateMask", ""))
    form.title = check_line(info.get("title", ""), "info.title")
    form.description = info.get("description", "")
    if not form.title:
        raise invalid("info.title cannot be empty.")
    return {}


def update_settings(form: StoredForm, body: Json) -> Json:
    """Write the settings; nobody signs in here, and nothing is graded."""
    new = body.get("settings", {})
    settings = masked("FormSettings", form.settings, new, body.get("updateMask", ""))
    collects = settings.get("emailCollectionType", "DO_NOT_COLLECT")
    if settings.get("quizSettings", {}).get("isQuiz"):
        raise unimplemented("settings.quizSettings.isQuiz")
    if collects == "VERIFIED":
        raise unimplemented("settings.emailCollectionType VERIFIED")
    if collects == "EMAIL_COLLECTION_TYPE_UNSPECIFIED":
        raise invalid("settings.emailCollectionType is unspecified.")
    form.settings = {"emailCollectionType": collects}
    return {}


REQUESTS: dict[str, Callable[[StoredForm, Json], Json]] = {
    "createItem": create_item,
    "deleteItem": delete_item,
    "moveItem": move_item,
    "updateFormInfo": update_form_info,
    "updateItem": update_item,
    "updateSettings": update_settings,
}
HANDLERS = {"forms.forms.batchUpdate": batch_update}
