"""Tables of texts name every member of the enum that they are looked up by, and no other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from invoicing.approval.reasons import TYPES
from invoicing.document.invoice import DocumentType
from invoicing.document.line import LineNature
from invoicing.document.reminder import Level
from invoicing.history.approval_file import AnswerOutcome
from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.entry import DocumentState
from invoicing.texts.commands import terminal
from invoicing.texts.contract_end import farewell, pending, progress, steps
from invoicing.texts.mails import cover, daily_digest
from invoicing.texts.pages import documents, invoice, proof, reminder, task
from invoicing.texts.states import next_steps, statuses
from invoicing.texts.states.reasons import REASONS
from invoicing.values.channels import BY_HAND, Channel
from jobs.engine.run import End
from jobs.ports import Tenure

STATES = [state.name for state in DocumentState]
WHOLE: list[tuple[Mapping[str, object], Iterable[str]]] = [
    (statuses.STATUSES, STATES),
    (documents.TITLES, [each.name for each in DocumentType]),
    (reminder.TITLES, [level.name for level in Level]),
    (reminder.OPENINGS, [level.name for level in Level]),
    (steps.NAMES, [step.value for step in ClosingStep]),
    (steps.TO_DO, [step.value for step in ClosingStep]),
    (farewell.FILES, [tenure.value for tenure in Tenure]),
    (progress.FILES, [tenure.value for tenure in Tenure]),
    (terminal.ENDS, [end.name for end in End]),
    (proof.OUTCOMES, [outcome.value for outcome in AnswerOutcome]),
    (proof.REASON_NAMES, REASONS),
    (next_steps.BY_YOU, set(BY_HAND.values())),
    (task.INSTRUCTIONS, BY_HAND),
    (cover.HOW, BY_HAND),
    (daily_digest.BY_HAND, BY_HAND),
]
PARTS: list[tuple[Mapping[str, object], Iterable[str]]] = [
    (next_steps.NEXT_STEPS, STATES),
    (pending.FATES, STATES),
    (documents.WORDS, documents.TITLES),
    (dict.fromkeys(TYPES.values(), ""), REASONS),
]


@pytest.mark.parametrize(("table", "members"), WHOLE)
def test_a_table_has_a_text_for_each_member(
    table: Mapping[str, object], members: Iterable[str]
) -> None:
    assert set(table) == set(members)


@pytest.mark.parametrize(("table", "members"), PARTS)
def test_a_table_names_no_member_that_is_none(
    table: Mapping[str, object], members: Iterable[str]
) -> None:
    assert set(table) <= set(members)


def test_all_natures_of_operations_have_a_name() -> None:
    named = set(invoice.OPERATIONS)
    natures = [nature.name for nature in LineNature if {nature.name} in named]
    assert frozenset(natures) in named


def test_only_mail_goes_without_a_person() -> None:
    assert set(Channel) - set(BY_HAND) == {Channel.MAIL}
