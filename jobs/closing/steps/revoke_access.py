"""The last step: nobody of ours enters the mailbox, or asks the client anything, any more."""

from __future__ import annotations

from collections.abc import Callable

from invoicing.history.events.approvals import Restarted
from invoicing.history.events.contract_end import Account, LetGo
from invoicing.history.events.event import Event
from invoicing.register.contract import Contract
from invoicing.values.problems import Problem
from jobs.closing.steps.give_away import give_away
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch

Sweep = Callable[[str], None]  # deletes the drafts in a mailbox that no record names


def let_go(
    context: Context, contract: Contract, *, dispatch: Dispatch, sweep: Sweep
) -> list[Event]:
    """Sign out, withdraw, revoke our grant, and prove it dead: a call with it must fail."""
    handover, account, mailbox = context.desk.handover, contract.account, contract.mailbox
    if not handover.is_dead(mailbox) and waiting_drafts(context, mailbox, sweep):
        dispatch.refused[contract.code, "", mailbox] = drafts_waiting(
            contract
        )  # a person deletes it, or it leaves
        return []
    tenure = give_away(context, contract)
    context.run.may_act()
    if account is Account.WORKSPACE:  # by delegation: another password has ended our own grant
        handover.sign_out(mailbox)
        handover.withdraw(mailbox)
        if handover.accesses(mailbox):
            return []
    if not is_cut(context, mailbox):
        return []
    gone = LetGo(
        client_code=contract.code,
        on=contract.today,
        files=tenure.value,
        are_others_ended=account is Account.WORKSPACE,
    )
    return [*withdrawn(contract), gone]


def is_cut(context: Context, mailbox: str) -> bool:
    """Revoke our grant, and say whether it is dead."""
    handover = context.desk.handover
    if not handover.is_dead(mailbox):
        context.run.may_act()
        handover.revoke(mailbox)
    return handover.is_dead(mailbox)


def waiting_drafts(context: Context, mailbox: str, sweep: Sweep) -> bool:
    """Say whether mails of ours lie in a mailbox, once those that no record names are deleted."""
    sweep(mailbox)
    outbox = context.desk.outbox
    return any(outbox.reference(mailbox, draft.message_id) for draft in outbox.drafts(mailbox))


def drafts_waiting(contract: Contract) -> Problem:
    """Return the problem of a mailbox in which drafts of ours still lie."""
    return contract.client.problem("drafts-waiting", "mailbox", client=contract.code)


def withdrawn(contract: Contract) -> list[Restarted]:
    """No code of the client's counts any more, at the Form that all clients share."""
    return [
        Restarted(client_code=contract.code, reference=key.reference)
        for key in contract.register.history.open_questions(contract.code)
    ]
