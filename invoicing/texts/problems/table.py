"""The French of problems: what is wrong, and what to do, one entry a code.

The table also makes docs/problems.md.  ``{names}`` come from ``Problem.values``.
"""

from __future__ import annotations

from invoicing.texts.problems.approval import APPROVAL
from invoicing.texts.problems.billing import RULES
from invoicing.texts.problems.contract_end import CLOSING
from invoicing.texts.problems.outside import WORLD
from invoicing.texts.problems.printing import PRINTING
from invoicing.texts.problems.reading import READING
from invoicing.texts.problems.related import RELATED_WORDS
from invoicing.texts.problems.sending import SENDING
from invoicing.texts.problems.text import Text
from invoicing.values.problems import Problem

PROBLEMS: dict[str, Text] = (
    READING | RULES | RELATED_WORDS | APPROVAL | SENDING | CLOSING | WORLD | PRINTING
)


def brief(problem: Problem) -> str:
    """Say only what is wrong, where the row itself says the rest."""
    return PROBLEMS[problem.code].what.format_map(problem.values)


def sentence(problem: Problem) -> str:
    """Say a problem in three parts: where, what, remedy.

    >>> from invoicing.values.problems import Source
    >>> print(sentence(Problem(code="missing-header", source=Source(tab="Factures"),
    ...                        values={"header": "TVA"})))
    Factures : la colonne « TVA » manque. Remettez cet en-tête en première ligne, \
ou faites lancer « python cli.py setup ». [missing-header]
    """
    text = PROBLEMS[problem.code]
    said = f"{text.what} {text.remedy}".format_map(problem.values)
    return f"{problem.source} : {said} [{problem.code}]"
