"""A run that asks, or that hears the answer, dies after any request to the outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house.approval.approving import agree_to_all, requests_to_approve
from tests.house.world.gate import Gate
from tests.house.world.house import DEAD, House, copied, opened
from tests.house.world.inspection import faults, files, is_quiet, sent
from tests.house.world.plain import PlainPress

PARTS = 4  # for as many workers


@pytest.fixture(scope="session")
def agreed(asking: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client was asked about both invoices, and has agreed; to be copied, never opened."""
    folder = tmp_path_factory.mktemp("agreed") / "furnished"
    shutil.copytree(asking, folder)
    with opened(folder, press=PlainPress()) as house:
        house.run()
        agree_to_all(house)
    return folder


def deaths(furnished: Path, to: Path, part: int, check: Callable[[House], list[str]]) -> int:
    """Die after each request of this part, run again 41 minutes later, and check."""
    wrong: dict[tuple[int, str], list[str]] = {}
    count, death = 0, part + 1
    while True:
        gate = Gate(die_at=death, after=True)
        with copied(furnished, to / str(death), press=PlainPress()) as house:
            if not house.dies(gate):
                assert wrong == {}
                return count
            count += 1
            house.later(DEAD)
            end = house.run().end.value
            found = [] if end in {"done", "idle"} else [f"the next run ended {end}"]
            found += check(house) if is_quiet(house) else ["not quiet"]
            if found:
                wrong[death, gate.passed[-1]] = found
        death += PARTS


def is_asked_once(house: House) -> list[str]:
    """One mail with two drafts, both in the archive; no number."""
    mails = requests_to_approve(house)
    drafts = [len(list(mail.iter_attachments())) for mail in mails]
    found = [] if (drafts, len(sent(house)), len(files(house))) == ([2], 1, 2) else [str(drafts)]
    return [*found, *faults(house, 0)]


def is_sent_once(house: House) -> list[str]:
    """Both invoices, and nothing but what had been asked before."""
    found = (
        [] if len(sent(house)) == 3 and len(files(house)) == 4 else [f"{len(sent(house))} mails"]
    )
    return [*found, *faults(house, 2)]


@pytest.mark.parametrize("part", range(PARTS))
def test_a_client_is_asked_once_wherever_the_run_dies(
    asking: Path, tmp_path: Path, part: int
) -> None:
    assert deaths(asking, tmp_path, part, is_asked_once) >= 8


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_agreed_to_leaves_once_wherever_the_run_dies(
    agreed: Path, tmp_path: Path, part: int
) -> None:
    assert deaths(agreed, tmp_path, part, is_sent_once) >= 8
