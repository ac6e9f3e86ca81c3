"""What a person wrote in a mail, without what he quotes and signs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email.message import Message

from lxml import etree

from mail.parts import BROKEN, content, content_type, is_file
from mail.printable import printable

TEXT = 500  # characters
LOOKED = 20_000  # characters at the head of a text
LINES = 2_000
SEPARATOR = re.compile(
    r"\s*(?:_{10,}|[-_*=]{2,}\s*(?:mail|message|e-mail|courriel|début du message|forwarded"
    r"|original)[^\n]{0,60}?[-_*=]{2,})\s*",
    re.IGNORECASE,
)
BEGUN = re.compile(
    r"\s*(?:début du message (?:transféré|réexpédié)|begin forwarded message)\s*:?\s*",
    re.IGNORECASE,
)
ATTRIBUTION = re.compile(
    r"\s*[*_]?(?:le|on|en date du|am)\b(?=.{0,40}\d).{4,300}"
    r"\b(?:[aà] écrit|écrivait|wrote|schrieb)\b.{0,60}:\s*[*_]?\s*",
    re.IGNORECASE,
)
BEGINS = re.compile(r"\s*(?:le|on|am)\s|\s*$", re.IGNORECASE)  # no second line of the above
HEAD = re.compile(
    r"\s*[*_]?(de|from|envoyé|sent|date|à|to|pour|objet|subject|cc|expéditeur|destinataires?)"
    r"\s*:[*_]?(?:\s|$)",
    re.IGNORECASE,
)
HEADS = 3  # different fields of a head, in …
NEAR = 6  # … so many lines: what follows is quoted
SIGNATURE = re.compile(r"--\s?")
DEVICE = re.compile(
    r"(?:envoyé (?:de|depuis|avec|à partir d)|sent (?:from|with) |obtenir outlook|get outlook"
    r"|télécharger outlook|provenance : courrier|(?:from|depuis) my? ?(?:iphone|android))",
    re.IGNORECASE,
)
QUOTES = "//blockquote | //*[contains(@class,'gmail_quote')] | //*[@id='divRplyFwdMsg'] \
| //*[@id='divRplyFwdMsg']/following-sibling::* | //head | //style | //script | //title"
BLOCKS = "//br | //p | //div | //tr | //li | //h1 | //h2 | //h3"


def reply_text(own: Sequence[Message]) -> str:
    """Return at most 500 characters, on one line; *own*: the mail's parts.

    An answer above, between or below what is quoted is kept.
    """
    plain = _first(own, "text/plain") or _from_html(_first(own, "text/html"))
    lines = plain[:LOOKED].replace("\r\n", "\n").replace("\r", "\n").split("\n")[:LINES]
    return printable("\n".join(_kept(lines)))[:TEXT].rstrip()


def _first(own: Sequence[Message], media_type: str) -> str:
    texts = (
        content(part) for part in own if content_type(part) == media_type and not is_file(part)
    )
    return next((text for text in texts if text.strip()), "")


def _from_html(html: str) -> str:
    """Return the words of an HTML text; what mail programs mark as quoted is left out."""
    if not html:
        return ""
    parser = etree.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(html.encode("utf-8", "replace"), parser)
        for quoted in root.xpath(QUOTES):
            _drop(quoted)
        for block in root.xpath(BLOCKS):
            block.tail = "\n" + (block.tail or "")
        return "".join(root.itertext())
    except (etree.LxmlError, *BROKEN):
        return re.sub(r"<[^<>]*>", " ", html)


def _drop(quoted: etree._Element) -> None:
    parent = quoted.getparent()
    if parent is not None:
        before = quoted.getprevious()
        if before is None:
            parent.text = (parent.text or "") + (quoted.tail or "")
        else:
            before.tail = (before.tail or "") + (quoted.tail or "")
        parent.remove(quoted)


def _kept(lines: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if _ends(lines, at):
            return
        if long := _attribution(lines, at):
            at += long
            if not _is_quoted(lines[at:]):
                return
            continue
        if not line.lstrip().startswith(">") and not DEVICE.match(line.strip()):
            yield line
        at += 1


def _ends(lines: Sequence[str], at: int) -> bool:
    """Return whether nothing of the person's own follows."""
    line = lines[at][:LOOKED]
    if SIGNATURE.fullmatch(line) or SEPARATOR.fullmatch(line) or BEGUN.fullmatch(line):
        return True
    if not HEAD.match(line):
        return False
    names = {match[1].lower() for near in lines[at : at + NEAR] if (match := HEAD.match(near))}
    return len(names) >= HEADS


def _attribution(lines: Sequence[str], at: int) -> int:
    """Return how many lines « Le …, … a écrit : » takes (mail programs break it); 0 if none."""
    near = [line.lstrip("> ").strip() for line in lines[at : at + 3]]
    for count in range(1, len(near) + 1):
        if any(BEGINS.match(line) for line in near[1:count]):
            return 0
        joined = " ".join(near[:count])
        if ATTRIBUTION.fullmatch(joined[:LOOKED]):
            return count
    return 0


def _is_quoted(rest: Sequence[str]) -> bool:
    """Return whether the quotation is marked line by line, so that its end can be seen."""
    return next((line for line in rest if line.strip()), "").lstrip().startswith(">")
