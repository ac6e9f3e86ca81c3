from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.sandbox.clients import Client

FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture
def client(agency: Client) -> Client:
    create = agency.drive.files().create
    outer = create(body={"name": "Clients", "mimeType": FOLDER}).execute()["id"]
    create(body={"name": "Facture 2026-1", "parents": [outer]}).execute()
    create(body={"name": "L'avoir", "appProperties": {"run": "7"}, "starred": True}).execute()
    gone = create(body={"name": "Jetée"}).execute()["id"]
    agency.drive.files().update(fileId=gone, body={"trashed": True}).execute()
    return agency


def names(client: Client, query: str, **more: Any) -> list[str]:
    found = client.drive.files().list(q=query, orderBy="name", **more).execute()["files"]
    return [file["name"] for file in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name = 'Clients'", ["Clients"]),
        ("name = 'L\\'avoir'", ["L'avoir"]),
        ("name contains '2026'", ["Facture 2026-1"]),
        ("name contains 'act'", []),
        ("name contains 'FACT' and trashed = false", ["Facture 2026-1"]),
        (f"mimeType = '{FOLDER}'", ["Clients"]),
        (f"mimeType != '{FOLDER}' and not trashed = true", ["Facture 2026-1", "L'avoir"]),
        ("trashed = true", ["Jetée"]),
        ("'root' in parents and trashed = false", ["Clients", "L'avoir"]),
        ("appProperties has { key='run' and value='7' }", ["L'avoir"]),
        ("appProperties has {key='run' and value='8'}", []),
        ("starred = true or (trashed = true)", ["Jetée", "L'avoir"]),
        ("'me' in owners and name = 'Clients'", ["Clients"]),
        ("modifiedTime > '2100-01-01T00:00:00Z'", []),
        ("createdTime < '2100-01-01' and starred != true and trashed != true and name > 'x'", None),
    ],
)
def test_a_query_finds(client: Client, query: str, expected: list[str] | None) -> None:
    if expected is None:
        with pytest.raises(HttpError, match="Invalid Value"):
            names(client, query)
    else:
        assert names(client, query) == expected


@pytest.mark.parametrize(
    "query",
    ["name", "name =", "name = x", "(name = 'a'", "name = 'a' name = 'b'", "size > '1'", "'", "é"],
)
def test_a_query_that_cannot_be_read_is_refused(client: Client, query: str) -> None:
    with pytest.raises(HttpError) as caught:
        names(client, query)
    assert caught.value.status_code == 400


def test_pages_follow_each_other(client: Client) -> None:
    files = client.drive.files()
    request, found = files.list(pageSize=1, orderBy="createdTime desc"), []
    while request:
        answer = request.execute()
        found += [file["name"] for file in answer["files"]]
        request = files.list_next(request, answer)
    assert found == ["Jetée", "L'avoir", "Facture 2026-1", "Clients"]


def test_a_list_may_lag_behind(client: Client, control: Callable[..., Any]) -> None:
    control("POST", "/sandbox/faults", [{"kind": "lag", "method": "drive.files.list"}])
    assert names(client, "trashed = false") == []
    assert names(client, "starred = true") == ["L'avoir"]


def test_the_default_fields_are_few(client: Client) -> None:
    file = client.drive.files().list(q="name = 'Clients'").execute()["files"][0]
    assert sorted(file) == ["id", "kind", "mimeType", "name"]


@pytest.mark.parametrize("mask", ["files(nom)", "files(", "files(name", "*)", "a b", "id"])
def test_a_wrong_mask_is_refused(client: Client, mask: str) -> None:
    with pytest.raises(HttpError) as caught:
        client.drive.files().list(fields=mask).execute()
    assert caught.value.status_code == 400


@pytest.mark.parametrize(
    "mask", ["files/name", "files(name)", "nextPageToken, files(name)", "files.name"]
)
def test_a_mask_keeps_what_it_names(client: Client, mask: str) -> None:
    answer = client.drive.files().list(q="name = 'Clients'", fields=mask).execute()
    assert answer == {"files": [{"name": "Clients"}]}
