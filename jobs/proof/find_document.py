"""The document that a person asks about, by its number or by client and `Réf.`."""

from __future__ import annotations

from invoicing.history.records import DocumentKey
from invoicing.rows.tabs import normalised
from invoicing.values.problems import Problem, Source
from jobs.engine.snapshot import Snapshot
from jobs.ports import Refused


def found(memory: Snapshot, *, number: str = "", seller: str = "", ref: str = "") -> DocumentKey:
    """Return the key of a document; ``Refused`` when the Journal knows none such."""
    history, wanted = memory.history, number.strip().upper()
    key = DocumentKey(client=normalised(seller), reference=normalised(ref))
    known = {*history.documents, *history.dossiers, *history.seen}
    keys = [each for each, issued in history.documents.items() if issued.number.upper() == wanted]
    if ref:
        keys = [each for each in known if each[1] == key.reference and key.client in {"", each[0]}]
    if len(keys) != 1:
        values = {"number": number or ref}
        problem = Problem(code="no-document", source=Source(tab="Journal"), values=values)
        raise Refused("no such document", problems=[problem])
    return keys[0]
