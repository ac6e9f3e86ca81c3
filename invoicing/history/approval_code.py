"""The code of an approval: it names one request, and nobody but us can make it.

``1-K7QM2…-9F3X…``: the key's id, the request's id, 160 bits of HMAC-SHA256 (RFC 2104) over all that
the request stands for.  A code is a capital word of RFC 4648 base32, so that it can be dictated.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from invoicing.history.records import DocumentKey

CODE = re.compile(r"(?P<key>[0-9]{1,6})-(?P<request>[A-Z2-7]{16})-(?P<mac>[A-Z2-7]{32})")
OLD_KEYS_COUNT = timedelta(days=30)  # after the next key was made
VALID = timedelta(days=30)  # a code, after the hours in which it is to be answered


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A secret under which codes are made."""

    secret: bytes
    made: datetime  # aware, UTC

    def __repr__(self) -> str:
        """Show no secret."""
        return f"Key(made={self.made.isoformat()})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a code stands for."""

    request: str  # its id
    client_code: str
    reference: str  # the document's `Réf.`; "" for what concerns the client himself
    version: int
    content: str  # hash of what is asked
    approver: str  # hash of the addresses it was sent to
    expires: datetime  # aware, UTC

    @property
    def key(self) -> DocumentKey:
        """The document, or the client's question, that it is about."""
        return DocumentKey(client=self.client_code, reference=self.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code as it came back."""

    key: str
    request: str
    mac: str


def request_id(workbook: str, client_code: str, reference: str, version: int) -> str:
    """Return the id of a request: 80 bits, the same whenever it is made again."""
    named = "\x1f".join((workbook, client_code, reference, str(version)))
    return _base32(hashlib.sha256(named.encode()).digest()[:10])


def signed(claim: Claim, key_id: str, key: SigningKey) -> str:
    """Make the code."""
    return f"{key_id}-{claim.request}-{_mac(claim, key_id, key)}"


def parsed(text: str) -> Code | None:
    """Read a code, however it was typed; ``None`` when it is none.

    >>> parsed(" 1-aaaaaaaaaaaaaaaa-" + 32 * "b").request
    'AAAAAAAAAAAAAAAA'
    """
    found = CODE.fullmatch(text.strip().upper())
    return Code(key=found["key"], request=found["request"], mac=found["mac"]) if found else None


def is_genuine(code: Code, claim: Claim, key: SigningKey) -> bool:
    """Whether we made *code* for *claim*; compared in constant time."""
    return hmac.compare_digest(code.mac, _mac(claim, code.key, key))


def _mac(claim: Claim, key_id: str, key: SigningKey) -> str:
    covered = (key_id, claim.request, claim.client_code, claim.reference, str(claim.version),
               claim.content, claim.approver, claim.expires.isoformat())  # fmt: skip
    made = hmac.new(key.secret, "\x1f".join(covered).encode(), hashlib.sha256)
    return _base32(made.digest()[:20])


def _base32(content: bytes) -> str:
    return base64.b32encode(content).decode()
