"""Which of many like cases ``make test`` plays; ``make endure`` plays them all.

A case bears labels, the kinds of fault that it stands for.  A sample holds every label at least
once; which case stands for it changes with ``SAMPLE_SEED``, by default the day, so that what one
day leaves out another plays.  ``WHOLE=1`` leaves nothing out.
"""

from __future__ import annotations

import itertools
import os
import time
from collections.abc import Callable, Hashable, Iterable, Sequence
from random import Random
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")
A_DAY = 86_400  # seconds


def is_whole() -> bool:
    """Whether everything is asked for."""
    return os.environ.get("WHOLE", "") == "1"


def seed() -> int:
    """Return what chooses; conftest.py sets it once for all workers."""
    return int(os.environ.get("SAMPLE_SEED") or time.time() // A_DAY)


def sampled(cases: Sequence[T], labels: Callable[[T], Iterable[Hashable]], of: str) -> list[T]:
    """Return as many cases as it takes to have every label, in their order; *of*: whose they are.

    >>> len(sampled(range(100), lambda n: [n % 7], "a doctest"))
    7
    """
    if is_whole():
        return list(cases)
    order = list(range(len(cases)))
    Random(f"{seed()} {of}").shuffle(order)  # noqa: S311  (a choice, not a secret)
    seen: set[Hashable] = set()
    chosen = []
    for place in order:
        borne = set(labels(cases[place]))
        if borne - seen:
            chosen.append(place)
            seen |= borne
    return [cases[place] for place in sorted(chosen)]


def pairs(one: Iterable[S], other: Iterable[T], of: str) -> list[tuple[S, T]]:
    """Return as many pairs as it takes to have each of the one and of the other."""
    return sampled(list(itertools.product(one, other)), lambda pair: [*enumerate(pair)], of)
