from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.clients import Client
from tests.sandbox.google.forms.forms import Form, answers, choice, text

AT = "2026-11-23T08:00:00"


@pytest.fixture
def form(agency: Client) -> Form:
    return Form(agency, text("Nom", "1a"), choice("Suite", "2a", "Oui", "Non")).publish()


def send_at(control: Callable[..., Any], form: Form, name: str, at: str) -> str:
    """Send an answer when the clock is set; return when it was submitted."""
    control("PUT", "/clock", {"now": at})
    form.send(e1a=name)
    found = form.responses()["responses"]
    [one] = [r for r in found if r["answers"]["1a"]["textAnswers"]["answers"][0]["value"] == name]
    submitted: str = one["lastSubmittedTime"]
    return submitted


def names(answer: Any) -> set[str]:
    return {
        response["answers"]["1a"]["textAnswers"]["answers"][0]["value"]
        for response in answer.get("responses", [])
    }


def test_a_response_tells_when_and_what(form: Form, control: Callable[..., Any]) -> None:
    at = send_at(control, form, "Ada", f"{AT}Z")
    assert (at[:17], at[-1], len(at)) == (AT[:17], "Z", len("2026-11-23T08:00:00.000000Z"))
    [listed] = form.responses()["responses"]
    assert listed["createTime"] == listed["lastSubmittedTime"] == at
    assert listed["answers"] == {
        "1a": {"questionId": "1a", "textAnswers": {"answers": [{"value": "Ada"}]}}
    }
    found = form.client.forms.responses().get(formId=form.id, responseId=listed["responseId"])
    assert found.execute() == {"formId": form.id, **listed}


def test_a_response_is_found_in_its_own_form_only(form: Form, agency: Client) -> None:
    form.send(e1a="Ada")
    [response] = form.responses()["responses"]
    other = Form(agency)
    with pytest.raises(HttpError) as caught:
        agency.forms.responses().get(formId=other.id, responseId=response["responseId"]).execute()
    assert caught.value.status_code == 404


def test_without_responses_nothing_is_listed(form: Form) -> None:
    assert form.responses() == {}


def test_the_filter_is_exact(form: Form, control: Callable[..., Any]) -> None:
    first = send_at(control, form, "Ada", f"{AT}Z")
    second = send_at(control, form, "Bob", "2026-11-23T09:00:00Z")
    assert names(form.responses(filter=f"timestamp >= {first}")) == {"Ada", "Bob"}
    assert names(form.responses(filter=f"timestamp > {first}")) == {"Bob"}
    assert names(form.responses(filter="timestamp > 2014-10-02T15:01:23Z")) == {"Ada", "Bob"}
    assert names(form.responses(filter=f"timestamp >= {second[:-1]}001Z")) == set()
    assert names(form.responses(filter=f"timestamp > {AT[:-1]}0Z")) == {"Ada", "Bob"}


@pytest.mark.parametrize(
    "text",
    [
        "timestamp = 2014-10-02T15:01:23Z",
        "timestamp < 2014-10-02T15:01:23Z",
        "timestamp > 2014-10-02T15:01:23+02:00",
        "timestamp > 2014-10-02",
        "timestamp > 2014-13-02T15:01:23Z",
        "timestamp > '2014-10-02T15:01:23Z'",
        "createTime > 2014-10-02T15:01:23Z",
    ],
)
def test_no_other_filter_is_known(form: Form, text: str) -> None:
    with pytest.raises(HttpError) as caught:
        form.responses(filter=text)
    assert caught.value.status_code == 400


def test_pages_follow_each_other(form: Form) -> None:
    everybody = {f"nom {index}" for index in range(5)}
    for name in everybody:
        form.send(e1a=name)
    resource = form.client.forms.responses()
    request, pages = resource.list(formId=form.id, pageSize=2), []
    while request is not None:
        answer = request.execute()
        pages.append(names(answer))
        request = resource.list_next(request, answer)
    assert [len(page) for page in pages] == [2, 2, 1]
    assert set[str]().union(*pages) == everybody


def test_a_page_token_is_for_its_own_question(form: Form) -> None:
    for name in "ab":
        form.send(e1a=name)
    token = form.responses(pageSize=1)["nextPageToken"]
    since = "timestamp > 2014-10-02T15:01:23Z"
    for query in ({"pageToken": token, "filter": since}, {"pageToken": "x"}, {"pageSize": -1}):
        with pytest.raises(HttpError) as caught:
            form.responses(**query)
        assert caught.value.status_code == 400


def test_an_answer_outlives_its_question(form: Form) -> None:
    form.send(e1a="Ada", e2a="Oui")
    form.batch({"deleteItem": {"location": {"index": 0}}})
    assert answers(form) == [{"1a": ["Ada"], "2a": ["Oui"]}]
