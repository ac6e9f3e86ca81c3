"""Mail as bytes: checked, digested for search, and changed only in its header lines."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import getaddresses, parsedate_to_datetime
from functools import lru_cache
from typing import Any, cast

from sandbox.google.api.errors import invalid

HEADER = re.compile(rb"[!-9;-~]+[ \t]*:")
LATEST = 221_845_392_000_000  # milliseconds: the year 9000
TEXT_LIMIT = 100_000  # characters of a mail that search sees


class _Remembering(EmailPolicy):
    """Reads a header once: the parser asks for the content type of each part several times."""

    header_fetch_parse = lru_cache(maxsize=256)(EmailPolicy.header_fetch_parse)


POLICY = cast("Policy[EmailMessage]", _Remembering())


def checked(raw: bytes) -> EmailMessage:
    """Parse a mail; refuse bytes that are no mail."""
    head, _ = split(raw)
    if not head or not all(_is_header(line) for line in head.splitlines()):
        message = "Invalid MIME message: malformed header."
        raise invalid(message)
    return parsed(raw)


@lru_cache(maxsize=4)  # one call looks at the same mail up to seven times
def parsed(raw: bytes) -> EmailMessage:
    """Parse a mail, to be read only."""
    return email.message_from_bytes(raw, policy=POLICY)


def _is_header(line: bytes) -> bool:
    return line[:1] in {b" ", b"\t"} or HEADER.match(line) is not None


def split(raw: bytes) -> tuple[bytes, bytes]:
    r"""Return header lines (with the last line's end) and the rest (blank line first).

    >>> split(b"A: 1\nB: 2\n\nbody")
    (b'A: 1\nB: 2\n', b'\nbody')
    """
    match = re.search(rb"\r?\n(?=\r?\n)", raw)
    return (raw[: match.end()], raw[match.end() :]) if match else (raw, b"")


def with_header(raw: bytes, name: str, value: str) -> bytes:
    r"""Return a mail with one header set in the place of all of its name, the body untouched.

    >>> with_header(b"Message-ID: <a>\nTo: b\n\nbody", "Message-Id", "<c>")
    b'To: b\nMessage-Id: <c>\n\nbody'
    """
    head, rest = split(without_header(raw, name))
    end = b"\r\n" if b"\r\n" in head else b"\n"
    if head and not head.endswith(b"\n"):
        head += end
    return head + f"{name}: {value}".encode("utf-8", "replace") + end + rest


def without_header(raw: bytes, name: str) -> bytes:
    """Return a mail without a header."""
    head, rest = split(raw)
    pattern = (
        rb"(?im)^" + re.escape(name.encode()) + rb"[ \t]*:.*(?:\r?\n|\Z)(?:[ \t].*(?:\r?\n|\Z))*"
    )
    return re.sub(pattern, b"", head) + rest


def addresses(message: EmailMessage, *names: str) -> list[str]:
    """Return the addresses in some headers, in lower case."""
    pairs = getaddresses([text(message, name, n) for name in names for n in range(9)])
    return [address.lower() for _, address in pairs if address]


def text(message: EmailMessage, name: str, nth: int = 0) -> str:
    """Return a header's text, decoded; "" if it is absent or cannot be read."""
    try:
        values = message.get_all(name, [])
        return str(values[nth]) if nth < len(values) else ""
    except (ValueError, LookupError, AttributeError, TypeError, MessageError):
        return ""


def digest(message: EmailMessage) -> dict[str, Any]:
    """Return what search, threads and lists need of a mail, as JSON."""
    body = body_text(message)
    return {
        "from": text(message, "From"),
        "to": text(message, "To"),
        "cc": text(message, "Cc"),
        "bcc": text(message, "Bcc"),
        "subject": text(message, "Subject"),
        "message_id": text(message, "Message-ID").strip(),
        "references": references(message),
        "files": [part.get_filename() for part in message.walk() if part.get_filename()],
        "text": body[:TEXT_LIMIT],
        "list": text(message, "List-ID"),
    }


def references(message: EmailMessage) -> list[str]:
    """Return the Message-IDs that a mail answers, nearest last."""
    headers = f"{text(message, 'References')} {text(message, 'In-Reply-To')}"
    return re.findall(r"<[^<>\s]+>", headers)


def body_text(message: EmailMessage) -> str:
    """Return the readable text of a mail: plain parts, or the words of its HTML."""
    plain = list(_contents(message, "text/plain"))
    if plain:
        return "\n".join(plain)
    html = "\n".join(_contents(message, "text/html"))
    return re.sub(r"<[^>]*>", " ", re.sub(r"(?is)<(style|script).*?</\1>", " ", html))


def html(message: EmailMessage) -> str:
    """Return the HTML of a mail, "" without any."""
    return "\n".join(_contents(message, "text/html"))


def _contents(message: EmailMessage, kind: str) -> Iterator[str]:
    for part in message.walk():
        if part.get_content_type() == kind and not part.get_filename():
            yield decoded_text(part)


def decoded_text(part: Any) -> str:
    """Return the text of a part, whatever its charset claims."""
    payload = part.get_payload(decode=True) or b""
    try:
        return str(payload.decode(part.get_content_charset("utf-8"), "replace"))
    except LookupError:
        return str(payload.decode("utf-8", "replace"))


def payload(part: Any) -> bytes:
    """Return the decoded bytes of a part; of an attached mail, its own bytes."""
    if part.get_content_type() == "message/rfc822":
        return b"\n".join(bytes(inner) for inner in part.get_payload())
    if part.get_content_type() == "message/delivery-status":
        return b"\n".join(bytes(block) for block in part.get_payload())
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def date_ms(message: EmailMessage) -> int | None:
    """Return the instant of the Date header in milliseconds, if there is one."""
    try:
        at_ms = int(parsedate_to_datetime(text(message, "Date")).timestamp() * 1000)
    except (ValueError, OverflowError, TypeError):
        return None
    return at_ms if 0 <= at_ms < LATEST else None
