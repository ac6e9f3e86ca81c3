"""The sample that ``make test`` plays has every kind of fault; tests/faults.toml lists them."""

from __future__ import annotations

import pytest

from tests.jobs.explorer.rehearsal import Rehearsal
from tests.jobs.explorer.scheduler import FAULTS, READS, Bounds, Schedule, Trace, explored, labels
from tests.jobs.explorer.test_approval_killed import STORIES, a_rehearsal
from tests.papers.house import kinds_of_fault
from tests.sampling import sampled

PLAYED: list[Rehearsal] = [Rehearsal(take_over=(False,)), *map(a_rehearsal, STORIES)]


def _calls(rehearsal: Rehearsal) -> list[tuple[int, str]]:
    return rehearsal.play(())[0].calls


def test_every_call_at_which_a_billing_run_may_die_is_listed() -> None:
    made = {name for each in PLAYED for _, name in _calls(each)}
    assert made == kinds_of_fault("calls", "billing")
    assert set(FAULTS) == kinds_of_fault("calls", "faults")


@pytest.mark.parametrize("story", STORIES)
def test_a_sample_of_deaths_has_every_call_and_every_write_of_every_stage(story: str) -> None:
    calls = _calls(a_rehearsal(story))
    steps = range(1, len(calls) + 1)
    sample = sampled(steps, lambda step: labels(calls, step), story)
    assert {calls[step - 1] for step in sample} == set(calls)
    assert len(sample) >= sum(name not in READS for name in {name for _, name in calls})


def test_a_sample_of_faults_has_every_act_at_every_call() -> None:
    bounds = Bounds(runs=1, switches=0, faults=1)
    rehearsal = a_rehearsal("answered")
    plain, _ = rehearsal.play(())

    def acts(of: str) -> set[tuple[str, str]]:
        def play(schedule: Schedule) -> Trace:
            return rehearsal.play(schedule)[0]

        found = (schedule for schedule, _ in explored(play, bounds, of=of))
        return {(each.act, plain.calls[each.step - 1][1]) for (each,) in filter(None, found)}

    assert acts("a sample") == acts("")
