"""How issued documents refer to each other, by recorded facts alone, without their contents.

original ◀─credited, corrected── credit note, corrected invoice      (``ends`` it, or a part of it)
deposits, situations ◀─deducted, followed── final invoice
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, unique
from typing import TypeVar

from invoicing.document.invoice import DocumentType, Draft
from invoicing.history.events.documents import Numbered
from invoicing.history.history import History
from invoicing.history.records import IssuedDocument
from invoicing.rows.drafts import TickedRow
from invoicing.rows.tabs import normalised
from invoicing.values.canonical_json import sha256

K = TypeVar("K")


@unique
class LaterOutcome(Enum):
    """What a later document made of an earlier one, as `Statut` says it."""

    REPLACED = "Remplacée"
    CREDITED = "Annulée par avoir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affair:
    """What deposits, situations and the final invoice of one buyer have in common."""

    client_code: str
    buyer: str  # hashed
    name: str  # hashed


def hashed(text: str) -> str:
    """SHA-256 of a code or of `Affaire`, however it is spelt; facts hold no names."""
    plain = normalised(text)
    return sha256(plain.encode()) if plain else ""


def tied(event: Numbered, candidate: TickedRow, draft: Draft) -> Numbered:
    """Return the facts that later documents need, to be recorded with the number."""
    olds = (*draft.preceding, *draft.deposits)
    return replace(
        event,
        document_type=draft.document_type,
        buyer=hashed(candidate.row.buyer),
        affair=hashed(draft.affair),
        after=tuple(old.number for old in olds),
        ends=candidate.ends,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentLinks:
    """Every issued document by its number and by its affair, and what refers to it."""

    by_number: Mapping[str, IssuedDocument]
    followers: Mapping[str, tuple[IssuedDocument, ...]]  # number → what hangs on it, oldest first
    affairs: Mapping[Affair, tuple[IssuedDocument, ...]]

    def credits(self, number: str) -> Iterator[IssuedDocument]:
        """Return the credit notes of a document."""
        return (
            each
            for each in self.followers.get(number, ())
            if each.document_type.is_credit and each.after[0] == number
        )

    def end(self, number: str) -> IssuedDocument | None:
        """Return the document that replaced or wholly credited a document, or ``None``."""
        found = self.followers.get(number, ())
        return next((each for each in found if each.ends == number), None)

    def outcome(self, number: str) -> LaterOutcome | None:
        """Return what a later document made of a document, or ``None``."""
        end = self.end(number)
        if end is None:
            return None
        return LaterOutcome.CREDITED if end.document_type.is_credit else LaterOutcome.REPLACED

    def settled_by(self, number: str) -> IssuedDocument | None:
        """Return the final invoice that deducts this deposit or situation, or ``None``."""
        finals = (
            each
            for each in self.followers.get(number, ())
            if each.document_type is DocumentType.FINAL and not self._gives_back(each, number)
        )
        return next(finals, None)

    def _gives_back(self, final: IssuedDocument, number: str) -> bool:
        """Whether its credit note freed it again: a deposit only if that note deducts it too."""
        if any(number in note.after for note in self.credits(final.number)):
            return True
        is_deposit = self.by_number[number].document_type is DocumentType.DEPOSIT
        return not is_deposit and self.end(final.number) is not None

    def standing(self, affair: Affair, document_type: DocumentType) -> tuple[IssuedDocument, ...]:
        """Return the documents of an affair that nothing has ended, oldest first."""
        return tuple(
            each
            for each in self.affairs.get(affair, ())
            if each.document_type is document_type and self.end(each.number) is None
        )


def ties(history: History) -> DocumentLinks:
    """Return the links among issued documents."""
    issued = history.documents.values()
    return DocumentLinks(
        by_number={each.number: each for each in issued},
        followers=_grouped((old, each) for each in issued for old in each.after),
        affairs=_grouped((affair_of(each), each) for each in issued if each.affair),
    )


def affair_of(issued: IssuedDocument) -> Affair:
    """Return the affair of an issued document."""
    return Affair(client_code=issued.client_code, buyer=issued.buyer, name=issued.affair)


def _grouped(pairs: Iterable[tuple[K, IssuedDocument]]) -> dict[K, tuple[IssuedDocument, ...]]:
    found: dict[K, list[IssuedDocument]] = defaultdict(list)
    for key, each in pairs:
        found[key].append(each)
    return {key: tuple(sorted(some, key=_age)) for key, some in found.items()}


def _age(issued: IssuedDocument) -> tuple[date, int, str]:
    return issued.issue_date, len(issued.number), issued.number
