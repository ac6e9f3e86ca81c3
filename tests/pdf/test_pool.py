"""Prints of other cores: the same bytes, whatever becomes of the processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from invoicing.document.invoice import Invoice
from jobs.ports import Print, Refused
from pdf.press import Press
from pdf.press_pool import PressPool
from tests.pdf import samples

KINDS = (samples.plain, samples.rich, samples.franchise, samples.deposit, samples.situation,
         samples.final, samples.credit_note, samples.corrected)  # fmt: skip
KEY, FEW = "F0001", len(KINDS)


@pytest.fixture(scope="module")
def pool() -> Iterator[PressPool]:
    with closing(PressPool(1, few=FEW)) as opened:
        yield opened


def many() -> list[Invoice]:
    return [kind() for kind in KINDS]


def unprintable() -> Invoice:
    """An invoice with a character that no typeface of ours has."""
    return replace(samples.plain(), draft=replace(samples.plain().draft, subject="\U0001f600"))


def finals(invoices: list[Invoice]) -> list[Print]:
    return [Print(invoice=invoice, at=samples.AT) for invoice in invoices]


def test_what_was_foreseen_has_the_same_bytes(press: Press, pool: PressPool) -> None:
    pool.foresee(finals(many()))
    for invoice in many():
        assert pool.invoice(invoice, samples.AT) == press.invoice(invoice, samples.AT)
    assert multiprocessing.active_children()


def test_a_trial_finds_the_same_and_a_draft_is_the_same(press: Press, pool: PressPool) -> None:
    tried, drafted = [*many(), unprintable()], samples.plain()
    trials = [Print(invoice=invoice) for invoice in tried]
    pool.foresee([*trials, Print(invoice=drafted, at=samples.AT, key=KEY)])
    found = [tuple(pool.flaws(invoice)) for invoice in tried]
    assert found == [tuple(press.flaws(invoice)) for invoice in tried]
    assert found[-1]
    assert pool.draft(drafted, KEY, samples.AT) == press.draft(drafted, KEY, samples.AT)


def test_what_a_process_refuses_is_refused(press: Press, pool: PressPool) -> None:
    wrong = unprintable()
    pool.foresee([*finals(many()), Print(invoice=wrong, at=samples.AT)])
    with pytest.raises(Refused) as theirs:
        pool.invoice(wrong, samples.AT)
    with pytest.raises(Refused) as ours:
        press.invoice(wrong, samples.AT)
    assert theirs.value.problems == ours.value.problems


def test_what_was_not_foreseen_is_printed_all_the_same(press: Press, pool: PressPool) -> None:
    pool.foresee(finals(many()))
    other = replace(samples.plain(), number="MARTIN-2026-0999")
    assert pool.invoice(other, samples.AT) == press.invoice(other, samples.AT)


def test_a_few_start_no_process() -> None:
    before = multiprocessing.active_children()
    with closing(PressPool(1, few=FEW)) as small:
        small.foresee(finals(many())[: FEW - 1])
        assert multiprocessing.active_children() == before


def test_a_process_that_dies_costs_time_only(press: Press) -> None:
    before = {child.pid for child in multiprocessing.active_children()}
    with closing(PressPool(1, few=FEW)) as dying:
        dying.foresee(finals(many()))
        (theirs,) = {child.pid for child in multiprocessing.active_children()} - before
        assert theirs is not None
        os.kill(theirs, signal.SIGKILL)
        for invoice in many():
            assert dying.invoice(invoice, samples.AT) == press.invoice(invoice, samples.AT)
        dying.foresee(finals(many()))
        assert {child.pid for child in multiprocessing.active_children()} == before


def test_a_process_that_dies_with_nothing_to_do_costs_time_only() -> None:
    before = set(multiprocessing.active_children())
    with closing(PressPool(1, few=FEW)) as dying:
        dying.foresee(finals(many()))
        made = [dying.invoice(invoice, samples.AT) for invoice in many()]
        (theirs,) = set(multiprocessing.active_children()) - before
        theirs.kill()
        theirs.join()
        time.sleep(0.5)  # until the pool has noticed
        dying.foresee(finals(many()))
        assert [dying.invoice(invoice, samples.AT) for invoice in many()] == made


def test_a_machine_that_starts_no_process_costs_time_only(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr(SpawnProcess, "start", refuse)
    with closing(PressPool(2, few=FEW)) as alone:
        alone.foresee(finals(many()))
        for invoice in many():
            assert alone.invoice(invoice, samples.AT) == press.invoice(invoice, samples.AT)


PARENT = """
import multiprocessing, sys, time
from pdf.press_pool import PressPool
from tests.pdf.test_pool import FEW, finals, many

if __name__ == "__main__":
    pool = PressPool(1, few=FEW)
    pool.foresee(finals(many()))
    print(*[child.pid for child in multiprocessing.active_children()], flush=True)
    time.sleep(60)
"""


def test_a_killed_run_leaves_no_process_behind(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    here = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(  # noqa: S603  (written above)
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, env=here
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    assert _ends(child)


def _ends(process: int) -> bool:
    """Whether it is gone, or a zombie that nobody has buried, within half a minute."""
    for _ in range(300):
        stat = Path(f"/proc/{process}/stat")
        if not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False
