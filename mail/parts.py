"""Mail of anybody's making, read within limits: nothing in it raises, nothing in it lasts.

Headers are read as they stand (policy ``compat32``): ``email.policy.default`` parses each one, and
its parser raises on some.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message
from email.policy import compat32

from mail.printable import printable

LIMIT = 512 * 1024  # bytes of a mail: words and reports stand before what is attached
PARTS = 100
BYTES = 100_000  # of one part's text
HEADER = 4_000  # characters
FIELDS = 200  # blocks of a report
# What the standard library raises on mail that is none.
BROKEN = (ValueError, LookupError, AttributeError, TypeError, MessageError, RecursionError)
SLOW = {"punycode", "idna"}  # charsets that no mail is in, quadratic to decode
FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)", re.MULTILINE)
ADDRESS = re.compile(r"[^\s<>;,:\"()\[\]]{1,64}@[^\s<>;,:\"()\[\]@]{1,255}")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")

Fields = dict[str, str]  # lower-case name → value, on one line


def parsed(raw: bytes) -> Message:
    """Parse the beginning of a mail; of one nested too deep, the headers only."""
    try:
        return message_from_bytes(raw[:LIMIT], policy=compat32)
    except BROKEN:
        head = raw[:LIMIT].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        return message_from_bytes(head, policy=compat32)


def parts(message: Message) -> Iterator[Message]:
    """Return the parts of a mail, itself first; not those of a mail that it carries."""
    waiting = [message]
    for _ in range(PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        inner = part.get_payload()
        if isinstance(inner, list) and content_type(part).startswith("multipart/"):
            waiting += (each for each in reversed(inner) if isinstance(each, Message))


def content_type(part: Message) -> str:
    """Return the content type, lower case."""
    try:
        return part.get_content_type()
    except BROKEN:
        return "text/plain"


def is_file(part: Message) -> bool:
    """Return whether a part has a file's name, or is said to be attached."""
    try:
        return bool(part.get_filename()) or part.get_content_disposition() == "attachment"
    except BROKEN:
        return True


def header(part: Message, name: str, *, is_end: bool = False) -> str:
    """Return a header on one line, "" if it is absent; of a long one the beginning or end."""
    try:
        text = str(part.get(name, ""))
    except BROKEN:
        return ""
    return printable(text[-HEADER:] if is_end else text[:HEADER])


def content(part: Message) -> str:
    """Return the text of a part, whatever its charset claims."""
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset("utf-8")
    except BROKEN:
        return ""
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload[:BYTES].decode("utf-8" if charset in SLOW else charset, "replace")
    except BROKEN:
        return payload[:BYTES].decode("utf-8", "replace")


def blocks(part: Message) -> list[Fields]:
    """Return the blocks of fields of a report (RFC 3464 § 2.1, RFC 8098 § 3.1)."""
    text = _inside(part)
    coding = header(part, "Content-Transfer-Encoding").lower()
    if coding in {"base64", "quoted-printable"}:  # forbidden by RFC 3464, and met
        plain = Message()
        plain["Content-Transfer-Encoding"] = coding
        plain.set_payload(text)
        text = content(plain)
    pieces = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))
    return [block for piece in pieces[:FIELDS] if (block := fields(piece))]


def _inside(part: Message) -> str:
    """Return the blocks as text: ``email`` has made messages of them."""
    payload = part.get_payload()
    try:
        if isinstance(payload, list):
            return "\n\n".join(str(each) for each in payload[:FIELDS])[:BYTES]
    except BROKEN:
        return ""
    return str(payload)[:BYTES]


def fields(text: str) -> Fields:
    """Return the fields that stand in a text, the first of each name."""
    by_name: Fields = {}
    for match in FIELD.finditer(text[:BYTES]):
        by_name.setdefault(match[1].lower(), printable(match[2])[:HEADER])
    return by_name
