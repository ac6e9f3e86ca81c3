"""The run that hands over the credentials of one client."""

from __future__ import annotations

from functools import partial

from jobs.correspondence.current import correspondence
from jobs.correspondence.sweep import sweep_mailbox
from jobs.display.projection import projection
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.on_request.known_credentials import known_of, renewed
from jobs.on_request.sealed_credentials import given, reserve, seal
from jobs.on_request.waiting_contract import check_drafts, waiting_contract


def seal_credentials(context: Context, *, seller: str, noted_by: str, told: list[str]) -> None:
    """Seal them, record it, and show it; *told* takes the passphrase once the PDF lies there."""
    heard, dispatch, documents = Heard(), Dispatch(), DocumentsAtHand()
    contract = waiting_contract(context, seller)
    known = known_of(context, contract)
    mails = correspondence(context, heard, dispatch, documents)
    check_drafts(context, contract, partial(sweep_mailbox, context, dispatch, mails))
    file_id = reserve(context, contract)
    known = renewed(context, contract, known)
    passphrase = context.desk.safe.passphrase()
    sealed = seal(context, contract, known, passphrase)
    sha256 = sealed.put(context, documents, file_id)
    told.append(passphrase)
    context.record([given(contract, file_id, sha256, noted_by=noted_by)])
    context.desk.ledger.project(projection(context, heard, dispatch, documents))
