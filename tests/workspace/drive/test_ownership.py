"""Another owner for a file: at once, by consent, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from jobs.ports import Refused, Tenure, Unavailable
from tests.workspace.loopback import AGENCY, BACKOFF, Google
from workspace.drive.ownership import Ownership
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http

COLLEAGUE, CONSUMER = "ada@agence.example", "ada@gmail.com"


@contextmanager
def drive(google: Google, address: str, scope: str = "drive.file") -> Iterator[Any]:
    with GoogleSession(google.account(address, scope), backoff=BACKOFF) as session:
        yield service("drive", "v3", root=google.url, http=Http(session))


def a_file(of: Any) -> str:
    return str(of.files().create(body={"name": "a"}, fields="id").execute()["id"])


def owner(of: Any, file_id: str) -> str:
    found = of.files().get(fileId=file_id, fields="owners(emailAddress)").execute()
    return str(found["owners"][0]["emailAddress"])


def test_a_colleague_becomes_the_owner_once(google: Google) -> None:
    google.control("POST", "/accounts", {"address": COLLEAGUE})
    with drive(google, AGENCY) as ours:
        file_id, ownership = a_file(ours), Ownership(ours)
        assert ownership.offer(file_id, COLLEAGUE.title()) is Tenure.OWNED
        assert ownership.offer(file_id, COLLEAGUE) is Tenure.OWNED
        assert owner(ours, file_id) == COLLEAGUE
    assert google.asked("drive.permissions.create") == 1


def test_a_consumer_is_asked_once_and_accepts(google: Google) -> None:
    with drive(google, "plume@gmail.com") as ours, drive(google, CONSUMER, "drive") as theirs:
        file_id, ownership = a_file(ours), Ownership(ours)
        assert ownership.offer(file_id, CONSUMER) is Tenure.OFFERED
        assert ownership.offer(file_id, CONSUMER) is Tenure.OFFERED
        assert owner(ours, file_id) == "plume@gmail.com"
        listed = theirs.permissions().list(fileId=file_id, fields="permissions(id,pendingOwner)")
        (own,) = [each for each in listed.execute()["permissions"] if each["pendingOwner"]]
        theirs.permissions().update(
            fileId=file_id, permissionId=own["id"], body={"role": "owner"}, transferOwnership=True
        ).execute()
        assert ownership.offer(file_id, CONSUMER) is Tenure.OWNED
    assert google.asked("drive.permissions.create") == 2  # refused for want of consent, then asked


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (AGENCY, "yann@menuiserie-rouxel.example"),
        (AGENCY, CONSUMER),
        ("plume@gmail.com", COLLEAGUE),
        (AGENCY, "nobody@nowhere.example"),
    ],
)
def test_no_file_crosses_domains(google: Google, ours: str, theirs: str) -> None:
    if "nobody" not in theirs:
        google.control("POST", "/accounts", {"address": theirs})
    with drive(google, ours) as of:
        file_id = a_file(of)
        assert Ownership(of).offer(file_id, theirs) is Tenure.SHARED
        assert owner(of, file_id) == ours


def test_a_lost_answer_is_settled_and_a_file_that_is_gone_is_said(google: Google) -> None:
    google.control("POST", "/accounts", {"address": COLLEAGUE})
    with drive(google, AGENCY) as ours:
        file_id, ownership = a_file(ours), Ownership(ours)
        google.fault("drop_after", "drive.permissions.create")
        with pytest.raises(Unavailable):
            ownership.offer(file_id, COLLEAGUE)
        assert ownership.offer(file_id, COLLEAGUE) is Tenure.OWNED
        with pytest.raises(Refused, match="404"):
            ownership.offer("none", COLLEAGUE)


def test_googles_mail_of_a_transfer_cannot_be_turned_off(google: Google) -> None:
    google.control("POST", "/accounts", {"address": COLLEAGUE})
    with drive(google, AGENCY) as ours:
        body = {"type": "user", "role": "owner", "emailAddress": COLLEAGUE}
        request = ours.permissions().create(
            fileId=a_file(ours), body=body, transferOwnership=True, sendNotificationEmail=False
        )
        with pytest.raises(Exception, match="notification"):
            request.execute()
