"""Faults and deaths at random while mails leave, and what must hold of every one of them after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from invoicing.history.records import IssuedDocument
from tests.house.world.house import House
from tests.house.world.inspection import attached, history, sent

ROLES = 3  # recipients of a document, in an agency that is ``shared``
METHODS = ("gmail.users.drafts.create", "gmail.users.drafts.send", "gmail.users.messages.*",
           "drive.files.*", "sheets.*", "batch", "*")  # fmt: skip
KINDS: Mapping[str, Mapping[str, object]] = {  # as tests/faults.toml names them
    "drop_before": {"kind": "drop_before"},
    "drop_after": {"kind": "drop_after"},
    "status 429": {"kind": "status", "status": 429},
    "status 429 three times": {"kind": "status", "status": 429, "times": 3},
    "status 503": {"kind": "status", "status": 503},
    "status 503 after the effect": {"kind": "status", "status": 503, "when": "after"},
    "status 429 for the day": {"kind": "status", "status": 429, "reason": "dailyLimitExceeded"},
}
MOST = 6  # faults planned for one run


def requests_of(rows: int) -> int:
    """How many requests sending so many documents takes, nearly."""
    return (1 + 3 * ROLES) * rows + 40


def moment(chance: Random, rows: int) -> int:
    """Choose one of the requests of a run; an early one more often, for the first fault ends many.

    So a third come within a run's first thirtieth.
    """
    return 1 + int(requests_of(rows) * chance.random() ** 3)


def troubles(house: House, chance: Random, rows: int, kinds: Sequence[str] = ()) -> int:
    """Plan some faults of the next run, these *kinds* first, and return how many."""
    count = max(len(kinds), chance.randint(0, MOST))
    more = chance.choices(list(KINDS), k=count - len(kinds))
    for kind in (*kinds, *more):
        planned = {"method": chance.choice(METHODS), "nth": moment(chance, rows)}
        house.control("POST", "/sandbox/faults", {**KINDS[kind], **planned})
    return count


def dealt(chance: Random, runs: int) -> list[list[str]]:
    """Deal all kinds out to so many runs."""
    every = chance.sample(list(KINDS), k=len(KINDS))
    return [every[nth::runs] for nth in range(runs)]


@dataclass(slots=True, kw_only=True)
class Tally:
    """What became of every transmission that was wanted."""

    once: int = 0  # out, exactly once, and recorded and shown as such
    unsent: int = 0  # not out, or not known to be, and a person sees that
    twice: int = 0
    wrong: list[str] = field(default_factory=list)  # anything else: claimed and not out, unshown …


def tally(house: House, rows: int) -> Tally:
    """Compare mailboxes, Journal and `Envois`."""
    issued = list(history(house).documents.values())
    mails = _mails(house)
    found = Tally(twice=sum(count - 1 for count in mails.values() if count > 1))
    shown = _shown(house)
    if len(issued) != rows:
        found.wrong.append(f"{len(issued)} documents")
    for document in issued:
        left = sum(count for (number, _), count in mails.items() if number == document.number)
        _count(document, left, shown, found)
    return found


def _mails(house: House) -> Counter[tuple[str, str]]:
    """How many mails carry which number to whom."""
    return Counter(
        (attached(mail).split(b" ")[1].decode(), str(mail["To"]).lower())
        for mail in sent(house)
        if list(mail.iter_attachments())
    )


def _shown(house: House) -> dict[str, str]:
    with house.hands() as hands:
        return {key: state for key, state in hands.rows("Envois", "Clé", "État") if key}


def _count(document: IssuedDocument, left: int, shown: Mapping[str, str], found: Tally) -> None:
    claimed = sum(known.sent_at is not None for known in document.transmissions.values())
    states = [shown.get(f"{document.number}/{role}", "") for role in document.roles]
    found.once += states.count("envoyé")
    found.unsent += states.count("introuvable")
    found.wrong += _told(document.number, left, claimed, states)


def _told(number: str, left: int, claimed: int, states: list[str]) -> Iterator[str]:
    if len(states) != ROLES or left < claimed or states.count("envoyé") != claimed:
        yield f"{number}: {left} left, {claimed} recorded, shown {states}"
    if any(state not in {"envoyé", "introuvable"} for state in states):
        yield f"{number}: unsettled, shown {states}"
