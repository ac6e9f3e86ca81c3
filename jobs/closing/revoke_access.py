"""The last step: nobody of ours enters the mailbox, or asks the client anything, any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from invoicing.history.contract_end import account_of
from invoicing.history.events.approvals import Restarted
from invoicing.history.events.contract_end import Account, CredentialsGiven, KitReserved, LetGo
from invoicing.history.events.event import Event
from invoicing.history.history import History
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.calendar import seller_date
from invoicing.values.mail_addresses import is_address
from invoicing.values.problems import Problem
from jobs.closing.facts import closing_of, open_questions
from jobs.documents.folders import HANDED_OVER
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.ports import Refused, Tenure

Sweep = Callable[[str], None]  # deletes the drafts in a mailbox that no record names


def let_go(
    context: Context, code: str, client: ClientRow, *, dispatch: Dispatch, sweep: Sweep
) -> list[Event]:
    """Sign out, withdraw, revoke our grant, and prove it dead: a call with it must fail."""
    handover, account, box = context.desk.handover, account_of(client), client.mailbox.strip()
    if not handover.is_dead(box) and waiting_drafts(context, box, sweep):
        dispatch.refused[code, "", box] = drafts_waiting(
            client
        )  # a person deletes it, or it leaves
        return []
    tenure = _given_away(context, code, client)
    context.run.may_act()
    if account is Account.WORKSPACE:  # by delegation: another password has ended our own grant
        handover.sign_out(box)
        handover.withdraw(box)
        if handover.accesses(box):
            return []
    if not is_cut(context, box):
        return []
    gone = LetGo(
        client_code=code,
        on=seller_date(context.register.now),
        files=tenure.value,
        are_others_ended=account is Account.WORKSPACE,
    )
    return [*withdrawn(context.register.history, code), gone]


def is_cut(context: Context, box: str) -> bool:
    """Revoke our grant, and say whether it is dead."""
    handover = context.desk.handover
    if not handover.is_dead(box):
        context.run.may_act()
        handover.revoke(box)
    return handover.is_dead(box)


def waiting_drafts(context: Context, box: str, sweep: Sweep) -> bool:
    """Say whether mails of ours lie in a mailbox, once those that no record names are deleted."""
    sweep(box)
    outbox = context.desk.outbox
    return any(outbox.reference(box, draft.message_id) for draft in outbox.drafts(box))


def drafts_waiting(client: ClientRow) -> Problem:
    """Return the problem of a mailbox in which drafts of ours still lie."""
    return client.problem("drafts-waiting", "mailbox", client=normalised(client.code))


def withdrawn(history: History, code: str) -> list[Restarted]:
    """No code of the client's counts any more, at the Form that all clients share."""
    keys = open_questions(history, code)
    return [Restarted(client_code=code, reference=key.reference) for key in keys]


def _given_away(context: Context, code: str, client: ClientRow) -> Tenure:
    """Offer what lies in « Remise » to the client: files first, then their folder.

    The least of what was reached: one file that stays ours is told as all of them.
    """
    address = client.email.strip()
    if not is_address(address):
        return Tenure.SHARED
    reached = [
        _offered(context, each, address) for each in _files(context.register.history, code, client)
    ]
    return max(reached, key=list(Tenure).index, default=Tenure.SHARED)


def _offered(context: Context, file_id: str, address: str) -> Tenure:
    context.run.may_act()
    try:
        return context.desk.ownership.offer(file_id, address)
    except Refused:  # gone, or not ours any more
        return Tenure.SHARED


def _files(history: History, code: str, client: ClientRow) -> Iterator[str]:
    closing = closing_of(history, code)
    if kit := closing.begun(KitReserved):
        yield from (*kit.event.documents, kit.event.zip, kit.event.slip)
    sealed = closing.done(CredentialsGiven)
    if sealed and sealed.file_id:
        yield sealed.file_id
    folder = history.folders.get((client.siret[:9], HANDED_OVER))
    yield from [folder.id] if folder and folder.made else ()
