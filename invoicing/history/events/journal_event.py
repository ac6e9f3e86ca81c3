"""What every event has, and how a fact is spelt where its type does not say it.

The Journal's columns are called `seller` and `key`; here they are the client's code and the
document's `Réf.`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from invoicing.history.records import DocumentKey
from invoicing.values.canonical_json import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """How a field is spelt in the Journal, as an annotation of its type.

    A field without a default is always written.  One with a default is left out when it has it,
    unless it is *always* written; it may be absent from older Journals.
    """

    name: str = ""  # of the fact, where it is not the field's
    always: bool = False
    separator: str = ","  # between the parts of a tuple
    prefix: str = ""  # before a number
    words: tuple[str, str] = ("no", "yes")  # of False and of True


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEvent:
    """One thing that happened.

    Facts hold codes, numbers, ids and hashes; names, addresses and amounts stand in the content.
    """

    wire: ClassVar[str]  # its name in the Journal

    client_code: str = ""
    reference: str = ""  # the document's `Réf.`; "" of what concerns no document
    content: str = ""  # frozen, canonical JSON; "" when it has none, or was read without it
    record: str = ""  # SHA-256 of the content

    def __post_init__(self) -> None:
        """Know the hash of one's own content."""
        if self.content and not self.record:
            object.__setattr__(self, "record", sha256(self.content.encode()))

    @property
    def key(self) -> DocumentKey:
        """The document that it happened to."""
        return DocumentKey(client=self.client_code, reference=self.reference)
