"""The ends of five contracts, as they were lived for the golden « closings »."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

from tests.golden.acts import clock, mail_about, typed
from tests.house.closing.ending import answered, asked, hourly
from tests.house.closing.journey import SealablePress, logged, travelled
from tests.house.world.house import House

RETENTION = timedelta(days=31)


def lived(house: House) -> None:
    """All of it, in order; it ends on 5 January 2027, when nothing is due."""
    for part in (
        printed_for_real,
        two_accounts_end,
        an_own_mailbox_ends,
        one_is_called_off,
        one_is_under_way,
    ):
        part(house)


def printed_for_real(house: House) -> None:
    """The documents of the client with a mailbox of his own are lawful PDFs."""
    house.press = None
    house.run(seller="NORDET")
    house.press = SealablePress()


def two_accounts_end(house: House) -> None:
    """ROUXEL in the agency's Workspace, GRENAT at Gmail; their secrets are destroyed."""
    with logged() as log:
        travelled(house, log)
    house.later(RETENTION)
    hourly(house, 2)


def closing(house: House, code: str, name: str) -> None:
    """A box is ticked, and the agency confirms."""
    typed(house, "Clients", code, {"Type de boîte": "Boîte du client", "Clôture demandée": True})
    house.run()
    answered(asked(house, f"Clôturer le contrat de {name}"))
    hourly(house)


def an_own_mailbox_ends(house: House) -> None:
    """NORDET: all steps, up to the end of our grant; the secrets are still kept."""
    clock(house, "2027-01-04T09:00")
    house.press = None
    closing(house, "NORDET", "Nordet")
    hourly(house, 2)
    answered(_newest(house, "mathilde@nordet-conseil.example"))
    hourly(house, 2)
    house.press = SealablePress()


def _newest(house: House, to: str) -> EmailMessage:
    return mail_about(house, "bien tout reçu", to)


def one_is_called_off(house: House) -> None:
    """PAGES: called off once everything had been handed over."""
    closing(house, "PAGES", "Librairie")
    typed(house, "Clients", "PAGES", {"Clôture demandée": False})
    hourly(house, 2)


def one_is_under_way(house: House) -> None:
    """SEMNOZ: the client has been asked whether he has received everything."""
    clock(house, "2027-01-05T09:00")
    closing(house, "SEMNOZ", "Façades")
    hourly(house, 2)
    clock(house, "2027-01-05T15:30")
    house.run()
