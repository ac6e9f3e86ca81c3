"""The agency's Form on a sandbox, its owner, and whoever answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from tests.workspace.loopback import AGENCY, BACKOFF, Google
from workspace.forms import setup
from workspace.forms.form import Form
from workspace.forms.items import CODE, COMMENT, CORRECTIONS, DECISION
from workspace.google.errors import answer
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http
from workspace.setup.drive_tree import FOLDER


@dataclass(slots=True, kw_only=True)
class Bureau:
    """A Form that set-up made."""

    google: Google
    forms: Any
    drive: Any
    root: str
    form_id: str = ""

    def set_up(self) -> list[str]:
        """Find or make it, and repair it."""
        self.form_id = setup.find(self.drive) or setup.create(
            self.forms, self.drive, agency="Semnoz & Cie", root=self.root
        )
        return setup.repair(self.forms, self.drive, self.form_id)

    @property
    def form(self) -> Form:
        return Form(self.forms, drive=self.drive)

    def get(self) -> dict[str, Any]:
        return answer(self.forms.forms().get(formId=self.form_id))

    def titles(self) -> list[str]:
        return [item.get("title", "") for item in self.get().get("items", [])]

    def change(self, *changes: Mapping[str, Any]) -> None:
        body = {"requests": list(changes)}
        answer(self.forms.forms().batchUpdate(formId=self.form_id, body=body))

    def publish(self, *, published: bool, accepting: bool) -> None:
        state = {"isPublished": published, "isAcceptingResponses": accepting}
        body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
        answer(self.forms.forms().setPublishSettings(formId=self.form_id, body=body))

    def trash(self) -> None:
        answer(self.drive.files().update(fileId=self.form_id, body={"trashed": True}))


@contextmanager
def bureau(google: Google) -> Iterator[Bureau]:
    with GoogleSession(google.account(AGENCY, "drive.file"), backoff=BACKOFF) as session:
        http = Http(session)
        drive = service("drive", "v3", root=google.url, http=http)
        forms = service("forms", "v1", root=google.url, http=http)
        folder = answer(drive.files().create(body={"name": "Facturation", "mimeType": FOLDER}))
        made = Bureau(google=google, forms=forms, drive=drive, root=folder["id"])
        made.set_up()
        yield made


class Fields(HTMLParser):
    """What a page of the Form has filled in, by the names of its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.given: dict[str, str] = {}
        self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if name.startswith("entry."):
            self._area = name if tag == "textarea" else ""
            if tag == "textarea" or found.get("type") == "text" or "checked" in found:
                self.given[name] = found.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.given[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def open_link(link: str) -> dict[str, str]:
    """Open a link, and return what the page shows filled in."""
    page = requests.get(link, timeout=5)
    page.raise_for_status()
    return {name: value.strip() for name, value in Fields(page.text).given.items()}


def submit(link: str, **more: Any) -> int:
    """Send the page behind a link, as it is filled in or changed; return the HTTP status."""
    named = {"decision": DECISION, "corrections": CORRECTIONS, "comment": COMMENT, "code": CODE}
    query = dict(parse_qsl(urlsplit(link).query))
    data: dict[str, str | Sequence[str]] = {
        name: value for name, value in query.items() if name.startswith("entry.")
    }
    data |= {named[name].entry: value for name, value in more.items()}
    address = link.partition("?")[0].replace("viewform", "formResponse")
    return requests.post(address, data=data, timeout=5).status_code
