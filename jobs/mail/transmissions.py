"""The rows of `Envois`: one a transmission, as far as the history knows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.history.records import IssuedDocument, Transmission
from invoicing.register.entry import Entry, is_undelivered
from invoicing.texts.states import statuses as texts
from invoicing.values.channels import BY_HAND
from jobs.ports import Cell

SUPERSEDED = "rejeté, repris"  # another attempt has begun
Place = tuple[str, str, str]  # the client's code, `Réf.`, role


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalTexts:
    """What stands in the Journal's contents, as far as it is at hand; by place."""

    addressed: Mapping[Place, str] = field(default_factory=dict)  # to whom
    details: Mapping[Place, str] = field(default_factory=dict)  # what came back


def transmissions(entries: tuple[Entry, ...], told: JournalTexts) -> Iterator[dict[str, Cell]]:
    """Header → value.  What is not *told* is left alone."""
    for entry in entries:
        document = entry.document
        for role, last in document.transmissions.items() if document else ():
            assert document is not None  # it has transmissions
            yield from _attempts(document, role, last, told)


def _attempts(
    document: IssuedDocument, role: str, last: Transmission, told: JournalTexts
) -> Iterator[dict[str, Cell]]:
    place = document.client_code, document.reference, role
    for attempt, known in enumerate((*last.earlier, last), start=1):
        if known.drafted_at is None:
            continue
        row = _transmission(document, role, attempt, known)
        if known is not last and known.bounce is not None:
            row["État"] = SUPERSEDED
        if known is last:
            row |= {"Envoyé à": told.addressed[place]} if place in told.addressed else {}
            row |= {"Détail": told.details[place]} if place in told.details else {}
        yield row


def key_of(document: IssuedDocument, role: str, attempt: int) -> str:
    """`Clé`: what tells this transmission from all others."""
    return f"{document.number}/{role}" + ("" if attempt == 1 else f"/{attempt}")


def _transmission(
    document: IssuedDocument, role: str, attempt: int, known: Transmission
) -> dict[str, Cell]:
    state, since = state_of(known)
    return {
        "Clé": key_of(document, role, attempt),
        "Client": document.client_code,
        "Numéro": document.number,
        "Rôle": role,
        "Canal": known.channel,
        "Préparé le": to_the_second(known.drafted_at),
        "Envoyé le": to_the_second(known.sent_at),
        "Identifiant": known.message_header or known.reference,
        "Empreinte": document.sha256,
        "État": state,
        "État au": to_the_second(since),
    }


def state_of(known: Transmission) -> tuple[str, datetime | None]:
    """What is known of it, and since when; never more than is known."""
    by_hand = known.channel in BY_HAND
    if known.bounce is not None:
        word = texts.RETURNED if is_undelivered(known) else texts.PUT_OFF
        return word, known.bounce.at
    for word, found in ((texts.REPLIED, known.answer), (texts.OPENED, known.reading)):
        if found is not None:
            return word, found.at
    if known.delay is not None:
        return texts.DELAYED, known.delay.at
    if known.sent_at is not None:
        return (texts.DELIVERED if by_hand else texts.SENT), known.sent_at
    if known.is_unknown:
        return texts.NOT_FOUND, known.drafted_at
    return (texts.TO_DELIVER if by_hand else texts.READY_TO_LEAVE), known.drafted_at


def to_the_second(instant: datetime | None) -> datetime | None:
    """An instant (UTC) as exactly as a cell keeps it."""
    return None if instant is None else instant.replace(microsecond=0)
