from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from invoicing.texts.form import FORMER_DESCRIPTION, SUBJECTS
from invoicing.texts.form import FORMER_TITLE as FORMER
from jobs.ports import Unavailable
from tests.workspace.forms.agency_form import Bureau, bureau, submit
from tests.workspace.forms.test_form import MORNING, flaws
from tests.workspace.loopback import Google
from workspace.forms import items, setup
from workspace.forms.items import ASKED, CODE, DECISION
from workspace.google.errors import answer

TITLES = ["Votre document", "Votre décision", "Que faut-il corriger\u00a0?", "Précisez",
          "Code de validation"]  # fmt: skip


@pytest.fixture
def office(google: Google) -> Iterator[Bureau]:
    google.at(MORNING)
    with bureau(google) as made:
        yield made


def question(form: dict[str, Any], title: str) -> dict[str, Any]:
    (item,) = (each for each in form["items"] if each["title"] == title)
    found: dict[str, Any] = item["questionItem"]["question"]
    return found


def test_a_form_is_made_as_it_must_be(office: Bureau) -> None:
    form = office.get()

    assert form["info"]["title"] == "Votre réponse – Semnoz & Cie"
    assert "Envoyer" in form["info"]["description"]
    assert office.titles() == TITLES
    assert [each.question_id for each in ASKED] == [
        question(form, title)["questionId"] for title in TITLES
    ]
    decision = question(form, "Votre décision")
    assert [each["value"] for each in decision["choiceQuestion"]["options"]] == [
        "C’est bon, envoyez",
        "Il y a une erreur",
    ]
    corrections = question(form, "Que faut-il corriger\u00a0?")["choiceQuestion"]
    assert corrections["type"] == "CHECKBOX"
    assert tuple(each["value"] for each in corrections["options"]) == SUBJECTS
    required = [title for title in TITLES if question(form, title).get("required")]
    assert required == ["Votre décision", "Code de validation"]


def test_it_lies_in_the_root_folder_and_is_found_by_its_mark(office: Bureau) -> None:
    found = answer(office.drive.files().get(fileId=office.form_id, fields="parents,name"))

    assert found == {"parents": [office.root], "name": office.get()["info"]["title"]}
    assert setup.find(office.drive) == office.form_id


def test_a_second_set_up_does_nothing(office: Bureau, google: Google) -> None:
    before, first = office.get(), office.form_id

    assert office.set_up() == []

    assert office.form_id == first
    assert office.get() == before
    assert google.asked("forms.forms.batchUpdate") == 1


def test_what_was_done_is_said_in_french(google: Google) -> None:
    with bureau(google) as made:
        made.trash()
        lines = made.set_up()

    assert lines[0] == "Formulaire : texte d’accueil."
    assert "Formulaire : question « Votre décision » ajoutée." in lines
    assert lines[-2:] == [
        "Formulaire : publié, les réponses sont acceptées.",
        "Formulaire : ouvert à qui en a le lien.",
    ]


@pytest.mark.parametrize("title", TITLES)
def test_a_question_that_was_removed_comes_back_at_its_place(office: Bureau, title: str) -> None:
    at = {"index": TITLES.index(title)}
    office.change({"deleteItem": {"location": at}})

    assert office.set_up() == [f"Formulaire : question « {title} » ajoutée."]

    assert office.titles() == TITLES
    assert flaws(office) == []
    assert submit(office.form.link(["k1.AAA"], "", approves=True)) == 200


def test_all_questions_removed_come_back(office: Bureau) -> None:
    office.change(*[{"deleteItem": {"location": {"index": 0}}} for _ in TITLES])

    assert len(office.set_up()) == 6

    assert office.titles() == TITLES


def test_what_people_added_and_renamed_stays(office: Bureau) -> None:
    renamed = {"title": "Votre avis", "description": "Merci"}
    where = {"index": 1}
    note = {"title": "Bonjour", "description": "Nous", "textItem": {}}
    office.change(
        {"updateItem": {"item": renamed, "location": where, "updateMask": "title,description"}},
        {"createItem": {"item": note, "location": {"index": 2}}},
        {"deleteItem": {"location": {"index": 3}}},
        {"updateFormInfo": {"info": {"title": "Vos factures"}, "updateMask": "title"}},
    )

    office.set_up()

    assert office.titles() == ["Votre document", "Votre avis", TITLES[2], "Bonjour", *TITLES[3:]]
    assert office.get()["info"]["title"] == "Vos factures"


def test_a_form_with_our_former_words_says_that_it_takes_every_answer(office: Bureau) -> None:
    as_made = office.get()
    former = {"title": f"{FORMER} – Semnoz & Cie", "description": FORMER_DESCRIPTION}
    place, decision = {"index": 1}, {"title": DECISION.title}
    office.change(
        {"updateFormInfo": {"info": former, "updateMask": "title,description"}},
        {"updateItem": {"item": decision, "location": place, "updateMask": "description"}},
    )
    assert office.get()["items"] != as_made["items"]

    office.set_up()

    assert office.get()["info"]["title"] == "Votre réponse – Semnoz & Cie"
    assert (office.get()["info"], office.get()["items"]) == (as_made["info"], as_made["items"])


@pytest.mark.parametrize(
    "choice",
    [
        {"type": "CHECKBOX", "options": [{"value": each} for each in DECISION.options]},
        {"type": "RADIO", "options": [{"value": "Oui"}, {"value": "Non"}]},
        {"type": "RADIO", "options": [{"value": "Peut-être"},
                                      *({"value": each} for each in DECISION.options)]},
    ],
)  # fmt: skip
def test_a_question_that_was_changed_is_put_right(office: Bureau, choice: dict[str, Any]) -> None:
    item = {"questionItem": {"question": {"choiceQuestion": choice, "required": False}}}
    mask = "questionItem.question.choiceQuestion,questionItem.question.required"
    where = {"index": 1}
    office.change({"updateItem": {"item": item, "location": where, "updateMask": mask}})
    assert flaws(office) == ["form-broken"]

    assert office.set_up() == ["Formulaire : question « Votre décision » réparée."]

    assert flaws(office) == []
    assert DECISION.is_as_made(office.get()["items"][1])


def test_a_question_of_another_kind_is_made_again(office: Bureau) -> None:
    question = {"questionId": DECISION.question_id, "textQuestion": {}}
    item = {"itemId": DECISION.item_id, "title": "Avis", "questionItem": {"question": question}}
    where = {"location": {"index": 1}}
    office.change({"deleteItem": where}, {"createItem": {"item": item, **where}})
    assert flaws(office) == ["form-broken"]

    assert office.set_up() == ["Formulaire : question « Votre décision » refaite."]

    assert office.titles() == TITLES
    assert flaws(office) == []


def test_a_code_that_need_not_be_given_is_needed_again(office: Bureau) -> None:
    item = {"questionItem": {"question": {"required": False}}}
    change = {
        "item": item,
        "location": {"index": 4},
        "updateMask": "questionItem.question.required",
    }
    office.change({"updateItem": change})

    assert office.set_up() == ["Formulaire : question « Code de validation » réparée."]

    assert CODE.is_as_made(office.get()["items"][4])


@pytest.mark.parametrize("published", [False, True])
def test_a_form_that_was_closed_is_opened(office: Bureau, *, published: bool) -> None:
    office.publish(published=published, accepting=False)

    assert office.set_up() == ["Formulaire : publié, les réponses sont acceptées."]

    assert flaws(office) == []


def test_a_form_in_the_trash_is_replaced(office: Bureau) -> None:
    old = office.form_id
    office.trash()

    office.set_up()

    assert office.form_id != old
    assert flaws(office) == []


@pytest.mark.parametrize("method", ["forms.forms.batchUpdate", "forms.forms.setPublishSettings",
                                    "drive.permissions.create"])  # fmt: skip
@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_set_up_that_broke_off_is_finished_by_the_next(
    method: str, fault: str, google: Google
) -> None:
    with bureau(google) as made:
        made.trash()
        google.fault(fault, method)
        with pytest.raises(Unavailable, match=r"forms|drive"):
            made.set_up()
        broken = made.form_id
        made.set_up()

        assert made.form_id == broken
        assert made.titles() == TITLES
        assert flaws(made) == []


def test_workspaces_default_of_signed_in_answers_is_a_flaw_to_mend() -> None:
    """The sandbox has no such accounts: Google's own words for the settings, as values."""
    verified = {"settings": {"emailCollectionType": "VERIFIED"}}
    typed = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}}
    free = {"settings": {"emailCollectionType": "DO_NOT_COLLECT"}}

    assert [items.needs_login(form) for form in (verified, {}, typed, free)] == [
        True, True, False, False]  # fmt: skip
