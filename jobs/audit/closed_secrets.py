"""The secrets of a client whom we have let go: our grant is dead, and what we have is dated."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.events.contract_end import SecretsDestroyed
from invoicing.texts.audit import Finding
from invoicing.values.french import short_date
from jobs.audit.closed_client import ClosedClient
from jobs.closing.destroy_secrets import secrets_of
from jobs.closing.progress_texts import forgotten_on
from jobs.ports import Trouble


def grant(closed: ClosedClient) -> Iterator[Finding]:
    """Try the old token, as long as we have it."""
    desk = closed.desk
    grants = (name for name in secrets_of(closed.contract) if name.startswith("google/"))
    if not any(map(desk.safe.holds, grants)):
        return
    try:
        if not desk.handover.is_dead(closed.contract.mailbox):
            yield closed.finding("grant-alive")
    except Trouble:
        yield closed.finding("grant-unread")


def secrets(closed: ClosedClient) -> Iterator[Finding]:
    """Gone, or dated for destruction."""
    contract, closing = closed.contract, closed.contract.closing
    due = forgotten_on(closing, contract.register.rows.settings.secrets_kept)
    is_over = closing.begun(SecretsDestroyed) is not None or (
        due is not None and due < contract.today
    )
    names = filter(closed.desk.safe.holds, secrets_of(contract))
    held = [name.partition("/")[0] for name in names]
    if is_over:
        yield from (closed.finding("secret-kept", f"{name}/…") for name in held)
    elif held and due is not None:
        yield closed.finding("secrets-dated", short_date(due))
