"""The end of a contract over HTTP, for a Workspace account and for a consumer's."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from invoicing.history.events.contract_end import ClosingStep
from tests.house.closing.ending import hourly, refreshed, shown_of, vault_of
from tests.house.closing.journey import (
    ACCOUNTS,
    CODES,
    CONSUMER,
    QUESTION,
    TYPED,
    WORKSPACE,
    Account,
    Journey,
    SealablePress,
    logged,
    opened,
    password,
    sealed,
    travelled,
)
from tests.house.world.house import copied
from tests.house.world.inspection import received
from tests.house.world.searching import Held, closed_up, everything, found, opened_up
from tests.pdf.test_press import extracted
from workspace.secrets import delegation
from workspace.secrets.credentials import entry

RETENTION = timedelta(days=31)
both = pytest.mark.parametrize("account", ACCOUNTS, ids=str)


@pytest.fixture(scope="module")
def journey(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    folder = tmp_path_factory.mktemp("journey")
    with logged() as log, copied(small, folder / "house", press=SealablePress()) as house:
        yield travelled(house, log)


@pytest.fixture(scope="module")
def held(journey: Journey) -> list[Held]:
    """Everything there is, once we have let go."""
    return closed_up([("log", journey.log.getvalue().encode()), *everything(journey.house)])


@both
def test_every_step_is_done(journey: Journey, account: Account) -> None:
    assert shown_of(journey.house, account.client) == {step.value: "fait" for step in ClosingStep}


@both
def test_a_real_mail_goes_on_to_the_client_and_a_copy_stays(
    journey: Journey, account: Account
) -> None:
    for address in (account.main, account.box):
        subjects = [mail["Subject"] for mail in received(journey.house, address)]
        assert subjects.count(QUESTION) == 1


def test_a_person_is_told_the_clicks_and_the_client_is_waited_for(journey: Journey) -> None:
    for words in (CONSUMER.box, CONSUMER.main, "Transfert et POP/IMAP"):
        assert words in journey.by_hand
    assert journey.waiting == "en cours"


def test_the_workspaces_is_forwarded_by_the_setting_and_the_consumers_by_a_filter(
    journey: Journey,
) -> None:
    made = [each["method"] for each in journey.house.control("GET", "/sandbox/requests")]
    settings = "gmail.users.settings"
    assert made.count(f"{settings}.updateAutoForwarding") == 1
    assert made.count(f"{settings}.filters.create") == 1
    assert made.count(f"{settings}.forwardingAddresses.create") == 1
    assert made.count("admin.directory.users.signOut") == 1


@both
def test_the_credentials_open_with_the_phrase_and_with_nothing_else(
    journey: Journey, account: Account
) -> None:
    content = sealed(journey.house, account)
    for wrong in ("", journey.phrases[account].upper()):
        with pytest.raises(pikepdf.PasswordError):
            opened(content, wrong)
    with pikepdf.open(io.BytesIO(content), password=journey.phrases[account]) as document:
        assert (document.encryption.R, document.encryption.bits) == (6, 256)
        assert document.encryption.stream_method.name == "aesv3"
    assert len(journey.phrases[account].split()) >= 6


def test_the_password_enters_and_must_be_changed_and_all_are_signed_out(journey: Journey) -> None:
    assert journey.signed_in == {"signed_in": True, "must_change": True}
    assert journey.house.control("GET", f"/accounts/{WORKSPACE.box}")["sessions"] == 0
    assert password(journey, CONSUMER) == TYPED
    assert CODES in extracted(opened(sealed(journey.house, CONSUMER), journey.phrases[CONSUMER]))


@both
def test_our_old_grant_is_dead(journey: Journey, account: Account) -> None:
    assert refreshed(journey.house, account.box)["error"] == "invalid_grant"


def test_the_phrase_is_shown_once(journey: Journey) -> None:
    assert journey.typed is not None
    assert journey.typed.returncode == 0
    assert journey.typed.stdout.count(journey.phrases[WORKSPACE]) == 1
    assert journey.typed.stderr == ""


@both
def test_neither_phrase_nor_password_lies_anywhere(
    journey: Journey, held: list[Held], account: Account
) -> None:
    """Not even in the vault's and the directory's files, which keep them locked or hashed."""
    for secret in (journey.phrases[account], password(journey, account), CODES):
        assert found(held, secret) == []


def test_the_search_finds_what_does_lie_somewhere(journey: Journey, held: list[Held]) -> None:
    """Whatever a secret were hidden in, it would be seen: each sort of place has been opened."""
    unsealed = opened(sealed(journey.house, WORKSPACE), journey.phrases[WORKSPACE])
    there = [*held, *closed_up(opened_up("unsealed.pdf", unsealed))]
    places = {
        "log": "/v4/spreadsheets/",
        "unsealed.pdf!text": password(journey, WORKSPACE),
        "sheet!Journal": "Prestation n° 1",  # in `Contenu`, compressed
        "sheet!Clients": "Menuiserie Rouxel",
        "sqlite!mails": WORKSPACE.box,
        "sqlite!revisions": "Prestation n° 1",
        "!journal.json": "Prestation n° 1",  # in the kit
        "!xl/sharedStrings.xml": "Prestation n° 1",  # in the workbook of the kit
        ".eml!headers": "Avez-vous bien tout reçu",  # encoded words
        ".eml!2!": "J’ai tout reçu",  # the part that is HTML
    }
    for place, words in places.items():
        assert any(where.endswith(place) for where in found(there, words)), place


def test_the_secrets_are_destroyed_after_the_retention(journey: Journey) -> None:
    names = [entry(account.box) for account in ACCOUNTS] + [f"handover/{CONSUMER.client}"]
    with vault_of(journey.house) as vault:
        assert all(vault.read(name) for name in names)
        journey.house.later(RETENTION)
        hourly(journey.house)
        assert [vault.read(name) for name in names] == [None] * len(names)
        assert vault.read(delegation.ENTRY)
