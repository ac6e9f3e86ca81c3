from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jobs.ports import Document
from tests.workspace.loopback import AGENCY, BACKOFF, Google, files
from workspace.columns.columns import BY_TITLE
from workspace.drive.archive import Archive
from workspace.drive.logos import deposit
from workspace.google.errors import answer
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http
from workspace.setup.drive_tree import ROOT, folder
from workspace.workbook import cells

LOGO = Document(name="MARTIN – logo.png", content=b"\x89PNG \xff\r\n")
NEW = Document(name="MARTIN – logo.png", content=b"\x89PNG another")


@pytest.fixture
def drive(google: Google) -> Iterator[Any]:
    with GoogleSession(google.account(AGENCY, "drive.file"), backoff=BACKOFF) as session:
        made = service("drive", "v3", root=google.url, http=Http(session))
        folder(made.files(), "Facturation", ROOT, parent="")
        yield made


def typed(link: str) -> str:
    """The id that a run reads from the cell into which the link was pasted."""
    return str(cells.read(BY_TITLE["Clients"].column("Logo"), link))


def test_what_is_deposited_can_be_read_by_what_it_says_to_type(drive: Any) -> None:
    assert Archive(drive).get(typed(deposit(drive, LOGO)), "logo").content == LOGO.content


def test_logos_lie_in_one_folder_of_the_agency(drive: Any, google: Google) -> None:
    deposit(drive, LOGO)
    deposit(drive, NEW)
    lying = [path for path in files(google) if "/Facturation/Logos/" in path]
    assert len(lying) == 2


def test_the_same_picture_is_put_there_once(drive: Any, google: Google) -> None:
    assert deposit(drive, LOGO) == deposit(drive, LOGO)
    assert deposit(drive, NEW) != deposit(drive, LOGO)
    assert google.asked("drive.files.create") == 4  # two folders, two pictures


def test_a_picture_in_the_trash_is_put_there_again(drive: Any) -> None:
    old = deposit(drive, LOGO)
    answer(drive.files().update(fileId=typed(old), body={"trashed": True}, fields="id"))
    assert deposit(drive, LOGO) != old


def test_a_logo_is_locked_for_documents_were_issued_with_it(drive: Any) -> None:
    fields = "contentRestrictions(readOnly,reason)"
    found = answer(drive.files().get(fileId=typed(deposit(drive, LOGO)), fields=fields))
    assert found["contentRestrictions"] == [
        {"readOnly": True, "reason": "Logo imprimé sur des documents"}
    ]
