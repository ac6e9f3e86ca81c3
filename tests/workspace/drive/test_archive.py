from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from google.auth.credentials import AnonymousCredentials

from jobs.ports import Document, Refused, Unavailable
from tests.wire.rude import RudeServer, says
from tests.workspace.loopback import AGENCY, BACKOFF, Google, files, mails
from workspace.drive.archive import SIMPLE, Archive
from workspace.google.errors import answer
from workspace.google.services import service
from workspace.google.session import GoogleSession, Http

PDF = Document(name="A-2026-0001.pdf", content=b"%PDF-1.7 \xff\r\n\n--x--\r")
OTHER = Document(name="A-2026-0001.pdf", content=b"%PDF-1.7 another")
CREATE = "drive.files.create"


@pytest.fixture
def drive(google: Google) -> Iterator[Any]:
    with GoogleSession(google.account(AGENCY, "drive.file"), backoff=BACKOFF) as session:
        yield service("drive", "v3", root=google.url, http=Http(session))


@pytest.fixture
def archive(drive: Any) -> Archive:
    return Archive(drive)


@pytest.fixture
def folder(archive: Archive) -> str:
    (folder_id,) = archive.reserve(1)
    archive.make_folder(folder_id, "Ada", parent="root")
    return folder_id


def put(archive: Archive, file_id: str, folder: str, document: Document = PDF) -> str:
    return archive.put(file_id, document, folder=folder, properties={"number": "A-2026-0001"})


def documents(google: Google) -> list[bytes]:
    return [content for path, content in files(google).items() if "A-2026" in path]


def metadata(drive: Any, file_id: str, fields: str) -> dict[str, Any]:
    return answer(drive.files().get(fileId=file_id, fields=fields))


def test_ids_are_reserved_in_any_number(archive: Archive, google: Google) -> None:
    ids = archive.reserve(1001)

    assert len(set(ids)) == 1001
    assert google.asked("drive.files.generateIds") == 2
    assert archive.reserve(0) == []


def test_a_folder_is_made_once(archive: Archive, folder: str, drive: Any) -> None:
    archive.make_folder(folder, "Ada", parent="root")

    listed = answer(drive.files().list(q="name = 'Ada'", fields="files(id,mimeType)"))
    assert [each["id"] for each in listed["files"]] == [folder]


def test_a_folder_whose_making_was_not_answered_is_there(
    archive: Archive, google: Google, drive: Any
) -> None:
    (folder_id,) = archive.reserve(1)
    google.fault("drop_after", CREATE)

    with pytest.raises(Unavailable):
        archive.make_folder(folder_id, "Ada", parent="root")
    archive.make_folder(folder_id, "Ada", parent="root")

    assert metadata(drive, folder_id, "name") == {"name": "Ada"}


def test_a_folder_is_shared_without_a_mail(
    archive: Archive, folder: str, google: Google, drive: Any
) -> None:
    google.account("ada@client.example")

    archive.share(folder, "ada@client.example")
    archive.share(folder, "ada@client.example")

    found = answer(drive.permissions().list(fileId=folder, fields="permissions(emailAddress,role)"))
    assert {(each["emailAddress"], each["role"]) for each in found["permissions"]} == {
        (AGENCY, "owner"),
        ("ada@client.example", "reader"),
    }
    assert mails(google, "ada@client.example", "inbox") == []


def test_a_document_arrives_by_one_request(archive: Archive, folder: str, google: Google) -> None:
    (file_id,) = archive.reserve(1)
    google.control("DELETE", "/sandbox/requests")

    assert put(archive, file_id, folder) == PDF.sha256

    assert len(google.control("GET", "/sandbox/requests")) == 1
    assert documents(google) == [PDF.content]
    assert archive.get(file_id, PDF.name) == PDF


def test_a_document_lies_in_its_folder_with_its_properties(
    archive: Archive, folder: str, drive: Any
) -> None:
    (file_id,) = archive.reserve(1)

    put(archive, file_id, folder)

    assert metadata(drive, file_id, "name,parents,mimeType,appProperties") == {
        "name": PDF.name,
        "parents": [folder],
        "mimeType": "application/pdf",
        "appProperties": {"number": "A-2026-0001"},
    }


def test_a_large_document_arrives_whole(archive: Archive, folder: str, google: Google) -> None:
    large = Document(name="A-2026-0002.pdf", content=bytes(range(256)) * (SIMPLE // 256 + 1))
    (file_id,) = archive.reserve(1)

    assert put(archive, file_id, folder, large) == large.sha256

    assert documents(google) == [large.content]
    assert put(archive, file_id, folder, large) == large.sha256


def test_what_lies_there_is_the_document(archive: Archive, folder: str, google: Google) -> None:
    (file_id,) = archive.reserve(1)
    put(archive, file_id, folder)

    assert put(archive, file_id, folder, OTHER) == PDF.sha256

    assert documents(google) == [PDF.content]


@pytest.mark.parametrize("fault", ["drop_after", "drop_before", "truncate", "html", "status"])
def test_a_lost_answer_is_settled_by_the_next_put(
    fault: str, archive: Archive, folder: str, google: Google
) -> None:
    (file_id,) = archive.reserve(1)
    google.fault(fault, CREATE)

    with pytest.raises(Unavailable):
        put(archive, file_id, folder)

    assert google.asked(CREATE) == 2  # the folder's, and one
    assert put(archive, file_id, folder) == PDF.sha256
    assert documents(google) == [PDF.content]


def test_an_error_after_the_effect_is_settled_too(
    archive: Archive, folder: str, google: Google
) -> None:
    (file_id,) = archive.reserve(1)
    google.fault("status", CREATE, when="after", status=500)

    with pytest.raises(Unavailable):
        put(archive, file_id, folder)

    assert put(archive, file_id, folder, OTHER) == PDF.sha256


def test_what_lies_in_the_trash_is_not_archived(archive: Archive, folder: str, drive: Any) -> None:
    (file_id,) = archive.reserve(1)
    put(archive, file_id, folder)
    answer(drive.files().update(fileId=file_id, body={"trashed": True}))

    with pytest.raises(Refused, match="Trash"):
        put(archive, file_id, folder)


def test_a_rate_limit_passes_and_a_missing_folder_does_not(
    archive: Archive, folder: str, google: Google
) -> None:
    (file_id,) = archive.reserve(1)
    google.fault("status", CREATE, status=403, reason="rateLimitExceeded")

    with pytest.raises(Unavailable, match="403 rateLimitExceeded"):
        put(archive, file_id, folder)
    with pytest.raises(Refused, match="404 notFound"):
        put(archive, file_id, "nowhere")


def test_a_read_is_repeated_until_it_succeeds(
    archive: Archive, folder: str, google: Google
) -> None:
    (file_id,) = archive.reserve(1)
    put(archive, file_id, folder)
    google.fault("status", "drive.files.get", times=2)

    assert archive.get(file_id, PDF.name) == PDF


def test_a_read_cut_in_its_body_is_not_believed(
    archive: Archive, folder: str, google: Google
) -> None:
    (file_id,) = archive.reserve(1)
    put(archive, file_id, folder)
    google.fault("truncate", "drive.files.get")

    with pytest.raises(Unavailable):
        archive.get(file_id, PDF.name)


def locked(drive: Any, file_id: str) -> list[dict[str, Any]]:
    fields = "contentRestrictions(readOnly,reason,ownerRestricted)"
    found: list[dict[str, Any]] = metadata(drive, file_id, fields).get("contentRestrictions", [])
    return found


LOCKED = [{"readOnly": True, "reason": "Facture émise", "ownerRestricted": True}]


def test_documents_are_locked_a_hundred_at_a_time(
    archive: Archive, folder: str, drive: Any, google: Google
) -> None:
    ids = archive.reserve(101)
    for file_id in ids:
        put(archive, file_id, folder)

    archive.lock(ids)
    archive.lock(ids[:2])

    assert google.asked("batch") == 3
    assert locked(drive, ids[0]) == locked(drive, ids[100]) == LOCKED


def test_a_refusal_to_lock_what_is_locked_is_fine(
    archive: Archive, folder: str, drive: Any, google: Google
) -> None:
    ids = archive.reserve(2)
    for file_id in ids:
        put(archive, file_id, folder)
    archive.lock(ids[:1])
    google.fault("status", "drive.files.update", status=403, reason="contentRestricted")

    archive.lock(ids)

    assert locked(drive, ids[1]) == LOCKED


def test_one_document_that_cannot_be_locked_is_told_after_the_others(
    archive: Archive, folder: str, drive: Any, google: Google
) -> None:
    ids = archive.reserve(2)
    for file_id in ids:
        put(archive, file_id, folder)
    google.fault("status", "drive.files.update", status=503)

    with pytest.raises(Unavailable):
        archive.lock(ids)

    assert [locked(drive, each) for each in ids] == [[], LOCKED]
    with pytest.raises(Refused):
        archive.lock(["nothing"])


@pytest.mark.parametrize("fault", ["drop_before", "drop_after", "html", "truncate"])
def test_a_lock_whose_answer_was_lost_may_be_repeated(
    fault: str, archive: Archive, drive: Any, google: Google
) -> None:
    (file_id,) = archive.reserve(1)
    put(archive, file_id, "root")
    google.fault(fault, "batch")

    with pytest.raises(Unavailable):
        archive.lock([file_id])
    archive.lock([file_id])

    assert locked(drive, file_id) == LOCKED


def test_other_bytes_than_ours_are_not_archived() -> None:
    said = says(b'{"id": "f1", "sha256Checksum": "00"}')
    with (
        RudeServer(said) as server,
        GoogleSession(AnonymousCredentials(), backoff=BACKOFF) as session,
        pytest.raises(Refused, match="other bytes"),
    ):
        put(Archive(service("drive", "v3", root=server.url, http=Http(session))), "f1", "root")

    assert [each.partition(" ")[0] for each in server.requests] == ["POST"]


def test_all_documents_are_listed_with_their_hashes_trash_included(
    archive: Archive, drive: Any, google: Google, folder: str
) -> None:
    first, second = archive.reserve(2)
    put(archive, first, folder)
    put(archive, second, folder, OTHER)
    answer(drive.files().update(fileId=second, body={"trashed": True}, fields="id"))

    assert [(each.id, each.sha256, each.is_trashed) for each in archive.lying()] == [
        (first, PDF.sha256, False),
        (second, OTHER.sha256, True),
    ]
    assert google.asked("drive.files.list") == 1
