"""What the client has said, shown in the row: his words stand in the Journal's contents.

A look that takes no ticket does not read them: it leaves those cells alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from invoicing.dossier import Hint
from invoicing.history import Key
from invoicing.lifecycle import Entry, State
from invoicing.problems import Problem
from jobs.frozen import fetch
from jobs.work import Work


def _hinted(entry: Entry, state: State) -> tuple[str, Hint] | None:
    """The code of what is to be shown, and whose words it needs."""
    dossier = entry.dossier
    match state:
        case State.CORRECTION:
            code, hint = "correction-asked", dossier.objection
        case State.REPLY:
            code, hint = "reply-to-read", dossier.reply
        case State.MUTE:
            code, hint = _mute(entry)
        case _:
            code, hint = "late-correction", dossier.late
    return (code, hint) if hint is not None else None


def _mute(entry: Entry) -> tuple[str, Hint]:
    if entry.dossier.bounce is not None:
        return "request-bounced", entry.dossier.bounce
    is_lost = entry.letter is not None and entry.letter.lost
    nothing = Hint(id="", at=entry.dossier.versions[-1].at)
    if is_lost:
        return "request-lost", nothing
    return ("request-mute" if entry.dossier.is_mute else "request-expired"), nothing


def hinted(entries: tuple[Entry, ...], now: datetime) -> frozenset[Key]:
    """The documents of which something is to be shown that a look does not know."""
    return frozenset(entry.key for entry in entries if _hinted(entry, entry.state(now)) is not None)


def hints(work: Work) -> Iterator[Problem]:
    """Say it, in the document's row."""
    found = [
        (entry, told)
        for entry in work.books.entries
        if entry.row is not None and (told := _hinted(entry, entry.state(work.run.now)))
    ]
    fetch(work, [hint.record for _, (_, hint) in found])
    for entry, (code, hint) in found:
        assert entry.row is not None  # as above
        yield entry.row.problem(code, **_values(work.texts, hint))


def _values(texts: Mapping[str, str], hint: Hint) -> Mapping[str, str]:
    said: Any = json.loads(texts.get(hint.record, '""'))
    who, words = said if isinstance(said, list) else ("", said)
    subjects = f" ({', '.join(hint.subjects)})" if hint.subjects else ""
    return {"who": str(who), "words": str(words) or "…", "subjects": subjects}
