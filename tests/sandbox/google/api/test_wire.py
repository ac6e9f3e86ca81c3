"""The protocol: uploads, batches, masks, the clock, and what is no request at all."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from sandbox.server import Sandbox
from tests.sandbox.clients import Client

BIG = bytes(range(256)) * 4096  # 1 MiB
CHUNK = 256 * 1024


def resumable(client: Client, content: bytes = BIG, chunk: int = CHUNK) -> Any:
    media = MediaIoBaseUpload(io.BytesIO(content), "application/pdf", chunk, resumable=True)
    return client.drive.files().create(body={"name": "a.pdf"}, media_body=media, fields="id,size")


@pytest.mark.parametrize("chunk", [CHUNK, -1])
def test_a_resumable_upload_goes_in_chunks(agency: Client, chunk: int) -> None:
    request, answer = resumable(agency, chunk=chunk), None
    while answer is None:
        _, answer = request.next_chunk()
    assert answer["size"] == str(len(BIG))
    assert agency.drive.files().get_media(fileId=answer["id"]).execute() == BIG


def test_an_interrupted_upload_goes_on_where_it_was(
    agency: Client, control: Callable[..., Any]
) -> None:
    request = resumable(agency)
    request.next_chunk()
    fault = {"kind": "status", "status": 503, "method": "drive.files.create"}
    control("POST", "/sandbox/faults", [fault])
    with pytest.raises(HttpError):
        request.next_chunk()
    answer = request.execute()
    assert agency.drive.files().get_media(fileId=answer["id"]).execute() == BIG


def test_a_finished_upload_tells_its_answer_again(agency: Client) -> None:
    request = resumable(agency)
    answer = request.execute()
    headers = {"Content-Range": f"bytes */{len(BIG)}"}
    again = agency.session.put(request.resumable_uri, headers=headers, timeout=5)
    assert again.json() == answer


def test_a_chunk_of_odd_size_is_refused(agency: Client) -> None:
    request = resumable(agency, chunk=CHUNK)
    request.next_chunk()
    headers = {"Content-Range": f"bytes {CHUNK}-{CHUNK + 9}/{len(BIG)}"}
    bad = agency.session.put(request.resumable_uri, data=b"0" * 10, headers=headers, timeout=5)
    assert bad.status_code == 400


def test_a_media_upload_has_no_name(agency: Client) -> None:
    url = f"{agency.url}/upload/drive/v3/files?uploadType=media"
    headers = {"Content-Type": "text/plain"}
    answer = agency.session.post(url, data=b"abc", headers=headers, timeout=5).json()
    assert (answer["name"], answer["mimeType"]) == ("Untitled", "text/plain")


@pytest.mark.parametrize("product", ["drive", "gmail"])
def test_each_part_of_a_batch_answers_for_itself(agency: Client, product: str) -> None:
    found: dict[str, Any] = {}

    def note(key: str, answer: Any, error: Any) -> None:
        found[key] = error.status_code if error else answer

    service = getattr(agency, product)
    batch = service.new_batch_http_request(callback=note)
    if product == "drive":
        batch.add(service.files().create(body={"name": "é"}, fields="name"), request_id="good")
        batch.add(service.files().get(fileId="none"), request_id="bad id/1")
    else:
        batch.add(service.users().getProfile(userId="me", fields="emailAddress"), request_id="good")
        batch.add(service.users().drafts().get(userId="me", id="none"), request_id="bad id/1")
    batch.execute()
    good = {"name": "é"} if product == "drive" else {"emailAddress": agency.address}
    assert found == {"good": good, "bad id/1": 404}


def test_a_long_query_comes_as_a_post(agency: Client) -> None:
    query = " or ".join(["name = 'x'"] * 200)
    assert agency.drive.files().list(q=query).execute()["files"] == []


def test_the_clock_is_set_moved_and_kept(tmp_path: Path) -> None:
    at = datetime(2026, 11, 23, 7, tzinfo=UTC)
    with Sandbox(tmp_path) as sandbox:
        url = f"{sandbox.url}/clock"
        requests.put(url, json={"now": "2026-11-23T08:00:00+01:00"}, timeout=5)
    with Sandbox(tmp_path) as sandbox:
        url = f"{sandbox.url}/clock"
        answer = requests.post(url, json={"advance_seconds": 48 * 3600}, timeout=5)
        now = datetime.fromisoformat(answer.json()["now"])
        assert timedelta(0) <= now - at - timedelta(hours=48) < timedelta(seconds=9)
        date = parsedate_to_datetime(answer.headers["Date"])
        assert abs(now - date) < timedelta(seconds=2)


def test_a_port_that_is_taken_is_an_error(sandbox: Sandbox, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="in use"):
        Sandbox(tmp_path / "other", port=int(sandbox.url.rpartition(":")[2]))


def test_a_sandbox_that_never_started_stops(tmp_path: Path) -> None:
    Sandbox(tmp_path).stop()


@pytest.mark.parametrize("body", [{}, {"now": "x"}, {"now": 1}, {"advance_seconds": 1e30}, []])
def test_an_impossible_time_is_refused(control: Callable[..., Any], body: Any) -> None:
    assert "error" in control("POST", "/clock", body, status=400)


def test_the_environment_points_every_api_here(sandbox: Sandbox) -> None:
    assert set(sandbox.environment().values()) == {sandbox.url}
    assert max(sandbox.environment()) == "SANDBOX_URL"


@pytest.mark.parametrize(
    ("verb", "target", "body", "status"),
    [
        ("GET", "/drive/v3/nothing", None, 404),
        ("PUT", "/drive/v3/files", None, 404),
        ("GET", "/drive/v3/files?foo=1", None, 400),
        ("GET", "/drive/v3/files?pageSize=x", None, 400),
        ("GET", "/drive/v3/files?pageSize=0", None, 400),
        ("GET", "/drive/v3/files?pageSize=1&pageSize=2", None, 400),
        ("GET", "/drive/v3/files?pageToken=%ff", None, 400),
        ("GET", "/drive/v3/files?alt=xml", None, 400),
        ("POST", "/drive/v3/files", b"{", 400),
        ("POST", "/drive/v3/files", b"[" * 100_000, 400),
        ("POST", "/drive/v3/files", b"[]", 400),
        ("POST", "/drive/v3/files", b'{"nom": "x"}', 400),
        ("POST", "/drive/v3/files", b'{"name": 1}', 400),
        ("POST", "/drive/v3/files", b'{"parents": "root"}', 400),
        ("POST", "/drive/v3/files", b'{"contentRestrictions": [{"x": 1}]}', 400),
        ("POST", "/drive/v3/files", b'{"createdTime": "x"}', 400),
        ("POST", "/drive/v3/files", b'{"name": "\\ud800"}', 400),
        ("POST", "/upload/drive/v3/files?uploadType=multipart", b"x", 400),
        ("POST", "/upload/drive/v3/files?uploadType=foo", b"x", 400),
        ("POST", "/upload/drive/v3/files?upload_id=none", b"x", 404),
        ("POST", "/upload/drive/v3/about", b"x", 404),
        ("POST", "/batch", b"x", 400),
        ("POST", "/batch/drive/v3", b"--x\n\nnonsense\n--x--", 400),
        ("GET", "/gmail/v1/users/other@example.org/profile", None, 403),
        ("GET", "/gmail/v1/users/me/messages/none", None, 404),
        ("GET", "/gmail/v1/users/me/messages?maxResults=-1", None, 400),
        ("GET", "/gmail/v1/users/me/messages?pageToken=x", None, 400),
        ("GET", "/gmail/v1/users/me/history", None, 400),
        ("GET", "/gmail/v1/users/me/settings/imap", None, 501),
        ("POST", "/gmail/v1/users/me/messages/send", b'{"raw": "*"}', 400),
        ("POST", "/gmail/v1/users/me/messages/send", b'{"raw": "ww=="}', 400),
        ("POST", "/gmail/v1/users/me/messages/send", b"{}", 400),
        ("POST", "/gmail/v1/users/me/drafts/send", b'{"id": "none"}', 404),
        ("GET", "/gmail/v1/users/me/settings/forwardingAddresses/a@b.example", None, 404),
        ("POST", "/gmail/v1/users/me/settings/forwardingAddresses", b"{}", 403),
        ("PUT", "/gmail/v1/users/me/settings/autoForwarding", b'{"enabled": false}', 403),
        ("GET", "/gmail/v1/users/me/settings/delegates", None, 403),
        ("GET", "/gmail/v1/users/me/settings/filters/none", None, 404),
        ("POST", "/gmail/v1/users/me/settings/filters", b"{}", 403),
        ("PUT", "/gmail/v1/users/me/settings/vacation", b'{"enableAutoReply": true}', 403),
        ("GET", "/admin/directory/v1/users/none", None, 403),
        ("POST", "/admin/directory/v1/users/none/signOut", None, 403),
        ("GET", "/admin/directory/v1/users/a/b/c", None, 404),
        ("GET", "/v1/forms/none", None, 404),
        ("GET", "/v1/forms", None, 404),
        ("GET", "/v1/forms/none/responses", None, 404),
        ("GET", "/v1/forms/none/responses?pageSize=x", None, 400),
        ("GET", "/v1/forms/none/watches", None, 404),
        ("POST", "/v1/forms?unpublished=x", b'{"info": {"title": "a"}}', 400),
        ("POST", "/v1/forms", b'{"title": "a"}', 400),
        ("POST", "/v1/forms/none:batchUpdate", b'{"requests": {}}', 400),
        ("POST", "/v1/forms/none:setPublishSettings", b'{"isPublished": true}', 400),
    ],
)
def test_nonsense_is_refused_as_google_does(
    agency: Client, verb: str, target: str, *, body: bytes | None, status: int
) -> None:
    answer = agency.session.request(verb, agency.url + target, data=body, timeout=5)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["code"] == status


@pytest.mark.parametrize(
    "raw",
    [
        b"POST /drive/v3/files HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
        b"POST /token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_broken_body_is_refused(sandbox: Sandbox, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", int(sandbox.url.rpartition(":")[2]))) as client:
        client.sendall(raw)
        assert client.recv(100).startswith(b"HTTP/1.1 400 ")


def test_without_a_token_nothing_is_told(sandbox: Sandbox) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "é"}):
        encoded = {name: value.encode("latin-1") for name, value in headers.items()}
        url = f"{sandbox.url}/drive/v3/files"
        assert requests.get(url, headers=encoded, timeout=5).status_code == 401
