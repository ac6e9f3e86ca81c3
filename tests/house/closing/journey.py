"""The end of two contracts over HTTP: an account of the agency's Workspace, and a consumer's.

Every step is what a person or the scheduler does; what can only be seen on the way is noted.
"""

from __future__ import annotations

import io
import json
import logging
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pikepdf
import requests

from demonstration.furnish import CLIENT, _open_account, post
from desk import instant
from invoicing.values.printed_page import PrintedPage
from jobs.on_request.hand_over_credentials import hand_over
from jobs.on_request.sealed_credentials import NAME
from jobs.ports import Document
from pdf.press import Press as Printer
from tests.house.closing.ending import answered, asked, hourly, shown_of, vault_of
from tests.house.world.doors import said
from tests.house.world.house import House
from tests.house.world.inspection import received
from tests.house.world.plain import PlainPress
from tests.pdf.test_press import extracted
from workspace.secrets import delegation
from workspace.secrets.credentials import MailboxRole, entry, scopes
from workspace.secrets.delegation import FOR_ADMIN, FOR_MAILBOX


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A client's mailbox, which the agency made for the contract."""

    client: str
    row: int  # of « Clients »
    box: str
    main: str  # the client's own address

    def __str__(self) -> str:
        """Name a test."""
        return self.client


WORKSPACE = Account(
    client="ROUXEL",
    row=2,
    box="factures.rouxel@secretariat-plume.example",
    main="yann@menuiserie-rouxel.example",
)
CONSUMER = Account(
    client="GRENAT",
    row=3,
    box="factures.grenat@gmail.com",
    main="clemence@studio-grenat.example",
)
ACCOUNTS = (WORKSPACE, CONSUMER)
ADMIN = "admin@secretariat-plume.example"
TYPED = "Boussole-tr0p-secrete"  # the consumer account's password, kept in the vault
CODES = "4821-corail 7730-mimosa"  # … and what opens it without a telephone
QUESTION = "Question d’un acheteur"


class SealablePress(PlainPress):
    """The plain press, which prints a real PDF where it is to be sealed."""

    def page(self, page: PrintedPage, at: datetime) -> Document:
        return Printer().page(page, at) if page.name.startswith(NAME) else super().page(page, at)


@dataclass(slots=True, kw_only=True)
class Journey:
    """What was seen on the way."""

    house: House
    log: io.StringIO  # of all runs in this process, down to what the libraries say at DEBUG
    typed: subprocess.CompletedProcess[str] | None = None  # `close`, at the command line
    phrases: dict[Account, str] = field(default_factory=dict)
    signed_in: Mapping[str, bool] = field(default_factory=dict)  # the client, with his password
    by_hand: str = ""  # what the person was told to do
    waiting: str = ""  # … and the state while the client had not agreed


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Take down everything that anybody logs."""
    out, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(out), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(level)


def prepared(house: House) -> None:
    """Two mailboxes of the agency's making, and what the Workspace's administrator sets up once."""
    for account in ACCOUNTS:
        _open_account(house.settings, account.box, "Factures")
    leaving = {**CLIENT, "scopes": scopes({MailboxRole.MAILBOX, MailboxRole.LEAVING})}
    granted = post(f"{house.url}/accounts/{CONSUMER.box}/grant", leaving)
    house.control("POST", "/accounts", {"address": ADMIN, "admin": True})
    body = {"email": "remise@p.iam.example", "scopes": [*FOR_MAILBOX, *FOR_ADMIN]}
    file = house.control("POST", "/service-accounts", body)
    with vault_of(house) as vault:
        known = json.loads(vault.read(entry(CONSUMER.box)) or "")
        changed = known | {"refresh_token": granted["refresh_token"]}
        vault.write(entry(CONSUMER.box), json.dumps(changed))
        vault.write(
            f"handover/{CONSUMER.client}", json.dumps({"password": TYPED, "recovery_codes": CODES})
        )
        delegation.keep(vault, file, admin=ADMIN)
    with house.hands() as hands:
        for account in ACCOUNTS:
            hands.type("Clients", "Adresse d'envoi", account.row, account.box)


def closed_by_the_agency(house: House) -> None:
    """Both boxes are ticked, and the mails that ask for it answered."""
    house.run()
    with house.hands() as hands:
        for account in ACCOUNTS:
            hands.type("Clients", "Clôture demandée", account.row, True)  # noqa: FBT003
    house.run()
    for name in ("Menuiserie Rouxel", "Clémence Aubépin"):
        answered(asked(house, f"Clôturer le contrat de {name}"))


def agreed(house: House, main: str) -> None:
    """Open the link of Gmail's confirmation mail at the main address, and agree."""
    (mail,) = [mail for mail in received(house, main) if "Confirmation de" in mail["Subject"]]
    link = next(line for line in mail.get_content().splitlines() if "/mail/vf-" in line)
    assert "peuvent être transférés" in requests.post(link, timeout=5).text


def forwarding_set_up(journey: Journey) -> None:
    """The program asks in the one account, a person in the other; both owners agree."""
    house = journey.house
    hourly(house)
    journey.by_hand = shown_of(house, CONSUMER.client, "À faire")["forwarded"]
    house.control("POST", f"/accounts/{CONSUMER.box}/forwarding", {"to": CONSUMER.main})
    hourly(house)
    journey.waiting = shown_of(house, CONSUMER.client)["forwarded"]
    for account in ACCOUNTS:
        agreed(house, account.main)
    hourly(house)


def tried_for_real(house: House) -> None:
    """A buyer writes to both mailboxes."""
    for account in ACCOUNTS:
        mail = {"to": account.box, "from": "b@acheteur.example", "subject": QUESTION, "text": "?"}
        house.control("POST", "/sandbox/mail", mail)


def handed_over(journey: Journey) -> None:
    """Once at the command line, in a process of its own; once in this one, whose log we have."""
    house = journey.house
    journey.typed = said(house, "close", "--seller", WORKSPACE.client, "--noted-by", "Léa")
    journey.phrases[WORKSPACE] = journey.typed.stdout.strip().splitlines()[-1]
    with house.desk() as laid:
        now = instant(house.settings)
        journey.phrases[CONSUMER] = hand_over(laid, now, seller="GRENAT", noted_by="Léa")
    new = {"password": password(journey, WORKSPACE)}
    journey.signed_in = house.control("POST", f"/accounts/{WORKSPACE.box}/sign-in", new)
    house.run()


def received_and_let_go(house: House) -> None:
    """Each client answers the mail as it came to him, through the forwarded mailbox."""
    for account in ACCOUNTS:
        inbox = received(house, account.main)
        (mail,) = [mail for mail in inbox if "bien tout reçu" in mail["Subject"]]
        answered(mail)
    hourly(house)


def travelled(house: House, log: io.StringIO) -> Journey:
    """The whole way, but for the destruction of the secrets."""
    journey = Journey(house=house, log=log)
    prepared(house)
    closed_by_the_agency(house)
    forwarding_set_up(journey)
    tried_for_real(house)
    handed_over(journey)
    received_and_let_go(house)
    return journey


def sealed(house: House, account: Account) -> bytes:
    """The PDF with the credentials, as it lies in the client's folder."""
    (path,) = house.folder.glob(f"drive/**/Remise/{NAME}-{account.client}-*.pdf")
    return path.read_bytes()


def opened(content: bytes, phrase: str) -> bytes:
    """A sealed PDF without its seal."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content), password=phrase) as document:
        document.save(out)
    return out.getvalue()


def password(journey: Journey, account: Account) -> str:
    """What the client reads under « Mot de passe »."""
    plain = opened(sealed(journey.house, account), journey.phrases[account])
    lines = extracted(plain).splitlines()
    return lines[lines.index("Mot de passe") + 1].strip()
