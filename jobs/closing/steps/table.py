"""What does each step of a contract's end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from invoicing.history.events.contract_end import ClosingStep
from jobs.closing.steps.by_hand import Do, give_credentials
from jobs.closing.steps.forward_mail import forward_mail
from jobs.closing.steps.questions import confirm, note_receipt
from jobs.closing.steps.revoke_access import Sweep, let_go
from jobs.closing.steps.stop_billing import stop_billing
from jobs.documents.at_hand import DocumentsAtHand
from jobs.handover_kit.kit import make_kit
from jobs.mail.dispatch import Dispatch


def steps(dispatch: Dispatch, documents: DocumentsAtHand, sweep: Sweep) -> Mapping[ClosingStep, Do]:
    """Return what does each step.  *sweep* deletes the drafts that no record names."""
    return {
        ClosingStep.CONFIRMED: confirm,
        ClosingStep.STOPPED: stop_billing,
        ClosingStep.FORWARDED: forward_mail,
        ClosingStep.KIT: partial(make_kit, documents=documents),
        ClosingStep.CREDENTIALS: give_credentials,
        ClosingStep.RECEIVED: note_receipt,
        ClosingStep.LET_GO: partial(let_go, dispatch=dispatch, sweep=sweep),
    }
