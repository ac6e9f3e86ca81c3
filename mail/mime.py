"""A mail as the bytes that leave: RFC 5322, 7-bit safe, no header that a name could forge."""

from __future__ import annotations

import mimetypes
import re
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address, AddressHeader, SingleAddressHeader
from email.message import EmailMessage
from email.policy import EmailPolicy

from jobs.ports import Document, Mail, Refused

REFERENCE = "X-Facture-Reference"
UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
UNSAFE_NAME = re.compile(r"[^A-Za-z0-9._ -]+")


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


def composed(mail: Mail) -> bytes:
    """Write a mail: text and HTML side by side, then what is attached.

    ``Date`` and ``Message-ID`` are Gmail's to set.
    """
    message = EmailMessage(policy=SEVEN_BIT)
    message["From"] = address(mail.mailbox, one_line(mail.sender_name))
    message["To"] = [address(each) for each in mail.to]
    if mail.reply_to:
        message["Reply-To"] = address(mail.reply_to)
    message["Subject"] = one_line(mail.letter.subject)
    message[REFERENCE] = one_line(mail.reference)
    message.set_content(mail.letter.text, cte="quoted-printable")
    message.add_alternative(mail.letter.html, subtype="html", cte="quoted-printable")
    for document in mail.attachments:
        _attach(message, document)
    return _checked(message.as_bytes(), message)


def _checked(sent: bytes, message: EmailMessage) -> bytes:
    """Read the head back: exactly the headers that were set, each once."""
    head = sent.partition(b"\r\n\r\n")[0]
    names = [line.partition(b":")[0].decode() for line in head.splitlines() if line[:1].strip()]
    if names != list(message.keys()):
        text = "mail: a header that was not set"
        raise Refused(text)
    return sent


def _attach(message: EmailMessage, document: Document) -> None:
    kind, _ = mimetypes.guess_type(document.name)
    maintype, _, subtype = (kind or "application/octet-stream").partition("/")
    name = UNSAFE_NAME.sub("_", document.name)
    message.add_attachment(
        document.content, maintype=maintype, subtype=subtype, filename=name, cte="base64"
    )


def address(spec: str, name: str = "") -> Address:
    """Return an address for a header; ``Refused`` when *spec* is none, or not ASCII."""
    try:
        return Address(display_name=name, addr_spec=spec.strip().encode("ascii").decode())
    except (ValueError, IndexError, HeaderParseError):
        text = "mail: an address that is none"
        raise Refused(text) from None


def one_line(text: str) -> str:
    r"""Return a text on one line: a line break in a header would begin another header.

    So would one hidden in an encoded word (RFC 2047), which ``email`` decodes when it is set.

    >>> one_line("Ada Lovelace\r\nBcc: eve@example.org")
    'Ada Lovelace Bcc: eve@example.org'
    """
    return UNPRINTABLE.sub(" ", text).replace("=?", "= ?").strip()
