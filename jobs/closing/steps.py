"""What each step of a contract's end does; [] while it waits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import (
    account_of,
    asked_of_agency,
    closing_question,
    has_ended,
    noted_by_hand,
    receipt_content,
    receipt_question,
)
from invoicing.history.events.approvals import Restarted
from invoicing.history.events.contract_end import (
    Account,
    BillingStopped,
    ClosingStep,
    ClosureConfirmed,
    CredentialsGiven,
    ForwardingBegun,
    ForwardingRequested,
    ForwardingTurnedOn,
    ReceiptNoted,
)
from invoicing.history.events.event import Event
from invoicing.register.entry import UNDERWAY, DocumentState, under_way
from invoicing.rows.tabs import ClientRow
from invoicing.values.calendar import seller_date
from invoicing.values.mail_addresses import addresses_hash, box_hash
from invoicing.values.roles import MailRole
from jobs.approval.yes_no_questions import asked, is_approved, is_open
from jobs.closing.auto_reply import sees_to_answer
from jobs.closing.by_hand import seen_to
from jobs.closing.facts import closing_of, requested
from jobs.closing.preconditions import check_ground, forwarded
from jobs.closing.revoke_access import Sweep, let_go
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.handover_kit.kit import make_kit
from jobs.mail.dispatch import Dispatch
from jobs.mail.mailboxes import agency_box
from jobs.ports import Refused


def _confirm(context: Context, code: str, client: ClientRow) -> list[Event]:
    """The agency confirms, under a code, that the tick was meant."""
    key, content = closing_question(code), asked_of_agency(client)
    if is_approved(context, key, content):
        return [ClosureConfirmed(client_code=code, end=client.contract_to)]
    if is_open(context, key, content):
        return []
    to = addresses_hash((agency_box(context.register) or context.desk.account,))
    return [asked(context, key, content, role=MailRole.CLOSING, approver=to)]


def _stop(context: Context, code: str, client: ClientRow) -> list[Event]:
    """On the day: no new document, open approvals are withdrawn, last numbers are recorded."""
    closing = closing_of(context.register.history, code)
    if not has_ended(client, closing, seller_date(context.register.now)):
        return []
    entries = [entry for entry in context.register.entries if entry.client_code == code]
    if any(entry.state(context.register.now) is DocumentState.READY for entry in entries):
        return []  # what is approved leaves first
    open_ones = [e for e in entries if e.document is None and e.dossier.current is not None]
    withdrawn = [Restarted(client_code=code, reference=entry.key.reference) for entry in open_ones]
    siren = client.siret[:9]
    numbers = (
        series.number(last.rank)
        for series, last in context.register.history.series.items()
        if series.siren == siren
    )
    stopped = BillingStopped(
        client_code=code,
        on=client.contract_to or seller_date(context.register.now),  # the mandate's last day
        numbers=tuple(sorted(numbers)),
        withdrawn=tuple(entry.key.reference for entry in open_ones),
    )
    return [*withdrawn, stopped]


def _forward(context: Context, code: str, client: ClientRow) -> list[Event]:
    """Mail goes on to the client's own address; read back before it is believed."""
    if _has_mail_to_send(context, code):
        return []
    account = account_of(client)
    if account is Account.OWN:
        return [forwarded(client)]
    handover, target = context.desk.handover, client.email.strip()
    state = handover.forwarding(client.mailbox, target)
    if state == "on":
        return _forwarded(context, code, client)
    if account is Account.WORKSPACE and state in {"", "pending"}:
        return _request(context, code, client, is_pending=bool(state))
    if state == "accepted" and _turned_on(context, code, client):
        return _forwarded(context, code, client)
    return []


def _request(context: Context, code: str, client: ClientRow, *, is_pending: bool) -> list[Event]:
    """Have Google ask the client; that it has is told once it has taken the request."""
    closing = closing_of(context.register.history, code)
    if not is_pending:
        if closing.begun(ForwardingBegun) is None:
            context.record([ForwardingBegun(client_code=code)])
        context.run.may_act()
        context.desk.handover.ask_forwarding(client.mailbox, client.email.strip())
    if requested(closing, client):
        return []
    return [ForwardingRequested(client_code=code, to=box_hash(client.email))]


def _turned_on(context: Context, code: str, client: ClientRow) -> bool:
    """Record that mail goes on from now, turn it on, and say whether it reads back."""
    handover, target = context.desk.handover, client.email.strip()
    if closing_of(context.register.history, code).begun(ForwardingTurnedOn) is None:
        context.record([ForwardingTurnedOn(client_code=code)])
    context.run.may_act()
    is_workspace = account_of(client) is Account.WORKSPACE
    turn_on = handover.forward if is_workspace else handover.forward_by_filter
    turn_on(client.mailbox, target)
    return handover.forwarding(client.mailbox, target) == "on"


def _forwarded(context: Context, code: str, client: ClientRow) -> list[Event]:
    """Forwarding is on; so is the automatic reply, where it is wanted."""
    if client.auto_reply and not sees_to_answer(context, code, client):
        return []
    return [forwarded(client)]


def _has_mail_to_send(context: Context, code: str) -> bool:
    return any(
        entry.state(context.register.now) in UNDERWAY or under_way(entry)
        for entry in context.register.entries
        if entry.client_code == code
    )


def _kit(
    context: Context, code: str, client: ClientRow, *, documents: DocumentsAtHand
) -> Sequence[Event]:
    """Lay everything of the client's into his folder."""
    return make_kit(context, documents, code, client)


def _credentials(context: Context, code: str, client: ClientRow) -> list[Event]:
    """The client's own mailbox has none of ours; others wait for a person at the command line.

    The passphrase is shown once on a screen and told by telephone: a run in the cloud has none.
    """
    account = account_of(client)
    is_own = account is Account.OWN
    return [CredentialsGiven(client_code=code, account=account)] if is_own else []


def _receipt(context: Context, code: str, client: ClientRow) -> list[Event]:
    """The client says so on the Form, or the agency for him in « Clôtures »."""
    key, content = receipt_question(code), receipt_content(client)
    if is_approved(context, key, content):
        return [ReceiptNoted(client_code=code)]
    closing = closing_of(context.register.history, code)
    if (
        on := noted_by_hand(context.register.rows, code, ClosingStep.RECEIVED, closing)
    ) is not None:
        return [ReceiptNoted(client_code=code, is_by_hand=True, on=on)]
    if is_open(context, key, content):
        return []
    return [
        asked(
            context, key, content, role=MailRole.RECEIPT, approver=addresses_hash(approvers(client))
        )
    ]


Do = Callable[[Context, str, ClientRow], Sequence[Event]]


def steps(dispatch: Dispatch, documents: DocumentsAtHand, sweep: Sweep) -> Mapping[ClosingStep, Do]:
    """Return what does each step.  *sweep* deletes the drafts that no record names."""
    return {
        ClosingStep.CONFIRMED: _confirm,
        ClosingStep.STOPPED: _stop,
        ClosingStep.FORWARDED: _forward,
        ClosingStep.KIT: partial(_kit, documents=documents),
        ClosingStep.CREDENTIALS: _credentials,
        ClosingStep.RECEIVED: _receipt,
        ClosingStep.LET_GO: partial(let_go, dispatch=dispatch, sweep=sweep),
    }


def taken(
    context: Context, code: str, client: ClientRow, *, step: ClosingStep, do: Do
) -> Sequence[Event]:
    """Take a step, or what a person has noted of it where it was refused."""
    check_ground(context, code, client, step)
    try:
        return do(context, code, client)
    except Refused as refused:
        return seen_to(context, code, client, step=step, refused=refused)
