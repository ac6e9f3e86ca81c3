"""The words of a mail about what happened."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from invoicing.history.records import Notice
from invoicing.texts.mails import notices as texts
from invoicing.values.french_names import of
from invoicing.values.mail_note import ShortMail
from jobs.engine.context import Context
from jobs.notices import subjects

SHOWN = 500  # characters of what somebody wrote


def news_text(context: Context, news: Notice) -> ShortMail:
    """Fill in the words; a paragraph that would name nothing is left out."""
    told, values = texts.NOTICES[news.code], _values(context, news)
    agency = context.register.rows.settings.agency
    paragraphs = (
        text.format_map(values) for text in told.paragraphs if not _is_empty(text, values)
    )
    return ShortMail(
        subject=told.subject.format_map(values),
        paragraphs=tuple(paragraphs),
        lists=tuple(_concerned(context, news)),
        signature=tuple(filter(None, (agency.name, agency.phone))),
    )


def _concerned(context: Context, news: Notice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Say more of each, where several are named shortly."""
    keys = subjects.stopped(context, news)
    if len(keys) > 1:
        yield (
            texts.WAITING,
            tuple(subjects.detailed(context, news.client_code, key) for key in keys),
        )


def _is_empty(text: str, values: Mapping[str, str]) -> bool:
    """Whether it names something that is not known."""
    return any(f"{{{name}}}" in text and not value for name, value in values.items())


def _values(context: Context, news: Notice) -> Mapping[str, str]:
    client = context.register.index.clients.get(news.client_code)
    name = client.name if client else news.client_code
    who, words = _words(context, news)
    dossier = context.register.history.dossier(news.key)
    hint, document = dossier.late or dossier.objection, subjects.named(context, news)
    return {
        "client": name,
        "of_client": of(name),
        "document": document,
        "of_document": of(document) if document else "",
        "who": who,
        "words": words[:SHOWN],
        "subjects": ", ".join(hint.subjects) if hint else "",
        "unsaid": "" if words or (hint and hint.subjects) else texts.UNSAID,
    }


def _words(context: Context, news: Notice) -> tuple[str, str]:
    """Who wrote what; ("", "") when the Journal has been emptied of it."""
    context.contents.fetch([news.record])
    said: Any = json.loads(context.contents.texts.get(news.record, '""'))
    return (str(said[0]), str(said[1])) if isinstance(said, list) else ("", str(said))
