"""The client's side of an approval: his mail, its buttons, and the Form."""

from __future__ import annotations

import re
from email.message import EmailMessage

from tests.house.world.house import House
from tests.house.world.inspection import sent
from tests.workspace.forms.agency_form import submit

APPROVER = "yann@menuiserie-rouxel.example"


def requests_to_approve(house: House) -> list[EmailMessage]:
    """The mails in which the client was asked, oldest first."""
    return [mail for mail in sent(house) if APPROVER in str(mail["To"])]


def html_of(mail: EmailMessage) -> str:
    """What his mail program shows."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def links(mail: EmailMessage) -> list[str]:
    """The buttons' addresses, in order: yes and no for each document, then yes to all."""
    part = mail.get_body(("plain",))
    assert part is not None
    return re.findall(r"http\S+viewform\S+", str(part.get_content()))


def agree_to_all(house: House) -> None:
    """The client follows the last button of his newest mail, and sends the Form."""
    assert submit(links(requests_to_approve(house)[-1])[-1]) == 200
