"""A run that asks, or that hears the answer, dies after any request to the outside."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.house.approval.approving import agree_to_all, requests_to_approve
from tests.house.killed.moments import Moment, chosen, moments
from tests.house.world.gate import Gate
from tests.house.world.house import DEAD, House, copied, opened
from tests.house.world.inspection import faults, files, is_quiet, sent
from tests.house.world.plain import PlainPress
from tests.papers.house import kinds_of_fault

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


@pytest.fixture(scope="module")
def asked(asking: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """All moments of a run that asks."""
    with copied(asking, tmp_path_factory.mktemp("m") / "house", press=PlainPress()) as house:
        return moments(house, sides=(True,))


@pytest.fixture(scope="module")
def heard(agreed: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """All moments of a run that hears the answer, and bills."""
    with copied(agreed, tmp_path_factory.mktemp("m") / "house", press=PlainPress()) as house:
        return moments(house, sides=(True,))


def deaths(
    furnished: Path, to: Path, every: Sequence[Moment], check: Callable[[House], list[str]]
) -> dict[Moment, list[str]]:
    """Die after each request, run again 41 minutes later, and return what is wrong then."""
    wrong = {}
    for moment in every:
        with copied(furnished, to / str(moment.nth), press=PlainPress()) as house:
            if found := _completed(house, moment, check):
                wrong[moment] = found
    return wrong


def _completed(house: House, moment: Moment, check: Callable[[House], list[str]]) -> list[str]:
    if not house.dies(Gate(die_at=moment.nth, after=moment.after)):
        return ["it came through"]
    house.later(DEAD)
    end = house.run().end.value
    found = [] if end in {"done", "idle"} else [f"the next run ended {end}"]
    return [*found, *(check(house) if is_quiet(house) else ["not quiet"])]


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


def test_the_samples_have_every_kind_of_request(asked: list[Moment], heard: list[Moment]) -> None:
    wanted = kinds_of_fault("requests", "billing") | kinds_of_fault("requests", "approval")
    assert {moment.request for moment in (*asked, *heard)} == wanted
    sample = (*chosen(asked, "asked"), *chosen(heard, "heard"))
    assert {moment.request for moment in sample} == wanted


@pytest.mark.parametrize("part", range(PARTS))
def test_a_client_is_asked_once_wherever_the_run_dies(
    asking: Path, asked: list[Moment], tmp_path: Path, part: int
) -> None:
    sample = chosen(asked, "asked")[part::PARTS]
    assert len(sample) >= 3
    assert deaths(asking, tmp_path, sample, is_asked_once) == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_what_was_agreed_to_leaves_once_wherever_the_run_dies(
    agreed: Path, heard: list[Moment], tmp_path: Path, part: int
) -> None:
    sample = chosen(heard, "heard")[part::PARTS]
    assert len(sample) >= 3
    assert deaths(agreed, tmp_path, sample, is_sent_once) == {}
