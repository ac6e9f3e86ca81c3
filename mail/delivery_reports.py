"""Reports of what did not arrive: who was not reached, for good or for now, and why.

Three sources, the surest first: RFC 3464's own part, ``X-Failed-Recipients`` of Gmail and Exim,
then the words of machines that write neither, which flufl.bounce knows.  All of it is what
somebody wrote into a mail; whoever uses it asks first whether it is about a mail of ours.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from flufl.bounce import all_failures

from mail.parts import ADDRESS, BROKEN, Fields, blocks, content, content_type, header
from mail.printable import printable

DETAIL = 200  # characters
MOST = 100  # addresses
GUESSED = 32 * 1024  # bytes that flufl.bounce looks at
LINE = 300  # bytes of a line of these: its expressions are quadratic
DAEMON = re.compile(
    r"(?:mailer|mail|delivery|mta|smtp)[-_.]?daemon|mdaemon|postmaster|mail[-_. ]?delivery.*"
    r"|mailer|majordomo|mail[-_.]?system|bounces?|maildelivery|mmdf"
)
TITLE = re.compile(
    r"(?:undeliver|delivery (?:status|failure|report|notification|delay)|mail (?:delivery|failure"
    r"|system|could not)|returned mail|failure notice|non[- ](?:delivery|remis)|message (?:delayed"
    r"|non distribu)|warning: (?:message|could not)|échec de (?:la )?remise)",
    re.IGNORECASE,
)
STATUS = re.compile(r"(?<![\d.])([245])\.\d{1,3}\.\d{1,3}(?![\d.])")
REPLY_CODE = re.compile(r"(?<![\d.\-])([45])[0-5]\d(?= |-(?!\d{3}-))")  # no phone number
FULL = re.compile(  # RFC 3463 § 3.3: a persistent transient error, though most servers say 5.2.2
    r"(?<![\d.])[45]\.2\.2(?![\d.])|quotas?\b|(?:box|folder|account)\b.{0,20}\bfull\b"
    r"|\bfull (?:mail|in)?box|bo[iî]te.{0,30}\bpleine",
    re.IGNORECASE,
)
PASSING = re.compile(  # of what was given up in the end, in words without a code
    r"allowed queue period|in the queue too long|not found, try again|try to resend"
    r"|failed \d+ attempts|aborted after|retry time ?out|delivery time expired",
    re.IGNORECASE,
)
COPY = re.compile(r"(?mi)^[ \t>|]*(?:Received|Return-Path|Message-ID)[ \t]*:")
WHY = re.compile(r"^.*(?<![\d.])(?:[45]\d\d[ \-]|[45]\.\d{1,3}\.\d{1,3}\b).*$", re.MULTILINE)
# It logs an exception with its text, in which people's addresses may stand.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryReport:
    """What a report says."""

    failed: tuple[str, ...] = ()
    delayed: tuple[str, ...] = ()
    has_failed: bool = False  # even when nobody is named
    has_delayed: bool = False
    is_permanent: bool = False
    detail: str = ""


def report(message: Message, own: Sequence[Message]) -> DeliveryReport | None:
    """Return what a mail reports; ``None`` if it is no report.  *own*: its parts."""
    status = [part for part in own if content_type(part) == "message/delivery-status"]
    stated = _stated(block for part in status for block in blocks(part))
    if stated and (stated.failed or stated.delayed or not stated.has_failed):
        return stated
    named = _addresses(header(message, "X-Failed-Recipients"))
    if not (named or stated or is_machine(message) or is_titled(message)):
        return None
    temporary, permanent = _guessed(message)
    failed = named or permanent
    if not failed and not temporary:
        return stated
    plain = "\n".join(content(part) for part in own if content_type(part) == "text/plain")
    text = COPY.split(plain, maxsplit=1)[0]
    return DeliveryReport(
        failed=failed,
        delayed=temporary,
        has_failed=bool(failed),
        has_delayed=bool(temporary),
        is_permanent=bool(failed) and _is_permanent("", text),
        detail=_why(text),
    )


def is_machine(message: Message) -> bool:
    """Return whether a machine that carries mail sent it: by its sender, or by having none.

    People's mails quote such machines' words: without this no words are looked at.
    """
    if header(message, "Return-Path") == "<>" or is_rejection(message):
        return True
    senders = (header(message, name).lower() for name in ("From", "Return-Path"))
    return any(DAEMON.fullmatch(_local(sender)) for sender in senders)


def is_rejection(message: Message) -> bool:
    """Return whether a filter at the recipient's sent a mail back (Sieve's ``reject``)."""
    return "rejected" in header(message, "Auto-Submitted").lower()


def _local(sender: str) -> str:
    """Return what stands before the @; machines of one host leave the rest out."""
    address = ADDRESS.search(sender)
    if address:
        return address[0].partition("@")[0]
    return re.sub(r"\([^()]*\)", "", sender).rpartition("<")[2].strip(" >\"'")


def is_titled(message: Message) -> bool:
    """Return whether a mail is called a report and answers nothing; a forwarded one is not."""
    answers = header(message, "In-Reply-To") or header(message, "References")
    return not answers and bool(TITLE.match(_subject(message)))


def _subject(message: Message) -> str:
    try:
        return str(make_header(decode_header(header(message, "Subject"))))
    except BROKEN:
        return ""


def _stated(stated: Iterable[Fields]) -> DeliveryReport | None:
    """Read RFC 3464 § 2.3: a block for each recipient; ``None`` if there is no such block."""
    by_action: dict[str, list[Fields]] = {"failed": [], "delayed": [], "": []}
    for block in stated:
        if block.keys() & {"action", "final-recipient", "original-recipient", "status"}:
            by_action[_action(block)].append(block)
    if not any(by_action.values()):
        return None
    failed, delayed = by_action["failed"], by_action["delayed"]
    return DeliveryReport(
        failed=_recipients(failed),
        delayed=_recipients(delayed),
        has_failed=bool(failed),
        has_delayed=bool(delayed),
        is_permanent=any(map(_is_for_good, failed)),
        detail=next(filter(None, map(_diagnostic, failed or delayed)), ""),
    )


def _action(block: Fields) -> str:
    action = block.get("action", "").lower()
    if action.startswith(("fail", "error", "undeliver")):  # OpenSMTPD says "error"
        return "failed"
    if action.startswith("delay"):
        return "delayed"
    classes = {"5": "failed", "4": "delayed"}
    return "" if action else classes.get(block.get("status", "")[:1], "")


def _recipients(reported: Sequence[Fields]) -> tuple[str, ...]:
    """Return whom the blocks name: the address written to, and the one that it led to."""
    names = ("original-recipient", "final-recipient")
    return _addresses(", ".join(each.get(name, "") for each in reported[:MOST] for name in names))


def _diagnostic(block: Fields) -> str:
    before, semicolon, after = block.get("diagnostic-code", "").partition(";")
    return printable((after if semicolon else before) or block.get("status", ""))[:DETAIL]


def _addresses(text: str) -> tuple[str, ...]:
    addresses = (match[0].strip(".'").lower() for match in ADDRESS.finditer(text))
    return tuple(dict.fromkeys(addresses))[:MOST]


def _is_for_good(block: Fields) -> bool:
    status, diagnostic = block.get("status", ""), block.get("diagnostic-code", "")
    return not FULL.search(f"{status} {diagnostic}") and _is_permanent(status, diagnostic)


def _is_permanent(status: str, diagnostic: str) -> bool:
    """Return whether a failure is permanent: RFC 3463 § 2, by the first digit; without one it is.

    A full mailbox is for now, whatever its code.
    """
    for pattern, text in (
        (STATUS, status),
        (STATUS, diagnostic),
        (REPLY_CODE, diagnostic),
    ):
        digits = [digit for line in text.splitlines() for digit in _digits(pattern, line)]
        if digits:
            return "4" not in digits or "5" in digits
    unfolded = " ".join(diagnostic.split())
    return not (FULL.search(unfolded) or PASSING.search(unfolded))


def _digits(pattern: re.Pattern[str], line: str) -> list[str]:
    is_full = FULL.search(line)
    return ["4" if is_full else match[1] for match in pattern.finditer(line)]


def _why(text: str) -> str:
    reason = WHY.search(text)
    return printable(reason[0])[:DETAIL] if reason else ""


def _guessed(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what flufl.bounce finds: for now, for good."""
    try:
        lines = message.as_bytes()[:GUESSED].splitlines()
        cut = message_from_bytes(b"\n".join(line[:LINE] for line in lines))
        temporary, permanent = all_failures(cut)
    except BROKEN:
        return (), ()
    return tuple(_read(temporary)), tuple(_read(permanent))


def _read(guessed: Iterable[bytes]) -> Iterator[str]:
    for address in sorted(guessed)[:MOST]:
        yield from _addresses(address.decode("ascii", "replace"))
