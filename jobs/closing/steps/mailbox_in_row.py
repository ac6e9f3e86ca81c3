"""The mailbox that a client's row names: whether it is still the one that was forwarded, and whose.

No address is recorded: hashes are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.events.contract_end import Account, ClosingStep, MailForwarded
from invoicing.register.contract import Contract
from invoicing.rows.tabs import normalised
from invoicing.values.mail_addresses import box_hash


def forwarded(contract: Contract) -> MailForwarded:
    """What is recorded of where his mail is, whose that is, and where it goes: no address."""
    account = contract.account
    return MailForwarded(
        client_code=normalised(contract.client.code),
        box=box_hash(contract.mailbox),
        account=account,
        to="" if account is Account.OWN else box_hash(contract.email),
    )


def moved(contract: Contract) -> Iterator[str]:
    """The fields that say something else than when the mail was forwarded."""
    then, now = contract.closing.done(MailForwarded), forwarded(contract)
    if then is None:
        return
    if then.box and then.box != now.box:
        yield "mailbox"
    if then.account and then.account is not now.account:
        yield "account"
    if then.to and now.to and then.to != now.to:
        yield "email"


def users_of(contract: Contract) -> Iterator[str]:
    """The codes of the other clients who use his mailbox."""
    register, mailbox = contract.register, contract.mailbox.lower()
    for other in register.rows.clients:
        code = normalised(other.code)
        is_gone = register.history.closing(code).has(ClosingStep.LET_GO)
        if code != contract.code and not is_gone and other.mailbox.strip().lower() == mailbox:
            yield code
