from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.server import Sandbox
from tests.sandbox.clients import ALL, Client

Connect = Callable[..., Client]


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    with Sandbox(tmp_path / "data") as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def control(sandbox: Sandbox) -> Callable[..., Any]:
    """Make a request to the sandbox's own endpoints and return its JSON."""

    def call(verb: str, path: str, json: Any = None, status: int = 200) -> Any:
        answer = requests.request(verb, sandbox.url + path, json=json, timeout=5)
        assert answer.status_code == status, answer.text
        return answer.json()

    return call


@pytest.fixture
def connect(sandbox: Sandbox, control: Callable[..., Any]) -> Iterator[Connect]:
    """Host an account and return a client of it."""
    opened: list[Client] = []

    def client(
        address: str = "agence@example.org",
        *scopes: str,
        client_id: str = "app",
        name: str = "Agence",
    ) -> Client:
        control("POST", "/accounts", {"address": address, "name": name})
        opened.append(Client(sandbox.url, address, scopes or ALL, client_id))
        return opened[-1]

    yield client
    for each in opened:
        each.close()


@pytest.fixture
def agency(connect: Connect) -> Client:
    return connect()
