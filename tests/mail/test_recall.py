"""How well bounces are read, measured by two others: Sisimai (Perl) and flufl.bounce.

Sisimai tells why; where it does not know ("onhold", "undefined", …) or a rule refused ("filtered"),
it says neither for good nor for now in our sense, and only whether it came back counts.  The least
recall is what was measured, on the samples that mail/delivery_reports.py was mended with: it guards
against getting worse, and promises nothing about other mails.
"""

from __future__ import annotations

from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from flufl.bounce import all_failures

from mail.classify import ClassifiedMail, MailKind, classify
from mail.parts import parsed
from tests.mail.test_bounces import SAMPLES
from tests.papers.house import read
from tests.tools.judge import sisimai

KINDS = ("hard", "soft", "delay", "none")
HARD = {"userunknown", "hostunknown", "hasmoved"}
SOFT = {"mailboxfull", "expired", "networkerror", "systemerror", "systemfull", "toomanyconn"}
Counts = Counter[tuple[str, str]]  # (what another one says, what we say) → samples


def ours(found: ClassifiedMail) -> str:
    if found.kind is MailKind.BOUNCE:
        return "hard" if found.is_permanent else "soft"
    return "delay" if found.kind is MailKind.DELAY else "none"


def flufls(path: Path) -> str:
    temporary, permanent = all_failures(message_from_bytes(path.read_bytes()))
    return "failed" if permanent else "delay" if temporary else "none"


def sisimais(found: list[dict[str, str]]) -> str:
    """Return its kind; it calls a delay so only where the mail has an ``Action`` that says so."""
    if any(each["action"].startswith("delay") for each in found):
        return "delay"
    reasons = {each["reason"] for each in found} - {"vacation", "delivered"}
    if not reasons:
        return "none"
    if reasons & HARD:
        return "hard"
    return "soft" if reasons & SOFT else "other"


@pytest.fixture(scope="module")
def read_by_us() -> dict[Path, ClassifiedMail]:
    return {path: classify(parsed(path.read_bytes())) for path in SAMPLES}


@pytest.fixture(scope="module")
def by_flufl(read_by_us: dict[Path, ClassifiedMail]) -> Counts:
    return Counter((flufls(path), ours(found)) for path, found in read_by_us.items())


@pytest.fixture(scope="module")
def by_sisimai(read_by_us: dict[Path, ClassifiedMail]) -> Counts:
    said = sisimai(SAMPLES)
    return Counter((sisimais(said[path]), ours(found)) for path, found in read_by_us.items())


def recall(counts: Counts, kind: str, *same: str) -> float:
    of = sum(count for (said, _), count in counts.items() if said == kind)
    return sum(counts[kind, each] for each in same) / of


def test_all_samples_are_measured(by_flufl: Counts, by_sisimai: Counts) -> None:
    assert by_flufl.total() == by_sisimai.total() == 117


@pytest.mark.parametrize(
    ("kind", "same", "least"),
    [("hard", ("hard",), 1.0), ("soft", ("soft", "delay"), 21 / 24),
     ("delay", ("delay",), 7 / 9), ("other", ("hard", "soft", "delay"), 39 / 40)],
)  # fmt: skip
def test_we_read_what_sisimai_reads(
    kind: str, same: tuple[str, ...], least: float, by_sisimai: Counts
) -> None:
    assert recall(by_sisimai, kind, *same) >= least, by_sisimai


@pytest.mark.parametrize(
    ("kind", "same", "least"),
    [("failed", ("hard", "soft"), 0.99), ("delay", ("delay",), 1.0)],
)
def test_we_read_what_flufl_reads(
    kind: str, same: tuple[str, ...], least: float, by_flufl: Counts
) -> None:
    assert recall(by_flufl, kind, *same) >= least, by_flufl


def test_we_name_whom_sisimai_names(read_by_us: dict[Path, ClassifiedMail]) -> None:
    named = [
        each["recipient"].lower() in read_by_us[path].failed
        for path, found in sisimai(SAMPLES).items()
        for each in found
        if each["reason"] != "vacation"
    ]
    assert sum(named) / len(named) >= 0.97


def test_the_runbook_tells_what_is_measured(by_flufl: Counts, by_sisimai: Counts) -> None:
    for who, counts in (("flufl.bounce", by_flufl), ("Sisimai", by_sisimai)):
        for kind in {said for said, _ in counts}:
            cells = [str(counts[kind, each]) for each in KINDS]
            assert f"| {who} | {kind} | {' | '.join(cells)} |" in read("docs/measurements.md")
