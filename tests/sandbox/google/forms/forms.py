"""Forms as tests make them, by Google's own client, and the page where they are answered."""

from __future__ import annotations

import re
from typing import Any

import requests
from googleapiclient.errors import HttpError

from tests.sandbox.clients import Client

Json = dict[str, Any]


def text(title: str, question_id: str = "", *, paragraph: bool = False, **more: Any) -> Json:
    question = {"questionId": question_id, "textQuestion": {"paragraph": paragraph}, **more}
    return {"title": title, "questionItem": {"question": question}}


def choice(title: str, question_id: str, *options: str | Json, kind: str = "RADIO") -> Json:
    listed = [{"value": o} if isinstance(o, str) else o for o in options]
    question = {"questionId": question_id, "choiceQuestion": {"type": kind, "options": listed}}
    return {"title": title, "questionItem": {"question": question}}


def required(item: Json) -> Json:
    question = {**item["questionItem"]["question"], "required": True}
    return {**item, "questionItem": {"question": question}}


def section(title: str, item_id: str) -> Json:
    return {"title": title, "itemId": item_id, "pageBreakItem": {}}


class Form:
    """A form, its owner, and whoever answers it."""

    def __init__(self, client: Client, *items: Json, title: str = "Accord") -> None:
        self.client = client
        body = {"info": {"title": title, "documentTitle": f"{title} (fichier)"}}
        self.made = client.forms.create(body=body).execute()
        self.id, self.url = self.made["formId"], self.made["responderUri"]
        if items:
            self.batch(*[create(item, index) for index, item in enumerate(items)])

    def get(self) -> Any:
        return self.client.forms.get(formId=self.id).execute()

    def batch(self, *changes: Json, **more: Any) -> Any:
        body = {"requests": list(changes), **more}
        return self.client.forms.batchUpdate(formId=self.id, body=body).execute()

    def publish(self, *, published: bool = True, accepting: bool = True) -> Form:
        state = {"isPublished": published, "isAcceptingResponses": accepting}
        body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
        self.client.forms.setPublishSettings(formId=self.id, body=body).execute()
        return self

    def look(self, query: str = "") -> requests.Response:
        return requests.get(self.url + query, timeout=5)

    def send(self, **fields: Any) -> requests.Response:
        """Send the page; e1a="x" answers the question 1a."""
        data = {re.sub(r"^e([0-9a-f]+)", number, name): value for name, value in fields.items()}
        return requests.post(self.url.replace("viewform", "formResponse"), data=data, timeout=5)

    def responses(self, **query: Any) -> Any:
        return self.client.forms.responses().list(formId=self.id, **query).execute()


def answers(form: Form) -> list[Json]:
    """Return the texts of each response by question id."""
    return [
        {
            question: [text["value"] for text in answer["textAnswers"]["answers"]]
            for question, answer in response.get("answers", {}).items()
        }
        for response in form.responses().get("responses", [])
    ]


def number(match: re.Match[str]) -> str:
    return f"entry.{int(match[1], 16)}"


def create(item: Json, index: int) -> Json:
    return {"createItem": {"item": item, "location": {"index": index}}}


def refusal(error: HttpError) -> tuple[int, str]:
    return error.status_code, error.reason
