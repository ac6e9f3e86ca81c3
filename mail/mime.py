"""A mail as the bytes that leave: RFC 5322, 7-bit safe, no header that a name could forge."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address, AddressHeader, SingleAddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy

REFERENCE = "X-Facture-Reference"  # our own header: which transmission a mail is
UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSAFE_NAME = re.compile(r"[^A-Za-z0-9._ -]+")


class InvalidMail(ValueError):
    """It would be no mail: an address that is none, or a header that nobody set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a mail carries; its type is guessed from its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class MailContent:
    """What a mail is composed of."""

    sender: str  # address
    sender_name: str = ""
    to: tuple[str, ...]  # addresses
    reply_to: str = ""  # address; "": none
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)  # further ones


class Folding(EmailPolicy):
    """Folds accented headers by ``email.header``: the default loses blanks between their words.

    CPython's ``email._header_value_parser`` drops the white space between two encoded words that
    a fold falls between, so that « Semnoz pour » arrives as « Semnozpour ».
    """

    def fold(self, name: str, value: str) -> str:
        """Return the header, folded at 75 characters, ASCII."""
        if str(value).isascii():
            return str(super().fold(name, value))
        words, rest = str(value), ""
        if isinstance(value, SingleAddressHeader | AddressHeader):
            (only,) = value.addresses
            words, rest = only.display_name, f" <{only.addr_spec}>"
        encoded = Header(words, "utf-8", header_name=name).encode(linesep=self.linesep)
        return f"{name}: {encoded}{rest}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the same as bytes."""
        return self.fold(name, value).encode("ascii")


SEVEN_BIT = Folding(linesep="\r\n", cte_type="7bit", utf8=False)


def composed(mail: MailContent) -> bytes:
    """Write a mail: text and HTML side by side, then what is attached.

    ``Date`` and ``Message-ID`` are left to the mailbox that it leaves from.
    """
    message = EmailMessage(policy=SEVEN_BIT)
    message["From"] = address(mail.sender, one_line(mail.sender_name))
    message["To"] = [address(each) for each in mail.to]
    if mail.reply_to:
        message["Reply-To"] = address(mail.reply_to)
    message["Subject"] = one_line(mail.subject)
    for name, value in mail.headers.items():
        message[name] = one_line(value)
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for attachment in mail.attachments:
        _attach(message, attachment)
    return _checked(message.as_bytes(), message)


def _checked(raw: bytes, message: EmailMessage) -> bytes:
    """Read the head back: exactly the headers that were set, each once."""
    head = raw.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0].decode() for line in head.splitlines() if line[:1].strip()]
    if names != list(message.keys()):
        raise InvalidMail("mail: a header that was not set")
    return raw


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    content_type, _ = mimetypes.guess_type(attachment.name)
    maintype, _, subtype = (content_type or "application/octet-stream").partition("/")
    name = UNSAFE_NAME.sub("_", attachment.name)
    message.add_attachment(
        attachment.content, maintype=maintype, subtype=subtype, filename=name, cte="base64"
    )


def address(spec: str, name: str = "") -> Address:
    """Return an address for a header; ``InvalidMail`` when *spec* is none, or not ASCII."""
    try:
        return Address(display_name=name, addr_spec=spec.strip().encode("ascii").decode())
    except (ValueError, IndexError, HeaderParseError):
        raise InvalidMail("mail: an address that is none") from None


def one_line(text: str) -> str:
    r"""Return a text on one line: a line break in a header would begin another header.

    So would one hidden in an encoded word (RFC 2047), which ``email`` decodes when it is set.

    >>> one_line("Ada Lovelace\r\nBcc: eve@example.org")
    'Ada Lovelace Bcc: eve@example.org'
    """
    return UNPRINTABLE.sub(" ", text).replace("=?", "= ?").strip()
