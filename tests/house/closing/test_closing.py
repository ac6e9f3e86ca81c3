"""The whole end of a contract over HTTP, with the real adapters: a client's own mailbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.furnish import _open_account
from invoicing.history.events.contract_end import ClosingStep
from tests.house.closing.ending import answered, asked, hourly, noted, refreshed, shown_of, vault_of
from tests.house.closing.test_kit import CLIENT, ROW
from tests.house.world.doors import typed
from tests.house.world.house import House, copied, shown
from tests.house.world.inspection import history
from tests.house.world.plain import PlainPress

MAILBOX = "factures@menuiserie-rouxel.example"
NOV_12 = 46338  # of 2026, as a cell has it
OTHER, OTHER_ROW, OTHER_BOX = "GRENAT", 3, "factures@studio-grenat.example"
JAN_1 = 46388  # of 2027
NEW_ROW = 6  # the first that nobody has filled


@pytest.fixture(scope="module")
def ended(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A client with a mailbox of his own, who has received everything; then a row is typed more."""
    folder = tmp_path_factory.mktemp("ended")
    with copied(small, folder / "house", press=PlainPress()) as house:
        house.run()
        assert "access_token" in refreshed(house, MAILBOX)
        with house.hands() as hands:
            hands.type("Clients", "Type de boîte", ROW, "Boîte du client")
            hands.type("Clients", "Clôture demandée", ROW, True)  # noqa: FBT003
        house.run()
        answered(asked(house, "Clôturer le contrat"))
        hourly(house)
        answered(asked(house, "Avez-vous bien tout reçu"))
        hourly(house)
        new = {"period_start": NOV_12, "item_name": "Après la fin", "quantity": 1, "net_price": 10}
        with house.hands() as hands:
            for row, buyer in ((NEW_ROW, "ROUXEL-ADA"), (NEW_ROW + 1, "GRENAT-ADA")):
                hands.fill("Factures", row, buyer=buyer, **new, ready=True)
        hourly(house)
        yield house


def test_every_step_of_a_clients_own_mailbox_is_done(ended: House) -> None:
    assert shown_of(ended, CLIENT) == {step.value: "fait" for step in ClosingStep}
    assert history(ended).closings[CLIENT].next is None


def test_our_old_grant_is_dead(ended: House) -> None:
    assert refreshed(ended, MAILBOX)["error"] == "invalid_grant"
    assert "access_token" in refreshed(ended, OTHER_BOX)


def test_nothing_more_is_issued_for_this_client_and_all_for_the_other(ended: House) -> None:
    issued = Counter(seller for seller, _ in history(ended).documents)
    assert issued == {"ROUXEL": 2, "GRENAT": 3}
    status, problem = shown(ended, "Statut", "Problème")["F0005"]
    assert "Bloquée" in status
    with ended.hands() as hands:
        (of_client, said), _ = hands.rows("Clients", "Statut", "Problème")
    assert "le contrat de ce client est terminé" in problem
    assert of_client.startswith("Clôturé")
    assert not said  # an end that was wanted is no fault


def test_the_audit_confirms_that_nothing_can_be_sent_any_more(ended: House) -> None:
    status, said = typed(ended, "audit")
    assert (status, "ses secrets seront détruits le" in said) == (0, True)
    alias = {"address": "factures@menuiserie-rouxel.example"}
    ended.control("POST", "/accounts/factures@studio-grenat.example/send-as", alias)
    status, said = typed(ended, "audit")
    assert (status, "peut envoyer en son nom" in said) == (1, True)


def test_a_client_who_comes_back_is_told_of_and_his_numbers_go_on(ended: House) -> None:
    """The row that was typed after the end waits until his mailbox agrees anew."""
    with ended.hands() as hands:
        hands.type("Clients", "Clôture demandée", ROW, False)  # noqa: FBT003
        hands.type("Clients", "Début de contrat", ROW, JAN_1)
    hourly(ended)
    assert "authorize --mailbox" in str(asked(ended, "De retour").get_body(("plain",)))
    assert shown(ended, "Numéro")["F0005"] == ("",)
    _open_account(ended.settings, MAILBOX, "Factures")
    hourly(ended)
    assert shown(ended, "Numéro", "Statut")["F0005"] == ("ROUXEL-2026-0003", "Envoyée")
    assert set(shown_of(ended, CLIENT).values()) == {"fait"}


def test_a_grant_that_the_vault_has_lost_is_ended_by_a_person_who_answers_for_it(
    ended: House,
) -> None:
    with vault_of(ended) as vault:
        vault.destroy(f"google/{OTHER_BOX}")
    with ended.hands() as hands:
        hands.type("Clients", "Type de boîte", OTHER_ROW, "Boîte du client")
        hands.type("Clients", "Clôture demandée", OTHER_ROW, True)  # noqa: FBT003
    ended.run()
    answered(asked(ended, "Clôturer le contrat de Clémence"))
    hourly(ended)
    noted(ended, f"{OTHER}/received")
    hourly(ended)
    with ended.hands() as hands:
        said = dict(hands.rows("Clients", "Code", "Problème"))[OTHER]
    assert f"le coffre n’a plus notre autorisation de {OTHER_BOX}" in said
    assert shown_of(ended, OTHER)["let-go"] == "en cours"
    noted(ended, f"{OTHER}/let-go")
    ended.run()
    assert shown_of(ended, OTHER)["let-go"] == "fait"
