"""Create or repair the agency's Form: safe to repeat, and nothing that people added changes.

``find`` looks for it, ``create`` makes it, ``repair`` fills it; run ``repair`` after ``create``.
Titles, descriptions, order and questions of people's own are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from invoicing.texts import form as texts
from workspace.forms import items as form_items
from workspace.forms.items import ASKED, CODE, DECISION, FormQuestion
from workspace.google.errors import answer
from workspace.setup.drive_tree import ROLE, of_role

FORM = "form"  # the value of our appProperty
OPEN = {"isPublished": True, "isAcceptingResponses": True}
ANYONE = {"type": "anyone", "role": "reader", "view": "published"}
FILE = "permissions(type,role,view)"

Change = tuple[str, list[dict[str, Any]]]  # what it is, in French, and Google's requests for it


def prepare(forms: Any, drive: Any, *, root: str) -> list[str]:
    """Create the Form if there is none, repair it, and return what was done, in French."""
    form_id = find(drive)
    done = [texts.MADE] if not form_id else []
    return [*done, *repair(forms, drive, form_id or create(forms, drive, agency="", root=root))]


def find(drive: Any) -> str:
    """Return the id of the Form; "" if there is none outside the trash."""
    return of_role(drive.files(), FORM)


def create(forms: Any, drive: Any, *, agency: str, root: str) -> str:
    """Create an empty Form in the root folder, and return its id.

    ``forms.create`` copies the title only; ``documentTitle`` names the file.
    """
    title = f"{texts.TITLE} – {agency}" if agency else texts.TITLE
    body = {"info": {"title": title, "documentTitle": title}}
    form_id = str(answer(forms.forms().create(body=body, fields="formId"), "formId")["formId"])
    files = drive.files()
    parents = answer(files.get(fileId=form_id, fields="parents")).get("parents", ())
    mark = {"appProperties": {ROLE: FORM}}
    moved = {"addParents": root, "removeParents": ",".join(parents)}
    answer(files.update(fileId=form_id, body=mark, fields="id", **moved), "id")
    return form_id


def repair(forms: Any, drive: Any, form_id: str) -> list[str]:
    """Add what is missing, and return what was done, in French; [] if nothing."""
    form = answer(forms.forms().get(formId=form_id), "formId")
    changes = list(_changes(form))
    if changes:
        requests = [request for _, needed in changes for request in needed]
        control = {"requiredRevisionId": form["revisionId"]} if "revisionId" in form else {}
        body = {"requests": requests, "writeControl": control}
        answer(forms.forms().batchUpdate(formId=form_id, body=body))
    done = [f"Formulaire : {summary}." for summary, _ in changes]
    return [*done, *_publish(forms, form), *_open_to_anyone(drive, form_id)]


def _publish(forms: Any, form: dict[str, Any]) -> Iterator[str]:
    """Publish it: a form that the API makes after 30 June 2026 begins unpublished."""
    if not form_items.is_open(form):
        body = {"publishSettings": {"publishState": OPEN}, "updateMask": "publishState"}
        answer(forms.forms().setPublishSettings(formId=form["formId"], body=body))
        yield texts.PUBLISHED


def _open_to_anyone(drive: Any, form_id: str) -> Iterator[str]:
    viewed = {"fields": FILE, "includePermissionsForView": "published"}
    permissions = answer(drive.files().get(fileId=form_id, **viewed)).get("permissions", ())
    if not form_items.is_for_anyone(permissions):
        answer(drive.permissions().create(fileId=form_id, body=ANYONE, fields="id"))
        yield texts.OPENED


def _changes(form: dict[str, Any]) -> Iterator[Change]:
    """Yield the changes of the content, in an order in which Google can make them."""
    items = list(form.get("items", ()))
    if all(asked.place(items) is None for asked in ASKED):
        info = {"info": {"description": texts.DESCRIPTION}, "updateMask": "description"}
        yield texts.WELCOME, [{"updateFormInfo": info}]
    yield from _renewed(form.get("info", {}), items)
    if form_items.needs_login(form):
        settings = {"settings": {"emailCollectionType": "DO_NOT_COLLECT"}}
        change = {**settings, "updateMask": "emailCollectionType"}
        yield texts.WITHOUT_LOGIN, [{"updateSettings": change}]
    for asked in ASKED:
        yield from _mended(asked, items)


def _renewed(info: dict[str, Any], items: list[Any]) -> Iterator[Change]:
    """Yield the requests that replace our own former words; what people wrote stays."""
    title = info.get("title", "")
    if title.startswith(texts.FORMER_TITLE):
        new = {"title": texts.TITLE + title.removeprefix(texts.FORMER_TITLE)}
        yield "titre", [{"updateFormInfo": {"info": new, "updateMask": "title"}}]
    if info.get("description") == texts.FORMER_DESCRIPTION:
        new = {"description": texts.DESCRIPTION}
        yield texts.WELCOME, [{"updateFormInfo": {"info": new, "updateMask": "description"}}]
    at = DECISION.place(items)
    if at is None or not DECISION.has_kind(items[at]):
        return
    if items[at].get("title") == DECISION.title and not items[at].get("description"):
        where = {"location": {"index": at}, "updateMask": "description"}
        change = {"item": DECISION.item(), **where}
        yield f"question « {DECISION.title} » expliquée", [{"updateItem": change}]


def _mended(asked: FormQuestion, items: list[Any]) -> Iterator[Change]:
    """Yield the requests that repair a question; *items* is kept up to date."""
    at = asked.place(items)
    if at is None:
        at = _where(asked, items)
        items.insert(at, asked.item())
        yield f"question « {asked.title} » ajoutée", [_creation(asked, at)]
    elif not asked.has_kind(items[at]):  # Google changes no item's kind
        items[at] = asked.item()
        away = {"deleteItem": {"location": {"index": at}}}
        yield f"question « {asked.title} » refaite", [away, _creation(asked, at)]
    elif not asked.is_as_made(items[at]):
        kind = "choiceQuestion" if asked.options else "textQuestion"
        mask = f"questionItem.question.required,questionItem.question.{kind}"
        change = {"item": asked.item(), "location": {"index": at}, "updateMask": mask}
        yield f"question « {asked.title} » réparée", [{"updateItem": change}]


def _creation(asked: FormQuestion, at: int) -> dict[str, Any]:
    return {"createItem": {"item": asked.item(), "location": {"index": at}}}


def _where(asked: FormQuestion, items: list[Any]) -> int:
    """Return the place after the question before it; the code stands last."""
    if asked is CODE:
        return len(items)
    before = ASKED[: ASKED.index(asked)]
    places = (each.place(items) for each in before)
    return max((at + 1 for at in places if at is not None), default=0)
