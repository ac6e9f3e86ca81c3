"""The page of an account's credentials, as it is sealed, and what its owner does first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invoicing.history.contract_end import account_of
from invoicing.history.events.contract_end import Account
from invoicing.rows.tabs import ClientRow
from invoicing.texts.pages import credentials as texts
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.ports import Recovery


def credentials_page(
    client: ClientRow, known: Mapping[str, str], *, author: str, name: str
) -> PrintedPage:
    """Write it; *known*: by the names of ``LABELS``."""
    first = (
        texts.WORKSPACE_FIRST if account_of(client) is Account.WORKSPACE else texts.CONSUMER_FIRST
    )
    return PrintedPage(
        title=texts.TITLE,
        subtitle=client.mailbox.strip(),
        name=name,
        author=author,
        intro=(texts.INTRO,),
        sections=(
            PageSection(heading=texts.ACCOUNT, facts=tuple(_facts(client, known))),
            PageSection(heading=texts.FIRST_SIGN_IN, lines=first),
        ),
    )


def _facts(client: ClientRow, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield texts.ADDRESS, client.mailbox.strip()
    for name, label in texts.LABELS.items():
        if known.get(name):
            yield label, known[name]


def as_kept(recovery: Recovery) -> dict[str, str]:
    """Name what a Workspace says of an account as the vault's entry does."""
    return {
        "recovery_codes": " · ".join(recovery.codes),
        "recovery_address": recovery.address,
        "recovery_phone": recovery.phone,
        "two_step": texts.TWO_STEP_ON if recovery.two_step else texts.TWO_STEP_OFF,
    }
