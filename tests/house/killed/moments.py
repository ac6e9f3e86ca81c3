"""The moments at which a run over HTTP may die, and what each stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.house.world.gate import Gate
from tests.house.world.house import House
from tests.sampling import sampled

ID = re.compile(r"(?<=/)[\w-]{16,}")
TICKET = "PATCH /drive/v3/files/*"  # a stage's work is recorded: what has been is never done again


@dataclass(frozen=True, slots=True)
class Moment:
    """A request of a run, and on which side of it the run dies."""

    nth: int  # from 1
    request: str  # without ids
    stage: int  # how many stages have been recorded before
    after: bool  # the request has its effect, its answer is lost

    @property
    def labels(self) -> set[object]:
        """What it stands for: the request and its side; of a write, the stage too.

        After a mere look the outside is as before it, whatever the stage.
        """
        is_read = self.request.startswith("GET ")
        own = {(self.request, self.after)}
        return {*own} if is_read else {*own, (self.stage, self.request)}


def plain(passed: str) -> str:
    """Return a request without its ids.

    >>> plain("GET /v4/spreadsheets/1tr_2FH9k3rTiDdfEpFKiyUrxx2F05SpH/values:batchGet")
    'GET /v4/spreadsheets/*/values:batchGet'
    """
    return ID.sub("*", passed)


def moments(house: House, sides: tuple[bool, ...] = (False, True)) -> list[Moment]:
    """Run to the end; return every moment of it."""
    gate = Gate()
    house.run(gate)
    requests = [plain(passed) for passed in gate.passed]
    return [
        Moment(nth, request, requests[: nth - 1].count(TICKET), after)
        for nth, request in enumerate(requests, 1)
        for after in sides
    ]


def chosen(every: list[Moment], of: str) -> list[Moment]:
    """Return today's sample of them."""
    return sampled(every, lambda moment: moment.labels, of)
