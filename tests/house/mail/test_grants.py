"""A grant is revoked at Google, and given again: over HTTP, with the real adapters."""

from __future__ import annotations

from datetime import timedelta

from demonstration.furnish import consent
from tests.house.world.agency import ACCOUNT
from tests.house.world.house import House, shown
from tests.house.world.inspection import faults, history, sent

MAILBOX = "factures@menuiserie-rouxel.example"


def client_row(house: House) -> tuple[str, ...]:
    with house.hands() as hands:
        rows = hands.rows("Clients", "Code", "Problème")
    return next(row[1:] for row in rows if row[0] == "ROUXEL")


def told(house: House) -> list[str]:
    """What the agency was told of mailboxes, and from which."""
    mails = [mail for mail in sent(house) if "autoriser de nouveau" in str(mail["Subject"])]
    assert all(ACCOUNT in str(mail["From"]) and ACCOUNT in str(mail["To"]) for mail in mails)
    return [str(mail["Subject"]) for mail in mails]


def test_a_revoked_mailbox_stops_its_client_and_is_told_once(house: House) -> None:
    house.control("POST", f"/accounts/{MAILBOX}/revoke", {})
    for _ in range(3):
        house.run()
        house.later(timedelta(minutes=15))
    assert told(house) == [f"Boîte à autoriser de nouveau : {MAILBOX}"]
    statuses = shown(house, "Statut")
    assert statuses["F0002"] == ("Envoyée",)
    assert statuses["F0001"] == ("Validée",)
    assert f"authorize --mailbox {MAILBOX}" in client_row(house)[0]
    assert len(history(house).dead) == 1

    consent(house.settings, MAILBOX)
    house.run()
    assert shown(house, "Statut")["F0001"] == ("Envoyée",)
    assert (client_row(house), history(house).dead) == (("",), {})
    assert len(told(house)) == 1
    assert faults(house, 4) == []

    house.control("POST", f"/accounts/{MAILBOX}/revoke", {})
    house.later(timedelta(hours=18))  # the next morning
    house.run()
    assert len(told(house)) == 2
