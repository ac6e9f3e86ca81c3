"""What is asked for now: an answer to anything else comes too late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invoicing.approval.confirmed_details import asked_of
from invoicing.history.contract_end import (
    asked_of_agency,
    closing_question,
    receipt_content,
    receipt_question,
)
from invoicing.history.records import DocumentKey
from invoicing.register.entry import is_withdrawn
from invoicing.register.register import Register
from invoicing.rows.tabs import ClientRow, normalised


def standing(books: Register) -> Mapping[DocumentKey, str]:
    """What is asked for now, by document; of a client, under the key ""."""
    documents = {
        entry.key: entry.content
        for entry in books.entries
        if entry.candidate is not None and not is_withdrawn(entry)
    }
    clients = {
        key: content
        for row in books.rows.clients
        for key, content in _questions(normalised(row.code), row)
    }
    return {**documents, **clients}


def _questions(code: str, client: ClientRow) -> Iterator[tuple[DocumentKey, str]]:
    yield DocumentKey(client=code), asked_of(client)
    if client.closing:
        yield closing_question(code), asked_of_agency(client)
        yield receipt_question(code), receipt_content(client)
