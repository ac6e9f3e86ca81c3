"""Mail addresses in cells: several may stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import parseaddr
from functools import lru_cache

from invoicing.values.canonical_json import content_hash

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def addresses(cell: str) -> tuple[str, ...]:
    """Split the mail addresses of a cell at commas, semicolons and new lines."""
    return tuple(part.strip() for part in re.split(r"[,;\n]", cell) if part.strip())


@lru_cache(maxsize=4096)  # the same few stand in all rows, and are asked about with every record
def is_address(text: str) -> bool:
    """Whether *text* is one plain mail address that may stand in a header."""
    return bool(ADDRESS.fullmatch(text)) and parseaddr(text)[1] == text


def addresses_hash(found: Iterable[str]) -> str:
    """Return a hash of addresses."""
    return content_hash(tuple(sorted(each.lower() for each in found)))


def box_hash(box: str) -> str:
    """Return a hash of the address of a mailbox."""
    return content_hash(box.strip().lower())
