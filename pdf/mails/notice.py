"""A short mail about what happened.  Text and HTML are made from one ``Words``, as in letter.py."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import jinja2

from invoicing.values.mail_note import Button, Note
from jobs.ports import Letter
from pdf.mails.frame import line, link
from pdf.pages import party_names as names

Listed = tuple[str, tuple[tuple[str, ...], ...]]  # a heading, and items, each in its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the mail says."""

    subject: str
    preheader: str
    greeting: str
    paragraphs: tuple[tuple[str, ...], ...]  # each in its lines
    facts: tuple[names.Pair, ...]
    lists: tuple[Listed, ...]
    buttons: tuple[Button, ...]
    signature: tuple[str, ...]


def note_letter(note: Note, templates: jinja2.Environment) -> Letter:
    """Write it."""
    said = words(note)
    return Letter(
        subject=said.subject,
        text=templates.get_template("mails/notice.txt").render(w=said),
        html=templates.get_template("mails/notice.html").render(w=said),
    )


def words(note: Note) -> Words:
    """Keep each text to its line."""
    return Words(
        subject=line(note.subject),
        preheader=line(note.paragraphs[0] if note.paragraphs else note.subject),
        greeting=line(note.greeting).rstrip(", "),
        paragraphs=tuple(map(_lines, note.paragraphs)),
        facts=names.present(*((line(label), line(value)) for label, value in note.facts)),
        lists=tuple(_lists(note)),
        buttons=tuple(
            Button(label=line(each.label), address=link(each.address), is_main=each.is_main)
            for each in note.buttons
        ),
        signature=tuple(map(line, note.signature)),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(map(line, names.text_lines(text)))


def _lists(note: Note) -> Iterator[Listed]:
    """Keep the lists that have something on them."""
    for heading, items in note.lists:
        if told := tuple(filter(None, map(_lines, items))):
            yield line(heading), told
