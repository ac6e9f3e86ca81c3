from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from wire.file_vault import FileVault
from wire.vault import VaultClosed

KEY = Fernet.generate_key().decode()
NAME = "mailbox/ada+x@example.fr"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "new" / "vault"


def test_a_secret_is_read_back_replaced_and_destroyed(path: Path) -> None:
    vault = FileVault(path, KEY)
    assert vault.read(NAME) is None
    vault.destroy(NAME)

    vault.write(NAME, "un")
    vault.write(NAME, "deux")
    vault.write("other", "trois")

    assert (vault.read(NAME), vault.holds(NAME)) == ("deux", True)
    vault.destroy(NAME)
    assert (vault.read(NAME), vault.holds(NAME)) == (None, False)
    assert vault.read("other") == "trois"


def test_the_file_is_its_owners_and_says_nothing(path: Path) -> None:
    FileVault(path, KEY).write(NAME, "secret")

    assert path.stat().st_mode & 0o777 == 0o600
    assert b"secret" not in path.read_bytes()
    assert b"ada" not in path.read_bytes()
    assert sorted(each.name for each in path.parent.iterdir()) == ["vault", "vault.lock"]


def test_a_loose_file_is_tightened_by_writing(path: Path) -> None:
    FileVault(path, KEY).write(NAME, "secret")
    path.chmod(0o644)

    FileVault(path, KEY).write(NAME, "secret")

    assert path.stat().st_mode & 0o777 == 0o600


def test_writers_at_once_lose_nothing(path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: FileVault(path, KEY).write(f"n/{i}", str(i)), range(40)))

    assert [FileVault(path, KEY).read(f"n/{i}") for i in range(40)] == list(map(str, range(40)))


def test_another_key_opens_nothing(path: Path) -> None:
    FileVault(path, KEY).write(NAME, "secret")
    other = FileVault(path, Fernet.generate_key().decode())

    for act in (partial(other.read, NAME), partial(other.write, NAME, "x")):
        with pytest.raises(VaultClosed, match="VAULT_KEY"):
            act()

    assert FileVault(path, KEY).read(NAME) == "secret"


@pytest.mark.parametrize("key", ["", "short", "é" * 32])
def test_what_is_no_key_is_refused(key: str, path: Path) -> None:
    with pytest.raises(VaultClosed, match="VAULT_KEY"):
        FileVault(path, key)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VaultClosed, match="IsADirectoryError"):
        FileVault(tmp_path, KEY).read(NAME)
