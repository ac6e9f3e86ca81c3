from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseDownload, MediaIoBaseUpload

from tests.sandbox.clients import DRIVE_FILE, Client

FOLDER = "application/vnd.google-apps.folder"
PDF = b"%PDF-1.7\r\n\x00\xff\r"


def upload(content: bytes, kind: str = "application/pdf") -> MediaIoBaseUpload:
    return MediaIoBaseUpload(io.BytesIO(content), kind)


def put(client: Client, name: str, content: bytes = PDF, **body: Any) -> Any:
    files = client.drive.files()
    request = files.create(body={"name": name, **body}, media_body=upload(content), fields="*")
    return request.execute()


def make_folder(client: Client, name: str, **body: Any) -> str:
    request = client.drive.files().create(body={"name": name, "mimeType": FOLDER, **body})
    return str(request.execute()["id"])


def refused(request: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as caught:
        request.execute()
    return caught.value.status_code, caught.value.error_details[0]["reason"]


def test_a_multipart_upload_keeps_every_byte_and_tells_the_sums(agency: Client) -> None:
    file = put(agency, "facture.pdf")
    assert file["sha256Checksum"] == hashlib.sha256(PDF).hexdigest()
    assert file["md5Checksum"] == hashlib.md5(PDF, usedforsecurity=False).hexdigest()
    assert file["size"] == str(len(PDF))
    assert agency.drive.files().get_media(fileId=file["id"]).execute() == PDF
    assert file["owners"][0]["emailAddress"] == agency.address


def test_a_download_by_ranges_is_whole(agency: Client) -> None:
    content = bytes(range(256)) * 40
    file = put(agency, "grand.bin", content)
    found = io.BytesIO()
    media = agency.drive.files().get_media(fileId=file["id"])
    download = MediaIoBaseDownload(found, media, chunksize=1000)
    while not download.next_chunk()[1]:
        pass
    assert found.getvalue() == content


def test_an_id_from_generate_ids_is_good_for_one_file(agency: Client) -> None:
    files = agency.drive.files()
    [first, second] = files.generateIds(count=2).execute()["ids"]
    assert put(agency, "a", id=first)["id"] == first
    assert refused(files.create(body={"id": first, "name": "b"})) == (409, "fileIdInUse")
    files.delete(fileId=first).execute()
    assert refused(files.create(body={"id": first})) == (409, "fileIdInUse")
    assert files.create(body={"id": second}).execute()["id"] == second


def test_an_id_of_ones_own_is_refused(agency: Client) -> None:
    assert refused(agency.drive.files().create(body={"id": "mine"})) == (400, "invalid")


@pytest.mark.parametrize("count", [0, 1001])
def test_ids_are_given_out_by_at_most_a_thousand(agency: Client, count: int) -> None:
    assert refused(agency.drive.files().generateIds(count=count))[0] == 400


def test_app_properties_merge_and_null_deletes(agency: Client) -> None:
    file = put(agency, "ticket", appProperties={"run": "1", "head": "x"})
    body = {"appProperties": {"head": None, "next": "n"}}
    request = agency.drive.files().update(fileId=file["id"], body=body, fields="appProperties")
    assert request.execute() == {"appProperties": {"run": "1", "next": "n"}}


def test_app_properties_are_private_to_the_application(connect: Callable[..., Client]) -> None:
    file = put(connect(), "ticket", appProperties={"run": "1"})
    other = connect(client_id="other")
    request = other.drive.files().get(fileId=file["id"], fields="appProperties")
    assert request.execute() == {}


def test_a_property_holds_124_bytes_and_a_file_30(agency: Client) -> None:
    files = agency.drive.files()
    long = {"appProperties": {"k": "é" * 62}}
    assert refused(files.create(body=long)) == (403, "propertyTooLarge")
    many = {"appProperties": {f"k{n}": "v" for n in range(31)}}
    assert refused(files.create(body=many)) == (403, "tooManyProperties")
    assert files.list().execute()["files"] == []


def test_a_restricted_file_keeps_name_and_content(agency: Client) -> None:
    lock: dict[str, Any] = {"contentRestrictions": [{"readOnly": True, "reason": "Facture émise"}]}
    file = put(agency, "facture.pdf", **lock)
    update = agency.drive.files().update
    assert refused(update(fileId=file["id"], body={"name": "x"}))[0] == 403
    assert refused(update(fileId=file["id"], media_body=upload(b"x")))[0] == 403
    update(fileId=file["id"], body={"appProperties": {"a": "b"}}).execute()
    update(fileId=file["id"], body={"contentRestrictions": [{"readOnly": False}]}).execute()
    assert update(fileId=file["id"], body={"name": "x"}).execute()["name"] == "x"


def test_only_the_owner_lifts_an_owner_restriction(connect: Callable[..., Client]) -> None:
    lock: dict[str, Any] = {"contentRestrictions": [{"readOnly": True, "ownerRestricted": True}]}
    owner, writer = connect(), connect("client@example.org")
    file = put(owner, "facture.pdf", **lock)
    share = {"type": "user", "role": "writer", "emailAddress": writer.address}
    owner.drive.permissions().create(fileId=file["id"], body=share).execute()
    body: dict[str, Any] = {"contentRestrictions": []}
    assert refused(writer.drive.files().update(fileId=file["id"], body=body))[0] == 403
    owner.drive.files().update(fileId=file["id"], body=body).execute()


def test_fields_that_only_drive_sets_are_refused(agency: Client) -> None:
    body = {"name": "a", "md5Checksum": "0"}
    assert refused(agency.drive.files().create(body=body)) == (403, "fieldNotWritable")


def test_the_tree_lies_as_plain_files(agency: Client, folder: Path) -> None:
    home = folder / "drive" / agency.address
    outer = make_folder(agency, "Durand")
    inner = make_folder(agency, "2026", parents=[outer])
    first = put(agency, "F-1.pdf", parents=[inner])["id"]
    second = put(agency, "F-1.pdf", b"second", parents=[inner])["id"]
    assert (home / "Durand/2026/F-1.pdf").read_bytes() == PDF
    assert (home / f"Durand/2026/F-1 ({second}).pdf").read_bytes() == b"second"
    files = agency.drive.files()
    files.update(fileId=outer, body={"name": "Durand SA"}).execute()
    files.update(fileId=first, addParents=outer, removeParents=inner).execute()
    assert (home / "Durand SA/F-1.pdf").read_bytes() == PDF
    assert not (home / "Durand").exists()
    files.update(fileId=outer, body={"trashed": True}).execute()
    assert list(home.iterdir()) == []
    files.update(fileId=outer, body={"trashed": False}).execute()
    assert (home / "Durand SA/2026/F-1.pdf").read_bytes() == b"second"
    files.delete(fileId=outer).execute()
    assert list(home.iterdir()) == []


def test_a_name_cannot_climb_out_of_the_tree(agency: Client, folder: Path) -> None:
    put(agency, "../../../evil\0.txt")
    assert [path.name for path in (folder / "drive" / agency.address).iterdir()] == [
        "_.-..-..-evil-.txt"
    ]


def test_a_folder_in_itself_is_refused(agency: Client) -> None:
    outer = make_folder(agency, "a")
    inner = make_folder(agency, "b", parents=[outer])
    request = agency.drive.files().update(fileId=outer, addParents=inner, removeParents="root")
    assert refused(request) == (403, "cyclicParents")


def test_every_content_is_a_revision(agency: Client) -> None:
    file = put(agency, "a.txt", b"one")
    agency.drive.files().update(fileId=file["id"], media_body=upload(b"two")).execute()
    revisions = agency.drive.revisions()
    first, second = revisions.list(fileId=file["id"], fields="*").execute()["revisions"]
    assert (first["size"], first["id"]) == ("3", file["headRevisionId"])
    assert revisions.get_media(fileId=file["id"], revisionId=first["id"]).execute() == b"one"
    assert revisions.get_media(fileId=file["id"], revisionId="head").execute() == b"two"
    assert second["id"] != first["id"]


def test_a_copy_has_the_bytes_and_another_id(agency: Client) -> None:
    file = put(agency, "a.pdf", appProperties={"x": "1"})
    copy = agency.drive.files().copy(fileId=file["id"], body={"name": "b"}, fields="*").execute()
    assert copy["sha256Checksum"] == file["sha256Checksum"]
    assert (copy["name"], copy["appProperties"]) == ("b", {"x": "1"})
    assert copy["id"] != file["id"]


def test_drive_file_sees_what_its_application_made(connect: Callable[..., Client]) -> None:
    everything = put(connect(), "autre")
    narrow = connect("agence@example.org", DRIVE_FILE, client_id="narrow")
    own = put(narrow, "nôtre")
    files = narrow.drive.files()
    assert refused(files.get(fileId=everything["id"])) == (404, "notFound")
    assert [file["id"] for file in files.list().execute()["files"]] == [own["id"]]


def test_roles_are_inherited_and_bound(connect: Callable[..., Client]) -> None:
    owner, reader = connect(), connect("client@example.org")
    outer = make_folder(owner, "Client")
    file = put(owner, "a.pdf", parents=[outer])["id"]
    files = reader.drive.files()
    assert refused(files.get(fileId=file)) == (404, "notFound")
    body = {"type": "user", "role": "reader", "emailAddress": reader.address}
    made = owner.drive.permissions().create(fileId=outer, body=body).execute()
    assert files.get_media(fileId=file).execute() == PDF
    assert file in [found["id"] for found in files.list().execute()["files"]]
    assert refused(files.update(fileId=file, body={"name": "x"}))[0] == 403
    owner.drive.permissions().delete(fileId=outer, permissionId=made["id"]).execute()
    assert refused(files.get(fileId=file)) == (404, "notFound")


def test_about_needs_fields(agency: Client) -> None:
    assert refused(agency.drive.about().get())[0] == 400
    found = agency.drive.about().get(fields="user(emailAddress),storageQuota").execute()
    assert found["user"] == {"emailAddress": agency.address}
