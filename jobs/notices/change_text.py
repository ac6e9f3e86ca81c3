"""The words of a mail that asks whether a change is right."""

from __future__ import annotations

from typing import Any

from stdnum import iban

from invoicing.texts.mails import notices as texts
from invoicing.values.mail_note import Button, ShortMail
from jobs.engine.context import Context


def change_text(context: Context, token: str, old: Any, new: Any) -> ShortMail:
    """Show *old* beside *new*; *token*: the code that an answer carries."""
    agency, form = context.register.rows.settings.agency, context.desk.form
    facts = [(texts.OLD_IBAN, _grouped(old[0])), (texts.NEW_IBAN, _grouped(new[0]))]
    facts = facts if old[0] != new[0] else []
    if old[1] != new[1]:
        facts += [(texts.OLD_ADDRESS, ", ".join(old[1])), (texts.NEW_ADDRESS, ", ".join(new[1]))]
    facts = [(label, value or texts.EMPTY) for label, value in facts]
    summary = "\n".join(f"{label} : {value}" for label, value in facts)
    yes, no = (form.link([token], summary, approves=each) for each in (True, False))
    told = texts.NOTICES["change"]
    return ShortMail(
        subject=told.subject,
        paragraphs=told.paragraphs,
        facts=tuple(facts),
        buttons=(
            Button(
                label=texts.MY_IBAN if new[0] and old[1] == new[1] else texts.MYSELF, address=yes
            ),
            Button(label=texts.MISTAKE, address=no, is_main=False),
        ),
        signature=tuple(filter(None, (agency.name, agency.phone))),
    )


def _grouped(typed: str) -> str:
    """An IBAN in groups of four, however it was typed."""
    return iban.format(typed) if typed else ""
