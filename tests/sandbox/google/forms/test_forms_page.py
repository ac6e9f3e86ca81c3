from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest
import requests

from tests.sandbox.clients import Client
from tests.sandbox.google.forms.forms import Form, answers, choice, required, section, text

ENTRY = "entry.26"  # of question 1a


@pytest.fixture
def form(agency: Client) -> Form:
    """Ask for a name, a decision that leads on, reasons, and colours."""
    decision = choice(
        "Votre décision",
        "2a",
        {"value": "J’accepte", "goToAction": "SUBMIT_FORM"},
        {"value": "Je refuse", "goToSectionId": "f"},
    )
    empty = Form(agency, required(text("Nom", "1a")), section("Pourquoi", "f"))
    empty.batch(
        {"createItem": {"item": required(decision), "location": {"index": 1}}},
        {"createItem": {"item": required(text("Motif", "3a", paragraph=True)),
                        "location": {"index": 3}}},
    )  # fmt: skip
    return empty.publish()


@pytest.fixture
def short(agency: Client) -> Form:
    other = {"isOther": True}
    return Form(
        agency,
        choice("Couleurs", "4a", "Bleu", "Vert", other, kind="CHECKBOX"),
        choice("Taille", "5a", "Petit", "Grand", kind="DROP_DOWN"),
        text("Nom", "1a"),
    ).publish()


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def test_the_page_is_prefilled_and_looking_stores_nothing(short: Form) -> None:
    query = urlencode({"usp": "pp_url", ENTRY: "<b>Ada", "entry.74": "Vert", "entry.90": "Grand"})
    answer = short.look(f"?{query}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert 'value="&lt;b&gt;Ada"' in answer.text
    assert 'value="Vert" checked' in answer.text
    assert 'value="Grand" selected' in answer.text
    assert 'value="Bleu" checked' not in answer.text
    assert short.responses() == {}


def test_the_page_is_for_phones_and_needs_nothing_from_elsewhere(form: Form) -> None:
    page = form.look().text
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in page
    assert '<html lang="fr">' in page
    assert "<script" not in page
    assert "//" not in page


def test_what_the_owner_wrote_is_escaped(agency: Client) -> None:
    evil = "<img src=x>"
    form = Form(agency, {**text(evil, "1a"), "description": evil}, title=evil).publish()
    form.batch(
        {"createItem": {"item": choice(evil, "2a", evil), "location": {"index": 0}}},
        {"updateFormInfo": {"info": {"description": evil}, "updateMask": "description"}},
    )
    form.send(e1a=evil)
    owners = requests.get(f"{agency.url}/forms/d/{form.id}/edit", timeout=5).text
    for page in (form.look().text, form.look(f"?{ENTRY}={evil}").text, owners):
        assert "&lt;img" in page
        assert evil not in page


def test_answers_are_kept_as_they_were_given(short: Form) -> None:
    sent = short.send(**{
        "e4a": ["Vert", "__other_option__"],
        "e4a.other_option_response": "Rouge",
        "e5a": "Petit",
        "e1a": " Ada\r\nL. ",
        "entry.999": "inconnu",
    })
    assert sent.status_code == 200
    assert "Votre réponse a été enregistrée" in sent.text
    assert answers(short) == [{"4a": ["Vert", "Rouge"], "5a": ["Petit"], "1a": [" Ada\nL. "]}]


def test_what_need_not_be_answered_is_left_out(short: Form) -> None:
    short.send(e1a=" ", e5a="")
    assert answers(short) == [{}]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Une réponse est nécessaire."),
        ({"e1a": " ", "e2a": "J’accepte"}, "Une réponse est nécessaire."),
        ({"e1a": "Ada", "e2a": "Peut-être"}, "Choisissez parmi les réponses proposées."),
        ({"e1a": "Ada", "e2a": ["J’accepte", "Je refuse"]}, "Une seule réponse est possible."),
        ({"e1a": ["Ada", "Bob"], "e2a": "J’accepte"}, "Une seule réponse est possible."),
        ({"e1a": "Ada", "e2a": "Je refuse"}, "Une réponse est nécessaire."),
    ],
)
def test_wrong_answers_come_back_with_what_was_typed(
    form: Form, fields: dict[str, str], says: str
) -> None:
    answer = form.send(**fields)
    assert answer.status_code == 400
    assert says in answer.text
    assert "Rien n’est encore envoyé" in answer.text
    if fields.get("e1a") == "Ada":
        assert f'name="{ENTRY}" ' in answer.text
        assert 'value="Ada"' in answer.text
    assert form.responses() == {}


def test_an_answer_may_end_the_form(form: Form) -> None:
    answer = form.send(**{"e1a": "Ada", "e2a": "J’accepte", "e3a": "jamais lu", "continue": "1"})
    assert "enregistrée" in answer.text
    assert answers(form) == [{"1a": ["Ada"], "2a": ["J’accepte"]}]


def test_another_answer_leads_to_its_section_and_back(form: Form) -> None:
    first = form.look().text
    assert "Suivant" in first
    assert "Motif" not in first
    second = form.send(**{**hidden(first), "e1a": "Ada", "e2a": "Je refuse", "continue": "1"}).text
    assert "Motif" in second
    assert "Envoyer" in second
    assert form.responses() == {}
    back = form.send(**{**hidden(second), "e3a": "Trop cher", "back": "1"}).text
    assert 'value="Je refuse" checked' in back
    again = form.send(**{**hidden(back), "e1a": "Ada", "e2a": "Je refuse", "continue": "1"}).text
    assert "Trop cher</textarea>" in again
    form.send(**{**hidden(again), "e3a": "Trop cher", "submit": "Submit"})
    assert answers(form) == [{"1a": ["Ada"], "2a": ["Je refuse"], "3a": ["Trop cher"]}]


def test_an_incomplete_section_is_not_left(form: Form) -> None:
    answer = form.send(**{"e2a": "Je refuse", "pageHistory": "0", "continue": "1"})
    assert answer.status_code == 400
    assert "Motif" not in answer.text


def test_answers_that_lead_in_a_circle_are_not_sent(agency: Client) -> None:
    again = {"value": "Encore", "goToAction": "RESTART_FORM"}
    form = Form(agency, choice("Suite", "1a", again, "Fin")).publish()
    assert "Suivant" in form.look().text
    assert form.send(**{"e1a": "Encore", "continue": "1"}).status_code == 200
    assert form.send(e1a="Encore").status_code == 400
    assert form.responses() == {}
    form.send(**{"e1a": "Fin", "continue": "1"})
    assert answers(form) == [{"1a": ["Fin"]}]


@pytest.mark.parametrize("history", ["9", "x", "0,0,0,0,9", "-1", "²", ""])
def test_a_made_up_way_begins_at_the_beginning(form: Form, history: str) -> None:
    answer = form.send(e1a="Ada", pageHistory=history, back="1")
    assert (answer.status_code, "Votre décision" in answer.text) == (200, True)


@pytest.mark.parametrize("published", [True, False])
def test_a_closed_form_says_so_and_stores_nothing(form: Form, *, published: bool) -> None:
    form.publish(published=published, accepting=False)
    for answer in (form.look(), form.send(e1a="Ada", e2a="J’accepte")):
        assert "Ce formulaire n’accepte plus de réponses." in answer.text
        assert "<form" not in answer.text
    form.publish()
    assert form.responses() == {}


def test_an_unknown_form_is_404(agency: Client) -> None:
    form = Form(agency).publish()
    for path in ("/forms/d/e/none/viewform", f"/forms/d/e/{form.id}/viewform"):
        assert requests.get(agency.url + path, timeout=5).status_code == 404
    url = f"{agency.url}/forms/d/e/none/formResponse"
    assert requests.post(url, data={}, timeout=5).status_code == 404
    assert requests.get(f"{agency.url}/forms/d/none/edit", timeout=5).status_code == 404


def test_the_address_of_the_answer_leads_to_the_page(form: Form) -> None:
    answer = requests.get(form.url.replace("viewform", "formResponse"), timeout=5)
    assert answer.url == form.url


def test_the_first_page_leads_to_the_answers(short: Form, agency: Client) -> None:
    link = f"/forms/d/{short.id}/edit"
    assert f'<a href="{link}">Accord (fichier)</a>' in requests.get(agency.url, timeout=5).text
    short.send(e4a=["Vert", "Bleu"], e1a="Ada")
    page = requests.get(agency.url + link, timeout=5).text
    assert all(words in page for words in ("Réponses (1)", "Vert, Bleu", "Ada", ENTRY))
    assert short.url.removeprefix(agency.url) in page
