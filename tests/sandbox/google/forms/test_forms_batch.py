from __future__ import annotations

from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.clients import Client
from tests.sandbox.google.forms.forms import (
    Form,
    Json,
    choice,
    create,
    refusal,
    required,
    section,
    text,
)

AT = {"index": 0}
NAME = text("Nom", "1a")
ORDER = choice("Suite", "2a", "Oui", "Non")


def titles(form: Form) -> list[str]:
    return [item["title"] for item in form.get().get("items", [])]


def update(item: Json, mask: str, index: int = 0) -> Json:
    return {"updateItem": {"item": item, "location": {"index": index}, "updateMask": mask}}


def test_items_are_created_where_they_are_told(agency: Client) -> None:
    form = Form(agency)
    note = {"title": "Note", "description": "a\nb", "textItem": {}}
    answer = form.batch(create(NAME, 0), create(note, 0), create(section("Fin", "f"), 2))
    first, second, _ = (reply["createItem"] for reply in answer["replies"])
    assert first["questionId"] == ["1a"]
    assert "questionId" not in second
    assert titles(form) == ["Note", "Nom", "Fin"]
    _, name, end = form.get()["items"]
    assert name["itemId"] == first["itemId"]
    assert name["questionItem"] == {"question": {"questionId": "1a", "textQuestion": {}}}
    assert end == {"itemId": "f", "title": "Fin", "pageBreakItem": {}}


def test_ids_are_given_where_none_is_told(agency: Client) -> None:
    form = Form(agency, text("Nom"), text("Prénom"))
    ids = [item["questionItem"]["question"]["questionId"] for item in form.get()["items"]]
    assert len({int(text, 16) for text in ids}) == 2
    assert {len(text) for text in ids} == {8}


@pytest.mark.parametrize("one", ["2a", "1a", "0000001a", "1A", "xyz", "0", "80000000", "123456789"])
def test_an_id_that_is_taken_or_none_is_refused(agency: Client, one: str) -> None:
    form = Form(agency, {**NAME, "itemId": "2a"})
    with pytest.raises(HttpError) as caught:
        form.batch(create(text("Autre", one), 0))
    assert refusal(caught.value)[0] == 400
    assert "requests[0].createItem" in refusal(caught.value)[1]
    assert titles(form) == ["Nom"]


def test_all_requests_are_made_or_none(agency: Client) -> None:
    form = Form(agency, NAME)
    with pytest.raises(HttpError):
        form.batch({"deleteItem": {"location": AT}}, {"deleteItem": {"location": AT}})
    assert titles(form) == ["Nom"]
    assert (
        "items"
        not in form.batch({"deleteItem": {"location": AT}}, includeFormInResponse=True)["form"]
    )


def test_an_item_moves_to_an_index_of_what_then_is(agency: Client) -> None:
    form = Form(agency, text("a"), text("b"), text("c"))
    form.batch({"moveItem": {"originalLocation": AT, "newLocation": {"index": 2}}})
    assert titles(form) == ["b", "c", "a"]
    form.batch({"moveItem": {"originalLocation": {"index": 2}, "newLocation": {"index": 1}}})
    assert titles(form) == ["b", "a", "c"]


def test_only_what_the_mask_names_is_written(agency: Client) -> None:
    form = Form(agency, {**NAME, "description": "complet"})
    item_id = form.get()["items"][0]["itemId"]
    form.batch(update(required(text("Votre nom", "9")), "title,questionItem.question.required"))
    [item] = form.get()["items"]
    question = {"questionId": "1a", "required": True, "textQuestion": {}}
    assert item == {
        "itemId": item_id,
        "title": "Votre nom",
        "description": "complet",
        "questionItem": {"question": question},
    }
    form.batch(update(text("Seul"), "*"))
    [item] = form.get()["items"]
    assert item["itemId"] != item_id
    assert set(item) == {"itemId", "title", "questionItem"}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"createItem": {"item": NAME}},
        {"createItem": {"item": NAME, "location": {"index": 9}}},
        {"createItem": {"item": NAME, "location": {"index": -1}}},
        {"createItem": {"location": AT}},
        create({"title": "a"}, 0),
        create({**NAME, "textItem": {}}, 0),
        create({"title": "a\nb", "textItem": {}}, 0),
        create({"questionItem": {"question": {"required": True}}}, 0),
        create(choice("a", "9"), 0),
        create(choice("a", "9", "x", "x"), 0),
        create(choice("a", "9", " "), 0),
        create(choice("a", "9", "x\ny"), 0),
        create(choice("a", "9", "x", kind="CHOICE_TYPE_UNSPECIFIED"), 0),
        create(choice("a", "9", {"isOther": True}, kind="DROP_DOWN"), 0),
        create(choice("a", "9", {"value": "x", "isOther": True}), 0),
        create(choice("a", "9", {"value": "x", "goToSectionId": "77"}), 0),
        create(choice("a", "9", {"value": "x", "goToAction": "GO_TO_ACTION_UNSPECIFIED"}), 0),
        create(choice("a", "9", {"value": "x", "goToAction": "SUBMIT_FORM"}, kind="CHECKBOX"), 0),
        {"deleteItem": {"location": {"index": 2}}},
        {"deleteItem": {"location": {"index": 1}}},  # an option leads there
        {"moveItem": {"originalLocation": AT, "newLocation": {"index": 2}}},
        update(NAME, ""),
        update(NAME, "titre"),
        update(NAME, "questionItem.question.choiceQuestion.options.value"),
        update({"textItem": {}}, "*"),
        {"updateFormInfo": {"info": {"title": "x"}, "updateMask": ""}},
        {"updateFormInfo": {"info": {"documentTitle": "x"}, "updateMask": "documentTitle"}},
        {"updateFormInfo": {"info": {"description": "x"}, "updateMask": "*"}},
        {"updateFormInfo": {"info": {"title": "x", "nom": "y"}, "updateMask": "*"}},
        {
            "updateSettings": {
                "settings": {"emailCollectionType": "EMAIL_COLLECTION_TYPE_UNSPECIFIED"},
                "updateMask": "*",
            }
        },
    ],
)
def test_what_makes_no_sense_is_refused(agency: Client, change: Any) -> None:
    leading = choice("Suite", "2a", {"value": "Oui", "goToSectionId": "f"}, "Non")
    form = Form(agency)
    form.batch(create(section("Fin", "f"), 0), create(leading, 0))
    before = form.get()
    with pytest.raises(HttpError) as caught:
        form.batch(change)
    assert caught.value.status_code == 400
    assert form.get() == before


@pytest.mark.parametrize(
    "change",
    [
        create({"imageItem": {"image": {"sourceUri": "https://exemple.fr/a.png"}}}, 0),
        create({"questionItem": {"question": {"dateQuestion": {}}}}, 0),
        create(choice("a", "9", {"value": "x", "image": {"sourceUri": "https://a.fr"}}), 0),
        {
            "updateSettings": {
                "settings": {"quizSettings": {"isQuiz": True}},
                "updateMask": "quizSettings.isQuiz",
            }
        },
        {
            "updateSettings": {
                "settings": {"emailCollectionType": "VERIFIED"},
                "updateMask": "emailCollectionType",
            }
        },
    ],
)
def test_what_is_not_played_says_so(agency: Client, change: Any) -> None:
    form = Form(agency)
    with pytest.raises(HttpError) as caught:
        form.batch(change)
    assert caught.value.status_code == 501
    assert "not implemented" in caught.value.reason


def test_title_and_description_are_written_by_mask(agency: Client) -> None:
    form = Form(agency)
    info = {"title": "B", "description": "Dites-nous"}
    form.batch({"updateFormInfo": {"info": info, "updateMask": "description"}})
    assert form.get()["info"] == {
        "title": "Accord",
        "description": "Dites-nous",
        "documentTitle": "Accord (fichier)",
    }
    form.batch({"updateFormInfo": {"info": {"title": "C"}, "updateMask": "*"}})
    assert form.get()["info"] == {"title": "C", "documentTitle": "Accord (fichier)"}


def test_an_address_can_be_asked_for(agency: Client) -> None:
    form = Form(agency)
    settings = {"emailCollectionType": "RESPONDER_INPUT"}
    change = {"settings": settings, "updateMask": "email_collection_type"}
    form.batch({"updateSettings": change})
    assert form.get()["settings"] == settings
    form.publish()
    assert form.send(emailAddress="sans adresse").status_code == 400
    assert form.send(emailAddress="Ada@Example.org").status_code == 200
    [response] = form.responses()["responses"]
    assert response["respondentEmail"] == "ada@example.org"


@pytest.mark.parametrize("name", ["requiredRevisionId", "targetRevisionId"])
def test_a_write_is_for_one_revision(agency: Client, name: str) -> None:
    form = Form(agency)
    first = form.made["revisionId"]
    answer = form.batch(create(NAME, 0), writeControl={name: first}, includeFormInResponse=True)
    now = answer["writeControl"]["requiredRevisionId"]
    assert now == answer["form"]["revisionId"] == form.get()["revisionId"] != first
    with pytest.raises(HttpError) as caught:
        form.batch(create(ORDER, 0), writeControl={name: first})
    assert caught.value.status_code == 400
    assert titles(form) == ["Nom"]


def test_a_batch_needs_a_request_and_one_control(agency: Client) -> None:
    form = Form(agency)
    revision = form.made["revisionId"]
    both = {"requiredRevisionId": revision, "targetRevisionId": revision}
    for changes, control in (([], {}), ([create(NAME, 0)], both)):
        with pytest.raises(HttpError) as caught:
            form.batch(*changes, writeControl=control)
        assert caught.value.status_code == 400
