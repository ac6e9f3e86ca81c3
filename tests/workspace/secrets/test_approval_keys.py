from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from jobs.ports import Refused
from wire.file_vault import FileVault
from workspace.secrets.approval_keys import Keys

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    return FileVault(tmp_path / "vault", Fernet.generate_key().decode())


def test_a_new_vault_has_no_key(vault: FileVault) -> None:
    assert Keys(vault).all() == {}


def test_the_first_key_is_made_once(vault: FileVault) -> None:
    keys = Keys(vault)
    keys.ensure(NOW)
    first = keys.all()
    keys.ensure(NOW + timedelta(days=1))

    assert keys.all() == first
    assert list(first) == ["1"]
    assert first["1"].made == NOW
    assert len(first["1"].secret) == 32
    assert repr(first["1"].secret) not in repr(first)


def test_a_renewed_key_leaves_the_earlier_ones(vault: FileVault) -> None:
    keys = Keys(vault)
    keys.ensure(NOW)
    first = keys.all()["1"]
    keys.renew(NOW.astimezone(timezone(timedelta(hours=1))) + timedelta(days=365))

    found = keys.all()
    assert list(found) == ["1", "2"]
    assert found["1"] == first
    assert found["2"].secret != first.secret
    assert found["2"].made == NOW + timedelta(days=365)


def test_a_renewal_in_a_new_vault_makes_the_first(vault: FileVault) -> None:
    Keys(vault).renew(NOW)

    assert list(Keys(vault).all()) == ["1"]


def test_keys_lie_in_the_vault_as_they_are_described(vault: FileVault) -> None:
    Keys(vault).ensure(NOW)

    kept = json.loads(vault.read("approval-key/1") or "")
    assert kept == {
        "secret": Keys(vault).all()["1"].secret.hex(),
        "made": "2026-11-24T09:00:00+00:00",
    }


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "[]",
        '{"secret": "00", "made": "2026-11-24T09:00:00+00:00"}',
        '{"secret": "' + "0" * 64 + '", "made": "2026-11-24T09:00:00"}',
        '{"secret": "' + "0" * 64 + '"}',
        '{"secret": 7, "made": "2026-11-24T09:00:00+00:00"}',
    ],
)
def test_a_damaged_key_is_refused_and_not_shown(kept: str, vault: FileVault) -> None:
    vault.write("approval-key/1", kept)

    with pytest.raises(Refused, match="damaged approval key") as caught:
        Keys(vault).all()

    assert "00000" not in str(caught.value)
