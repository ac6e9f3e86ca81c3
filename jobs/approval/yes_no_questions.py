"""Questions that are no document's: a change to confirm, a contract to close, a kit received.

They use the codes of approvals, and silence never answers them.
"""

from __future__ import annotations

from invoicing.history.approval_code import VALID, request_id, signed
from invoicing.history.events.approvals import Requested
from invoicing.history.records import DocumentKey
from jobs.approval.signing_key import current_key
from jobs.engine.context import Context
from jobs.ports import Refused

NO_WORDS = "{}"


def is_open(context: Context, key: DocumentKey, content: str) -> bool:
    """Whether this very question has been asked, and stands."""
    current = context.register.history.dossier(key).current
    return current is not None and current.claim.content == content


def is_approved(context: Context, key: DocumentKey, content: str) -> bool:
    """Whether it has been answered with yes."""
    approval = context.register.history.dossier(key).approval
    return approval is not None and approval.content == content


def asked(
    context: Context, key: DocumentKey, content: str, *, role: str, approver: str
) -> Requested:
    """Return the event that asks; it freezes no words.

    *role* names its mail; *approver* is the hash of the addresses that are asked.
    """
    version = len(context.register.history.dossier(key).versions) + 1
    request = request_id(context.desk.workbook_id, *key, version)
    return Requested(
        client_code=key.client,
        reference=key.reference,
        request=request,
        version=version,
        content_hash=content,
        approver=approver,
        expires=context.register.now + VALID,
        signed_with=current_key(context),
        letter=f"{role} {request}",
        content=NO_WORDS,
    )


def links(context: Context, key: DocumentKey, summary: str) -> tuple[str, str]:
    """Return the addresses of yes and no, for the question that stands."""
    current = context.register.history.dossier(key).current
    secret = context.desk.keys.all().get(current.signed_with) if current else None
    if current is None or secret is None:
        raise Refused("the key of a question is gone")
    code = signed(current.claim, current.signed_with, secret)
    form = context.desk.form
    return form.link([code], summary, approves=True), form.link([code], summary, approves=False)
