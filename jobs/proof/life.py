"""The life of a document, on the page « Preuve »: everything in its order."""

from __future__ import annotations

from datetime import datetime

from invoicing.history.events.approvals import Answered, ArrivalEvent, Consented, Withdrawn
from invoicing.history.events.codec import facts_of
from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import DeliveryEvent, Sent
from invoicing.texts.pages import proof as texts
from invoicing.values.french import clock
from invoicing.values.printed_page import PageSection
from jobs.proof.evidence import Evidence


def life(evidence: Evidence) -> PageSection:
    """Everything in its order, by when it happened and not by when it was noted."""
    happened = sorted(
        ((_instant(event, noted), event) for event, noted in evidence.events),
        key=lambda each: each[0],
    )
    rows = tuple(_row(evidence, event, at) for at, event in happened)
    return PageSection(heading=texts.LIFE, columns=texts.LIFE_COLUMNS, rows=rows)


def _instant(event: Event, noted: datetime) -> datetime:
    if isinstance(event, Sent):
        return event.sent_at
    if isinstance(event, Answered | ArrivalEvent | Consented | Withdrawn | DeliveryEvent):
        return event.at
    return noted


def _row(evidence: Evidence, event: Event, at: datetime) -> tuple[str, str, str]:
    what, more = texts.HAPPENED.get(event.wire, (event.wire, ""))
    return clock(at), what, _more(evidence, event, more)


def _more(evidence: Evidence, event: Event, text: str) -> str:
    """Fill in what the facts and contents tell; people's words in their quotes."""
    facts, record = facts_of(event), event.record
    said = evidence.said(record) if record and "{words}" in text else ()
    to = evidence.said(record) if "{to}" in text else ()
    values = {
        "mail": texts.mail_name(facts.get("role", "")),
        **facts,
        "outcome": texts.OUTCOMES.get(facts.get("outcome", ""), ""),
        "words": texts.EMPTIED if said is None else " – ".join(filter(None, said)),
        "to": f"à {', '.join(to)}" if to else "",
    }
    return text.format_map(values).strip(" –,")
