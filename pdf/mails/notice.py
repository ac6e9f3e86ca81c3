"""A short mail about what happened: text and HTML, made from one ``NoticeMailWords``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import jinja2

from invoicing.values.mail_note import Button, ShortMail
from jobs.ports import MailBody
from pdf.mails.frame import line, link
from pdf.pages import party_names

Listed = tuple[str, tuple[tuple[str, ...], ...]]  # a heading, and items, each in its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeMailWords:
    """What the mail says."""

    subject: str
    preheader: str
    greeting: str
    paragraphs: tuple[tuple[str, ...], ...]  # each in its lines
    facts: tuple[party_names.Pair, ...]
    lists: tuple[Listed, ...]
    buttons: tuple[Button, ...]
    signature: tuple[str, ...]


def notice_body(note: ShortMail, templates: jinja2.Environment) -> MailBody:
    """Write the mail as text and as HTML."""
    mail = words(note)
    return MailBody(
        subject=mail.subject,
        text=templates.get_template("mails/notice.txt").render(w=mail),
        html=templates.get_template("mails/notice.html").render(w=mail),
    )


def words(note: ShortMail) -> NoticeMailWords:
    """Set each text of a note on its own line."""
    return NoticeMailWords(
        subject=line(note.subject),
        preheader=line(note.paragraphs[0] if note.paragraphs else note.subject),
        greeting=line(note.greeting).rstrip(", "),
        paragraphs=tuple(map(_lines, note.paragraphs)),
        facts=party_names.present(*((line(label), line(value)) for label, value in note.facts)),
        lists=tuple(_lists(note)),
        buttons=tuple(
            Button(label=line(each.label), address=link(each.address), is_main=each.is_main)
            for each in note.buttons
        ),
        signature=tuple(map(line, note.signature)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(map(line, party_names.text_lines(text)))


def _lists(note: ShortMail) -> Iterator[Listed]:
    """Yield the lists that are not empty."""
    for heading, items in note.lists:
        if texts := tuple(filter(None, map(_lines, items))):
            yield line(heading), texts
