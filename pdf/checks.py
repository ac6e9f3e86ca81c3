"""What is wrong with an invoice as a printed thing and as XML: found before its number is taken."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from invoicing.document.invoice import Invoice
from invoicing.values.french import tenths
from jobs.ports import Flaw
from pdf.facturx import official_rules
from pdf.facturx.read_back import differing
from pdf.pages.pagination import Printed
from pdf.typesetting.drawn_text import squeezed
from pdf.typesetting.printable_characters import composed

MOST_PAGES = 50
SHOWN, SHOWN_TEXTS = 60, 5  # characters of a lost text that are told, and texts
TOLD = 300  # characters of a rule
MOST_BYTES = 5_000_000  # a mail of Gmail's carries 25 MB, many mailboxes take 10


def of_print(view: object, printed: Printed) -> Iterator[Flaw]:
    """Yield what is missing of a view from the page, and what is too large."""
    drawn = "".join(printed.pages)
    lost = dict.fromkeys(text for text in strings(view) if not _is_printed(text, drawn))
    if lost:
        texts = ", ".join(f"« {text[:SHOWN]} »" for text in list(lost)[:SHOWN_TEXTS])
        yield Flaw(code="text-lost", values={"texts": texts})
    pages, size = printed.count, len(printed.pdf)
    if pages > MOST_PAGES or size > MOST_BYTES:
        yield Flaw(
            code="document-too-large",
            values={"pages": str(pages), "size": tenths(size / 1e6)},
        )


ELECTRONIC_ADDRESS = "BR-FR-12"  # BT-49; a person who has none is outside flux 2, of businesses


def of_xml(invoice: Invoice, xml: bytes) -> Iterator[Flaw]:
    """Yield the official rules that the XML breaks, and what it says otherwise than the invoice."""
    rules = {
        rule.rule: rule for rule in official_rules.broken(xml)
    }  # once, however many lines break it
    if not (invoice.draft.buyer.legal_id or invoice.draft.buyer.email):
        rules.pop(ELECTRONIC_ADDRESS, None)
    for rule in rules.values():
        yield Flaw(code="xml-rule", values={"rule": rule.rule, "text": rule.text[:TOLD]})
    if "XSD" not in rules and (fields := differing(invoice, xml)):
        yield Flaw(code="xml-differs", values={"fields": ", ".join(fields[:SHOWN_TEXTS])})


def strings(view: Any) -> Iterator[str]:
    """Yield every string that a view has the template print."""
    if isinstance(view, str):
        yield composed(view)
    elif isinstance(view, tuple):
        for item in view:
            yield from strings(item)
    elif dataclasses.is_dataclass(view):
        for field in dataclasses.fields(view):
            if field.metadata.get("printed", True):
                yield from strings(getattr(view, field.name))


def _is_printed(text: str, drawn: str) -> bool:
    """Whether a text is drawn in one piece, or word by word where a page ends within it."""
    return squeezed(text) in drawn or all(word in drawn for word in text.split())
