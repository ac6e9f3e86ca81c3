"""Handing over the credentials: sealed in a PDF, whose passphrase is shown once on a screen.

It is told by telephone; it is never mailed, logged or recorded.  A run that dies half-way has
recorded only that it began: the next one makes another password, another passphrase, another file,
named by its minute: the newest is the one that the passphrase opens.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime
from functools import partial

from invoicing.history.contract_end import account_of
from invoicing.history.events.contract_end import (
    Account,
    ClosingStep,
    CredentialsGiven,
    CredentialsReserved,
)
from invoicing.register.register import Register
from invoicing.rows.filled_draft import seller_of
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.calendar import SELLER_ZONE
from invoicing.values.canonical_json import to_json
from invoicing.values.problems import Problem, Source
from jobs.closing.facts import closing_of
from jobs.closing.preconditions import check_ground
from jobs.closing.revoke_access import drafts_waiting, waiting_drafts
from jobs.correspondence import Correspondence, correspondence, sweep_mailbox
from jobs.display.projection import projection
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import HANDED_OVER, made, missing, reserved
from jobs.engine.context import Context, in_context
from jobs.engine.one_client import known_client
from jobs.engine.run import End, Job, OutOfTime, run
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard
from jobs.on_request.credentials_page import as_kept, credentials_page
from jobs.ports import Desk, Document, Recovery, Refused, Unavailable

NAME = "IDENTIFIANTS"


def hand_over(desk: Desk, now: datetime, *, seller: str, noted_by: str) -> str:
    """Seal a client's credentials in his folder, and return the passphrase, once.

    ``Refused`` when the closing is not there yet, or the vault holds nothing of the account.
    """
    told: list[str] = []
    job = Job(
        name="credentials",
        due=lambda *_: True,
        work=in_context(partial(_work, seller=seller, noted_by=noted_by, told=told)),
    )
    try:
        end = run(job, desk, now)
    except OutOfTime:
        raise _again("too-slow") from None
    except (Unavailable, Refused):  # the PDF lies there, and nothing else opens it
        if not told:
            raise
        return told[0]
    if end is not End.DONE or not told:
        raise _again("busy")
    return told[0]


def _again(code: str) -> Refused:
    """Say that the person is to begin again."""
    problem = Problem(code=code, source=Source(tab="Clôtures"))
    return Refused("nothing was handed over", problems=[problem])


def _work(context: Context, *, seller: str, noted_by: str, told: list[str]) -> None:
    dispatch, documents = Dispatch(), DocumentsAtHand()
    client = _client(context, seller)
    known = _known(context, normalised(client.code), client)
    mails = correspondence(context, Heard(), dispatch, documents)
    _sees_to_drafts(context, dispatch, mails, client)
    file_id = _reserve(context, client)
    known = _renewed(context, client, known)
    passphrase = context.desk.safe.passphrase()
    sha256 = _seal(context, documents, client, file_id, secret=(known, passphrase))
    told.append(passphrase)
    given = CredentialsGiven(
        client_code=normalised(client.code),
        file_id=file_id,
        sha256=sha256,
        content=to_json((noted_by, context.register.now.isoformat())),
    )
    context.record([given])
    context.desk.ledger.project(projection(context, Heard(), dispatch, documents))


def _client(context: Context, seller: str) -> ClientRow:
    """Return the client's row.  ``Refused`` when his closing does not wait for this step."""
    code = known_client(seller, context.register.rows)
    client = context.register.index.clients[code]
    if not _is_there(context.register, code, client):
        early = Problem(code="closing-not-there", source=client.place, values={"client": code})
        raise Refused("the closing is not at this step", problems=[early])
    check_ground(context, code, client, ClosingStep.CREDENTIALS)
    return client


def _sees_to_drafts(
    context: Context, dispatch: Dispatch, mails: Correspondence, client: ClientRow
) -> None:
    """Delete the drafts that no record names.  ``Refused`` when others of ours lie there."""
    code, box = normalised(client.code), client.mailbox.strip()
    begun = closing_of(context.register.history, code).begun(CredentialsReserved)
    if begun is not None and context.desk.handover.is_dead(box):
        return
    if waiting_drafts(context, box, partial(sweep_mailbox, context, dispatch, mails)):
        raise Refused("mails of ours wait in the mailbox", problems=[drafts_waiting(client)])


def _is_there(register: Register, code: str, client: ClientRow) -> bool:
    """Whether the closing waits for this: one that was un-ticked waits for nothing."""
    is_sole = code not in register.index.doubled_clients
    is_next = closing_of(register.history, code).next is ClosingStep.CREDENTIALS
    return client.closing and is_sole and is_next


def _known(context: Context, code: str, client: ClientRow) -> dict[str, str]:
    """What the vault holds of the account."""
    kept = context.desk.safe.read(f"handover/{code}")
    try:
        known = {str(name): str(value) for name, value in json.loads(kept or "{}").items()}
    except (ValueError, AttributeError):  # their texts may hold what was kept
        known = {}
    if "password" not in known and account_of(client) is not Account.WORKSPACE:
        values = {"client": code}
        gone = Problem(code="no-credentials", source=client.place, values=values)
        raise Refused("the vault holds no credentials", problems=[gone])
    return known


def _reserve(context: Context, client: ClientRow) -> str:
    code, siren = normalised(client.code), client.siret[:9]
    lacking = missing(context, siren, HANDED_OVER)
    ids = iter(context.desk.archive.reserve(1 + len(lacking)))
    folders = reserved(
        dict(context.register.history.folders), ids, code=code, siren=siren, part=HANDED_OVER
    )
    begun = CredentialsReserved(client_code=code, file_id=next(ids))
    context.record([*folders, begun])
    return begun.file_id


def _renewed(context: Context, client: ClientRow, known: dict[str, str]) -> dict[str, str]:
    """What is handed over: of a Workspace account all is new, and read back; else as it is kept.

    The password is to be changed at the next sign-in.
    """
    if account_of(client) is not Account.WORKSPACE:
        return known
    handover, box = context.desk.handover, client.mailbox.strip()
    password = secrets.token_urlsafe(18)
    context.run.may_act()
    handover.recovery(box)  # what may not be read back is not changed either
    owner = Recovery(address=client.email.strip(), phone=client.phone)
    handover.rotate_password(box, password, owner)
    return {**known, **as_kept(handover.recovery(box)), "password": password}


def _seal(
    context: Context,
    documents: DocumentsAtHand,
    client: ClientRow,
    file_id: str,
    *,
    secret: tuple[dict[str, str], str],
) -> str:
    """Seal what is *known* under a passphrase, and return the SHA-256 of what lies in Drive."""
    code, (known, passphrase) = normalised(client.code), secret
    author = context.register.rows.settings.agency.name or client.name
    page = credentials_page(client, known, author=author, name=f"{NAME}-{code}")
    plain = context.desk.press.page(page, context.register.now)
    content = context.desk.safe.sealed(plain.content, passphrase)
    folder, events = made(context, documents, code, seller_of(client), part=HANDED_OVER)
    context.record(events)
    context.run.may_act()
    at = context.register.now.astimezone(SELLER_ZONE)
    document = Document(name=f"{NAME}-{code}-{at:%Y-%m-%d-%Hh%M}.pdf", content=content)
    properties = {"client": code, "ref": NAME, "content": ""}
    return context.desk.archive.put(file_id, document, folder=folder, properties=properties)
