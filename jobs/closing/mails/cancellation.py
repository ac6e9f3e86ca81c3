"""The mails that tell the agency and the client that a closing is called off."""

from __future__ import annotations

from functools import partial

from invoicing.history.contract_end import CalledOff
from invoicing.history.events.contract_end import ClosingStep
from invoicing.register.contract import Contract
from invoicing.texts.contract_end import cancellation as texts
from invoicing.values.french_names import of
from invoicing.values.mail_note import ShortMail
from jobs.closing.cancellation import TO_AGENCY, consequences, explained, mail_roles
from jobs.closing.mails.envelope import Addressee, Leaving, agency, leaving
from jobs.engine.context import Context


def cancellation(context: Context, contract: Contract) -> Leaving:
    """Tell whoever has not been told."""
    off = context.register.history.called_off.get(contract.code)
    if off is None or contract.client.closing:
        return
    for role, whom in mail_roles(off):
        to = agency(context) if whom == TO_AGENCY else Addressee(to=contract.approvers)
        write = partial(_told, contract, off, remedy=whom == TO_AGENCY)
        yield from leaving(context, contract.code, role, to=to, write=write)


def _told(contract: Contract, off: CalledOff, *, remedy: bool) -> ShortMail:
    client, left = contract.client, consequences(contract, off).values()
    found = tuple(explained(each, contract, remedy=remedy) for each in left)
    is_back = ClosingStep.LET_GO in off.closing.steps
    off_subject = texts.SUBJECT_OFF if remedy else texts.SUBJECT_TO_CLIENT
    subject = texts.SUBJECT_BACK if is_back else off_subject
    said = texts.CONTRACT_RESUMES if is_back else texts.CLOSING_OFF
    return ShortMail(
        subject=f"{subject} : {client.name}",
        paragraphs=(said.format(client=of(client.name)),),
        lists=((texts.STEPS_DONE, found),) if found else (),
    )
