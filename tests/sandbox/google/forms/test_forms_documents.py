from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError

from tests.sandbox.clients import DRIVE_FILE, Client
from tests.sandbox.google.forms.forms import Form, answers, refusal, text

MIME_TYPE = "application/vnd.google-apps.form"


def drive(client: Client, form: Form, **query: Any) -> Any:
    return client.drive.files().get(fileId=form.id, **query).execute()


def test_a_form_begins_empty_and_unpublished(agency: Client) -> None:
    form = Form(agency)
    assert form.made["info"] == {"title": "Accord", "documentTitle": "Accord (fichier)"}
    assert form.made["publishSettings"] == {"publishState": {}}
    assert "items" not in form.made
    assert form.id not in form.url
    assert form.get() == form.made


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"info": {"title": ""}},
        {"info": {"title": "a", "description": "b"}},
        {"info": {"title": "a\nb"}},
        {"info": {"title": "a"}, "items": [text("Nom")]},
        {"info": {"title": "a"}, "settings": {"emailCollectionType": "DO_NOT_COLLECT"}},
    ],
)
def test_a_form_is_made_of_its_title_only(agency: Client, body: Any) -> None:
    with pytest.raises(HttpError) as caught:
        agency.forms.create(body=body).execute()
    assert caught.value.status_code == 400


def test_a_form_is_a_file_of_its_maker(agency: Client) -> None:
    form = Form(agency)
    query = f"mimeType = '{MIME_TYPE}'"
    [found] = (
        agency.drive.files().list(q=query, fields="files(id,name,webViewLink)").execute()["files"]
    )
    link = f"{agency.url}/forms/d/{form.id}/edit"
    assert found == {"id": form.id, "name": "Accord (fichier)", "webViewLink": link}
    changed = {"name": "B", "appProperties": {"role": "approval"}}
    agency.drive.files().update(fileId=form.id, body=changed).execute()
    assert drive(agency, form, fields="appProperties") == {"appProperties": {"role": "approval"}}
    assert form.get()["info"] == {"title": "Accord", "documentTitle": "B"}


def test_drive_file_is_enough_for_the_forms_of_an_application(
    connect: Callable[..., Client],
) -> None:
    maker = connect("agence@example.org", DRIVE_FILE)
    form = Form(maker, text("Nom", "1")).publish()
    form.send(e1="Ada")
    assert answers(form) == [{"1": ["Ada"]}]
    for stranger in (
        connect("agence@example.org", DRIVE_FILE, client_id="other app"),
        connect("autre@example.org"),
    ):
        for ask in (stranger.forms.get, stranger.forms.responses().list):
            with pytest.raises(HttpError) as caught:
                ask(formId=form.id).execute()
            assert refusal(caught.value) == (404, "Requested entity was not found.")


def test_a_token_without_a_scope_of_forms_is_refused(connect: Callable[..., Client]) -> None:
    mailer = connect("agence@example.org", "https://mail.google.com/")
    with pytest.raises(HttpError) as caught:
        Form(mailer)
    assert caught.value.status_code == 403


def test_a_reader_may_not_change_a_form(agency: Client, connect: Callable[..., Client]) -> None:
    form, reader = Form(agency), connect("lecteur@example.org")
    body = {"type": "user", "role": "reader", "emailAddress": reader.address}
    agency.drive.permissions().create(fileId=form.id, body=body).execute()
    form.client = reader
    assert form.get()["formId"] == form.id
    with pytest.raises(HttpError) as caught:
        form.publish()
    assert caught.value.status_code == 403


def test_the_published_view_lets_nobody_read_the_form_itself(
    agency: Client, connect: Callable[..., Client]
) -> None:
    form, stranger = Form(agency), connect("autre@example.org")
    body = {"type": "anyone", "role": "reader", "view": "published"}
    permissions = agency.drive.permissions()
    made = permissions.create(fileId=form.id, body=body, fields="*").execute()
    assert (made["view"], made["role"]) == ("published", "publishedReader")
    with pytest.raises(HttpError) as caught:
        stranger.forms.get(formId=form.id).execute()
    assert caught.value.status_code == 404
    file = agency.drive.files().create(body={"name": "a"}).execute()
    with pytest.raises(HttpError) as caught:
        permissions.create(fileId=file["id"], body=body).execute()
    assert caught.value.status_code == 400


def test_an_editor_who_may_answer_stays_an_editor(
    agency: Client, connect: Callable[..., Client]
) -> None:
    form, editor = Form(agency), connect("editeur@example.org")
    body = {"type": "user", "emailAddress": editor.address}
    for more in ({"role": "writer"}, {"role": "reader", "view": "published"}):
        agency.drive.permissions().create(fileId=form.id, body=body | more).execute()
    form.client = editor
    assert form.publish().get()["publishSettings"]["publishState"]["isPublished"] is True


def test_publishing_is_no_change_of_the_content(agency: Client) -> None:
    form = Form(agency).publish()
    state = {"isPublished": True, "isAcceptingResponses": True}
    assert form.get()["publishSettings"] == {"publishState": state}
    assert form.get()["revisionId"] == form.made["revisionId"]
    form.publish(accepting=False)
    assert form.get()["publishSettings"] == {"publishState": {"isPublished": True}}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"publishSettings": {"publishState": {"isPublished": True}}},
        {"publishSettings": {"publishState": {"isPublished": False, "isAcceptingResponses": True}}},
        {
            "publishSettings": {
                "publishState": {"isPublished": True, "isAcceptingResponses": True}
            },
            "updateMask": "publishSettings",
        },
    ],
)
def test_impossible_publishing_is_refused(agency: Client, body: Any) -> None:
    form = Form(agency)
    with pytest.raises(HttpError) as caught:
        agency.forms.setPublishSettings(formId=form.id, body=body).execute()
    assert caught.value.status_code == 400
    assert form.get()["publishSettings"] == {"publishState": {}}


def test_a_copy_asks_the_same_of_nobody_yet(agency: Client) -> None:
    form = Form(agency, text("Nom", "1")).publish()
    form.send(e1="Ada")
    made = agency.drive.files().copy(fileId=form.id, body={"name": "Copie"}).execute()
    copy = agency.forms.get(formId=made["id"]).execute()
    assert copy["items"] == form.get()["items"]
    assert copy["responderUri"] != form.url
    assert "n’accepte plus" in requests.get(copy["responderUri"], timeout=5).text
    assert agency.forms.responses().list(formId=made["id"]).execute() == {}


def test_drive_makes_an_empty_form_too(agency: Client) -> None:
    made = agency.drive.files().create(body={"name": "Vide", "mimeType": MIME_TYPE}).execute()
    form = agency.forms.get(formId=made["id"]).execute()
    assert form["info"] == {"documentTitle": "Vide"}


def test_in_the_trash_a_form_is_gone_for_those_who_answer(agency: Client) -> None:
    form = Form(agency, text("Nom", "1")).publish()
    agency.drive.files().update(fileId=form.id, body={"trashed": True}).execute()
    assert (form.look().status_code, form.send(e1="Ada").status_code) == (404, 404)
    assert form.get()["formId"] == form.id
    agency.drive.files().update(fileId=form.id, body={"trashed": False}).execute()
    assert form.look().status_code == 200
    assert answers(form) == []


def test_a_deleted_form_takes_its_answers_along(agency: Client) -> None:
    form = Form(agency, text("Nom", "1")).publish()
    form.send(e1="Ada")
    agency.drive.files().delete(fileId=form.id).execute()
    assert form.look().status_code == 404
    with pytest.raises(HttpError) as caught:
        form.responses()
    assert caught.value.status_code == 404


def test_watches_are_not_played(agency: Client) -> None:
    form = Form(agency)
    with pytest.raises(HttpError) as caught:
        agency.forms.watches().list(formId=form.id).execute()
    assert caught.value.status_code == 501


@pytest.mark.parametrize("kind", ["drop_before", "drop_after"])
def test_a_fault_strikes_before_or_after_the_effect(
    agency: Client, control: Callable[..., Any], kind: str
) -> None:
    form = Form(agency)
    control("POST", "/sandbox/faults", [{"kind": kind, "method": "forms.forms.batchUpdate"}])
    with pytest.raises(requests.ConnectionError):
        form.batch({"createItem": {"item": text("Nom"), "location": {"index": 0}}})
    assert len(form.get().get("items", [])) == (kind == "drop_after")
