from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from sandbox.server import Sandbox
from tests.workspace.loopback import Google


@pytest.fixture
def google(tmp_path: Path) -> Iterator[Google]:
    """A Google of the test's own, with nobody in it."""
    folder = tmp_path / "google"
    with Sandbox(folder) as sandbox, requests.Session() as control:
        control.trust_env = False
        yield Google(sandbox, folder, control)
