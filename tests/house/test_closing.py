"""The whole end of a contract over HTTP, with the real adapters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from invoicing.closing import Step
from tests.house.doors import typed
from tests.house.house import House, copied
from tests.house.inspection import history
from tests.house.plain import PlainPress
from tests.house.test_kit import CLIENT, ROW, answered, asked

A_THIRD = timedelta(minutes=20)  # of an hour: what waits for the world is looked at once in it


def states(house: House) -> dict[str, str]:
    """`Clé` → `État` of « Clôtures »."""
    with house.hands() as hands:
        rows = hands.rows("Clôtures", "Clé", "État")
    return {str(key).partition("/")[2]: state for key, state in rows}


def runs(house: House, times: int = 4) -> None:
    """Let the job run for somewhat more than an hour."""
    for _ in range(times):
        house.later(A_THIRD)
        house.run()


@pytest.fixture(scope="module")
def ended(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A client with a mailbox of his own, who has confirmed that he received everything."""
    folder = tmp_path_factory.mktemp("ended")
    with copied(small, folder / "house", press=PlainPress()) as house:
        house.run()
        with house.hands() as hands:
            hands.type("Clients", "Type de boîte", ROW, "Boîte du client")
            hands.type("Clients", "Clôture demandée", ROW, True)  # noqa: FBT003
        house.run()
        answered(asked(house, "Clôturer le contrat"))
        runs(house)
        answered(asked(house, "Avez-vous bien tout reçu"))
        runs(house)
        yield house


def test_every_step_of_a_clients_own_mailbox_is_done(ended: House) -> None:
    assert states(ended) == {step.value: "fait" for step in Step}
    assert history(ended).closings[CLIENT].next is None


def test_the_audit_confirms_that_nothing_can_be_sent_any_more(ended: House) -> None:
    status, said = typed(ended, "audit")
    assert (status, "ses secrets seront détruits le" in said) == (0, True)
    alias = {"address": "factures@menuiserie-rouxel.example"}
    ended.control("POST", "/accounts/factures@studio-grenat.example/send-as", alias)
    status, said = typed(ended, "audit")
    assert (status, "peut envoyer en son nom" in said) == (1, True)
