"""What people, the world and time do while a contract ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from http import HTTPStatus
from typing import Any

import requests

from tests.house.world.house import House
from tests.house.world.inspection import sent
from tests.workspace.forms.agency_form import submit
from wire.vault import Vault
from workspace.secrets import open_vault
from workspace.secrets.credentials import credentials

NOV_24 = 46350  # of 2026, as a cell has it


def answered(mail: EmailMessage) -> None:
    """Follow the first button of a mail, and submit."""
    body = mail.get_body(("plain",))
    assert body is not None
    link = next(word for word in body.get_content().split() if "viewform" in word)
    assert submit(link) == HTTPStatus.OK


def asked(house: House, words: str) -> EmailMessage:
    """The one mail that has left under a subject with these words."""
    (found,) = [mail for mail in sent(house) if words in str(mail["Subject"])]
    return found


def hourly(house: House, times: int = 1) -> None:
    """Let the hour strike, and a run come by: what waits for the world is looked at then."""
    for _ in range(times):
        now = datetime.fromisoformat(house.control("GET", "/clock")["now"])
        struck = now.replace(minute=1, second=0, microsecond=0) + timedelta(hours=1)
        house.control("PUT", "/clock", {"now": struck.isoformat()})
        house.run()


def shown_of(house: House, client: str, header: str = "État") -> dict[str, str]:
    """A column of « Clôtures », by step."""
    with house.hands() as hands:
        rows = hands.rows("Clôtures", "Client", "Clé", header)
    return {key.partition("/")[2]: cell for code, key, cell in rows if code == client}


def noted(house: House, key: str) -> None:
    """Somebody notes in « Clôtures » that a step is done, and answers for it."""
    with house.hands() as hands:
        keys = [str(row[0]) for row in hands.grid("Clôtures")]
        hands.fill("Clôtures", keys.index(key) + 1, done_on=NOV_24, noted_by="Léa")


@contextmanager
def vault_of(house: House) -> Iterator[Vault]:
    with open_vault.opened(house.settings.vault, key=house.settings.vault_key) as vault:
        yield vault


def refreshed(house: House, mailbox: str) -> Any:
    """Try the refresh token that our vault still holds, as anybody could who had kept it."""
    with vault_of(house) as vault:
        kept = credentials(vault, mailbox, oauth=house.url)
    form = {
        "grant_type": "refresh_token",
        "refresh_token": kept.refresh_token,
        "client_id": kept.client_id,
        "client_secret": kept.client_secret,
    }
    return requests.post(str(kept.token_uri), data=form, timeout=10).json()
