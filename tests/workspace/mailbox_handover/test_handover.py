from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import requests
from cryptography.fernet import Fernet

from invoicing.values.problems import Problem
from jobs.ports import AutoReply, Handover, Recovery, Refused, Unavailable
from tests.sandbox.clients import Delegated
from tests.workspace.loopback import BACKOFF, CLIENT_ID, MAILBOX, Google, mails
from wire.file_vault import FileVault
from wire.vault import Vault
from workspace.google.services import Roots
from workspace.mailbox_handover.handover import opened
from workspace.secrets import delegation
from workspace.secrets.credentials import credentials, keep
from workspace.secrets.delegation import FOR_ADMIN, FOR_MAILBOX

ADMIN = "admin@agence.example"
MANAGED = "factures.rouxel@agence.example"
MAIN = "yann@menuiserie-rouxel.example"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OURS = ("gmail.compose", "gmail.readonly")
SETTINGS = "gmail.users.settings"
OWNER = Recovery(address=MAIN)


@pytest.fixture
def vault(google: Google, tmp_path: Path) -> Vault:
    """Tokens of a Workspace mailbox and of a consumer's, and a service account of the Workspace."""
    google.at(NOW)
    vault = FileVault(tmp_path / "vault", Fernet.generate_key().decode())
    keep(vault, MANAGED, google.account(MANAGED, *OURS))
    keep(vault, MAILBOX, google.account(MAILBOX, *OURS, "gmail.settings.basic"))
    google.control("POST", "/accounts", {"address": ADMIN, "admin": True})
    google.control("POST", "/accounts", {"address": MAIN})
    body = {"email": "remise@p.iam.example", "scopes": [*FOR_MAILBOX, *FOR_ADMIN]}
    delegation.keep(vault, google.control("POST", "/service-accounts", body), admin=ADMIN)
    return vault


@pytest.fixture
def handover(google: Google, vault: Vault) -> Iterator[Handover]:
    roots = Roots(gmail=google.url, admin=google.url, oauth=google.url)
    with opened(vault, roots=roots, backoff=BACKOFF) as found:
        yield found


def confirm(google: Google) -> None:
    """Open the link of the latest confirmation mail at the main address, and agree."""
    text = mails(google, MAIN, "inbox")[-1].get_content()
    link = next(line for line in text.splitlines() if "/mail/vf-" in line)
    assert "Confirmer" in requests.get(link, timeout=5).text
    assert "peuvent être transférés" in requests.post(link, timeout=5).text


def writes(google: Google, mailbox: str, subject: str = "Question", **more: str) -> None:
    mail = {"to": mailbox, "from": "b@acheteur.example", "subject": subject, "text": "?"}
    google.control("POST", "/sandbox/mail", mail | more)


def problem(
    code: str, mailbox: str, caught: pytest.ExceptionInfo[Refused], **values: str
) -> Problem:
    found = caught.value.problems[0]
    assert (found.code, found.values) == (code, {"mailbox": mailbox, **values})
    assert mailbox not in str(caught.value)
    return found


def test_a_managed_mailbox_is_forwarded_once_its_owner_agreed(
    handover: Handover, google: Google
) -> None:
    assert handover.forwarding(MANAGED, MAIN) == ""
    handover.ask_forwarding(MANAGED, MAIN)
    handover.ask_forwarding(MANAGED, MAIN.upper())
    assert handover.forwarding(MANAGED, MAIN) == "pending"
    with pytest.raises(Refused, match="400 failedPrecondition"):
        handover.forward(MANAGED, MAIN)
    confirm(google)
    assert handover.forwarding(MANAGED, MAIN) == "accepted"

    handover.forward(MANAGED, MAIN)
    handover.forward(MANAGED, MAIN)

    assert handover.forwarding(MANAGED, MAIN) == "on"
    writes(google, MANAGED, "Vu")
    assert mails(google, MAIN, "inbox")[-1]["Subject"] == "Vu"
    assert mails(google, MANAGED, "inbox")[-1]["Subject"] == "Vu"


def test_what_comes_back_by_forwarding_does_not_go_round(
    handover: Handover, google: Google
) -> None:
    colleague = "accueil@agence.example"
    google.control("POST", "/accounts", {"address": colleague})
    for one, other in ((MANAGED, colleague), (colleague, MANAGED)):
        handover.ask_forwarding(one, other)
        assert handover.forwarding(one, other) == "accepted"
        handover.forward(one, other)

    writes(google, MANAGED)

    assert len(mails(google, colleague, "inbox")) == 1
    assert len(mails(google, MANAGED, "inbox")) == 2


def test_a_consumers_forwarding_is_set_by_hand_and_read_back(
    handover: Handover, google: Google
) -> None:
    for act in (handover.ask_forwarding, handover.forward):
        with pytest.raises(Refused) as caught:
            act(MAILBOX, MAIN)
        problem("forwarding-by-hand", MAILBOX, caught, to=MAIN)

    google.control("POST", f"/accounts/{MAILBOX}/forwarding", {"to": MAIN})
    assert handover.forwarding(MAILBOX, MAIN) == "pending"
    confirm(google)
    assert handover.forwarding(MAILBOX, MAIN) == "accepted"
    by_hand = {"enabled": True, "emailAddress": MAIN, "disposition": "leaveInInbox"}
    google.control("PUT", f"/accounts/{MAILBOX}/forwarding", by_hand)
    assert handover.forwarding(MAILBOX, MAIN) == "on"


def test_a_consumers_mail_goes_on_by_a_filter(handover: Handover, google: Google) -> None:
    google.control("POST", f"/accounts/{MAILBOX}/forwarding", {"to": MAIN})
    with pytest.raises(Refused, match="400 failedPrecondition"):
        handover.forward_by_filter(MAILBOX, MAIN)
    confirm(google)

    handover.forward_by_filter(MAILBOX, MAIN)
    handover.forward_by_filter(MAILBOX, MAIN)

    assert google.asked(f"{SETTINGS}.filters.create") == 2
    assert handover.forwarding(MAILBOX, MAIN) == "on"
    writes(google, MAILBOX, "Vu")
    assert [mail["Subject"] for mail in mails(google, MAIN, "inbox")][1:] == ["Vu"]


@pytest.mark.parametrize("mailbox", [MANAGED, MAILBOX])
def test_whoever_writes_is_answered_once_until_the_day(
    handover: Handover, google: Google, mailbox: str
) -> None:
    google.control("POST", "/accounts", {"address": "b@acheteur.example"})
    reply = AutoReply(text=f"Écrivez à {MAIN}.", until=NOW + timedelta(days=30))
    assert handover.automatic_answer(mailbox) is None
    handover.answer_automatically(mailbox, reply)
    assert handover.automatic_answer(mailbox) == reply

    writes(google, mailbox)
    writes(google, mailbox)
    writes(google, mailbox, auto_submitted="auto-replied")
    google.at(NOW + timedelta(days=31))
    writes(google, mailbox)

    answers = mails(google, "b@acheteur.example", "inbox")
    assert [each.get_content().strip() for each in answers] == [f"Écrivez à {MAIN}."]
    assert answers[0]["Auto-Submitted"] == "auto-replied"


def test_two_mailboxes_that_answer_do_not_write_to_each_other_for_ever(
    handover: Handover, google: Google
) -> None:
    for mailbox in (MANAGED, MAILBOX):
        handover.answer_automatically(mailbox, AutoReply(text="Écrivez ailleurs."))
        assert handover.automatic_answer(mailbox) == AutoReply(text="Écrivez ailleurs.")

    google.control(
        "POST", "/sandbox/mail", {"to": MANAGED, "from": MAILBOX, "subject": "?", "text": "?"}
    )

    assert len(mails(google, MAILBOX, "inbox")) == 1
    assert len(mails(google, MANAGED, "inbox")) == 1


def test_a_reply_is_turned_off(handover: Handover) -> None:
    handover.answer_automatically(MANAGED, AutoReply(text="Écrivez ailleurs."))
    handover.answer_automatically(MANAGED, None)
    handover.answer_automatically(MANAGED, None)
    assert handover.automatic_answer(MANAGED) is None


def test_without_its_owners_consent_a_reply_is_set_by_hand_and_read_back(
    handover: Handover, google: Google, vault: Vault
) -> None:
    keep(vault, MAILBOX, google.account(MAILBOX, *OURS))
    with pytest.raises(Refused) as caught:
        handover.answer_automatically(MAILBOX, AutoReply(text="x"))
    problem("answer-by-hand", MAILBOX, caught)
    assert handover.automatic_answer(MAILBOX) is None


def test_a_rotated_password_must_be_changed_and_ends_sessions(
    handover: Handover, google: Google
) -> None:
    old, new = {"password": "ancien-mot-2026"}, {"password": "provisoire-2026"}
    google.control("POST", "/accounts", {"address": MANAGED, **old})
    sign_in = f"/accounts/{MANAGED}/sign-in"
    assert google.control("POST", sign_in, old) == {"signed_in": True, "must_change": False}

    handover.rotate_password(MANAGED, new["password"], OWNER)

    assert google.control("GET", f"/accounts/{MANAGED}")["sessions"] == 0
    assert google.control("POST", sign_in, old)["signed_in"] is False
    assert google.control("POST", sign_in, new) == {"signed_in": True, "must_change": True}
    handover.sign_out(MANAGED)
    assert google.control("GET", f"/accounts/{MANAGED}")["sessions"] == 0
    assert handover.is_dead(MANAGED)  # a Gmail grant dies with the password
    assert handover.forwarding(MANAGED, MAIN) == ""  # delegation does not


def test_what_recovers_an_account_is_its_owners_and_old_codes_end(
    handover: Handover, google: Google
) -> None:
    ours = {"recovery_email": "patronne@agence.example", "recovery_phone": "+33465710010"}
    google.control("POST", "/accounts", {"address": MANAGED, "two_step": True, **ours})
    owner = Recovery(address=MAIN, phone="06 12 34 56 78")
    handover.rotate_password(MANAGED, "provisoire-2026", owner)
    first = handover.recovery(MANAGED)
    handover.rotate_password(MANAGED, "provisoire-2026", replace(owner, phone="poste 12"))
    then = handover.recovery(MANAGED)

    assert (first.address, first.phone, first.two_step) == (MAIN, "+33612345678", True)
    assert (then.address, then.phone) == (MAIN, "")
    assert len(then.codes) == 10
    assert set(then.codes).isdisjoint(first.codes)
    assert not any(code in repr(then) for code in then.codes)


def test_an_account_without_a_second_step_has_no_codes(handover: Handover) -> None:
    handover.rotate_password(MANAGED, "provisoire-2026", OWNER)
    assert handover.recovery(MANAGED) == OWNER


def test_what_else_opens_an_account_is_read_back(handover: Handover, google: Google) -> None:
    other = {"client_id": "autre", "client_secret": "s", "scopes": ["https://mail.google.com/"]}
    google.control("POST", f"/accounts/{MANAGED}/grant", other)
    google.control("POST", f"/accounts/{MANAGED}/asps", {"name": "Téléphone"})
    google.control("POST", f"/accounts/{MANAGED}/asps", {"name": "Tablette"})
    assert handover.accesses(MANAGED) == ["token", "password"]

    handover.withdraw(MANAGED)

    assert handover.accesses(MANAGED) == []


@pytest.mark.parametrize("mailbox", [MANAGED, MAILBOX])
def test_a_mailbox_says_in_whose_name_it_sends(
    handover: Handover, google: Google, mailbox: str
) -> None:
    assert handover.sends_as(mailbox) == []
    google.control("POST", f"/accounts/{mailbox}/send-as", {"address": MAIN.upper()})
    assert handover.sends_as(mailbox) == [MAIN]


def test_an_address_that_nobody_confirmed_is_not_sent_from(
    handover: Handover, google: Google
) -> None:
    google.control("POST", f"/accounts/{MANAGED}/send-as", {"address": "accueil@agence.example"})
    google.control("POST", "/accounts", {"address": "b@acheteur.example"})
    body = {"sendAsEmail": "b@acheteur.example"}
    Delegated(google.url).settings(MANAGED).sendAs().create(userId="me", body=body).execute()
    assert handover.sends_as(MANAGED) == ["accueil@agence.example"]


def test_other_applications_are_withdrawn_and_our_grant_stays(
    handover: Handover, google: Google, vault: Vault
) -> None:
    other = {"client_id": "autre", "client_secret": "s", "scopes": ["https://mail.google.com/"]}
    google.control("POST", f"/accounts/{MANAGED}/grant", other)
    google.control("POST", f"/accounts/{MANAGED}/asps", {"name": "Téléphone"})

    handover.withdraw(MANAGED)
    handover.withdraw(MANAGED)

    assert google.asked("admin.directory.tokens.delete") == 1
    assert google.asked("admin.directory.asps.delete") == 1
    assert not handover.is_dead(MANAGED)
    assert credentials(vault, MANAGED).client_id == CLIENT_ID


def test_what_only_the_owner_can_do_is_said(handover: Handover) -> None:
    for act in (
        partial(handover.rotate_password, password="x" * 12, owner=OWNER),
        handover.recovery,
        handover.sign_out,
        handover.withdraw,
        handover.accesses,
    ):
        with pytest.raises(Refused) as caught:
            act(MAILBOX)
        problem("account-by-hand", MAILBOX, caught)


@pytest.mark.parametrize("mailbox", [MANAGED, MAILBOX])
def test_a_revoked_grant_is_proved_dead(handover: Handover, mailbox: str) -> None:
    assert not handover.is_dead(mailbox)

    handover.revoke(mailbox)
    handover.revoke(mailbox)

    assert handover.is_dead(mailbox)


def test_a_lost_answer_is_settled_by_doing_it_again(handover: Handover, google: Google) -> None:
    for method, act in (
        (f"{SETTINGS}.forwardingAddresses.create", partial(handover.ask_forwarding, MANAGED, MAIN)),
        (
            "admin.directory.users.update",
            partial(handover.rotate_password, MANAGED, "x" * 12, OWNER),
        ),
        ("oauth2.revoke", partial(handover.revoke, MAILBOX)),
    ):
        google.fault("drop_after", method)
        with pytest.raises(Unavailable):
            act()
        act()

    assert handover.forwarding(MANAGED, MAIN) == "pending"
    assert len(mails(google, MAIN, "inbox")) == 1
    assert handover.is_dead(MAILBOX)


def test_reading_back_survives_a_bad_moment(handover: Handover, google: Google) -> None:
    handover.ask_forwarding(MANAGED, MAIN)
    for kind in ("drop_before", "status"):
        google.fault(kind, f"{SETTINGS}.forwardingAddresses.list")
    assert handover.forwarding(MANAGED, MAIN) == "pending"


def test_no_proof_is_no_death(handover: Handover, google: Google, vault: Vault) -> None:
    google.fault("status", "oauth2.token", times=20)
    with pytest.raises(Unavailable):
        handover.is_dead(MAILBOX)
    google.control("DELETE", "/sandbox/faults")

    changed = google.consent(MAILBOX, *OURS)
    vault.write(f"google/{MAILBOX}", changed.to_json().replace(CLIENT_ID, "inconnu"))
    with pytest.raises(Refused, match="invalid_client"):
        handover.is_dead(MAILBOX)

    vault.destroy(f"google/{MAILBOX}")
    with pytest.raises(Refused, match="no token"):
        handover.revoke(MAILBOX)


def test_without_the_domains_consent_it_is_refused(google: Google, vault: Vault) -> None:
    body = {"email": "remise@p.iam.example", "scopes": []}
    delegation.keep(vault, google.control("POST", "/service-accounts", body), admin=ADMIN)
    roots = Roots(gmail=google.url, admin=google.url, oauth=google.url)
    with opened(vault, roots=roots, backoff=BACKOFF) as handover:
        for act in (handover.sign_out, partial(handover.ask_forwarding, to=MAIN)):
            with pytest.raises(Refused, match="unauthorized_client"):
                act(MANAGED)


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"admin": "a@b.example", "domains": []}'])
def test_a_damaged_service_account_is_refused(google: Google, vault: Vault, kept: str) -> None:
    vault.write("google-admin", kept)
    roots = Roots(gmail=google.url, admin=google.url, oauth=google.url)
    with opened(vault, roots=roots, backoff=BACKOFF) as handover:
        with pytest.raises(Refused, match="damaged") as caught:
            handover.sign_out("x@b.example")
        assert "a@b.example" not in str(caught.value)


def test_a_service_account_does_not_show_its_key(vault: Vault) -> None:
    found = delegation.delegation(vault)
    assert found is not None
    assert "PRIVATE KEY" not in repr(found)
    assert all(reason for table in (FOR_MAILBOX, FOR_ADMIN) for reason in table.values())


def test_an_address_that_gmail_does_not_take_is_named(handover: Handover) -> None:
    with pytest.raises(Refused) as caught:
        handover.ask_forwarding(MANAGED, MANAGED)
    (found,) = caught.value.problems
    assert (found.code, found.values) == (
        "forwarding-refused", {"mailbox": MANAGED, "to": MANAGED},
    )  # fmt: skip
    assert MANAGED not in str(caught.value)


def test_a_consumers_consent_that_lacks_the_right_is_named(
    handover: Handover, google: Google, vault: Vault
) -> None:
    keep(vault, MAILBOX, google.account(MAILBOX, *OURS))
    google.control("POST", f"/accounts/{MAILBOX}/forwarding", {"to": MAIN})
    confirm(google)

    with pytest.raises(Refused) as caught:
        handover.forward_by_filter(MAILBOX, MAIN)

    problem("forwarding-unauthorised", MAILBOX, caught)
    by_hand = {"enabled": True, "emailAddress": MAIN, "disposition": "leaveInInbox"}
    google.control("PUT", f"/accounts/{MAILBOX}/forwarding", by_hand)
    assert handover.forwarding(MAILBOX, MAIN) == "on"
