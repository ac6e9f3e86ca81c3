"""Commands for the end of a contract."""

from __future__ import annotations

import argparse
import getpass
import json
import warnings

from commands.terminal import OUT
from desk import NEEDED, Settings, desk, instant, open_agency
from invoicing.texts.commands import contract_end as texts
from invoicing.texts.commands.terminal import UNASKED
from invoicing.texts.pages.credentials import LABELS
from jobs.engine.one_client import known_client
from jobs.on_request.hand_over_credentials import hand_over
from workspace.secrets import delegation


def close(options: argparse.Namespace) -> int:
    """Seal a client's credentials in his folder, and show the passphrase once."""
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        passphrase = hand_over(
            laid, instant(settings), seller=options.seller, noted_by=options.noted_by
        )
    for line in texts.SEALED:
        OUT.print(line)
    OUT.print(passphrase, markup=False, highlight=False, soft_wrap=True)
    return 0


def delegate(options: argparse.Namespace) -> int:
    """Keep the service account that acts for the agency's Workspace, with its administrator."""
    settings = Settings.read(needs=NEEDED)
    file = json.loads(options.file.read_text(encoding="utf-8"))
    with open_agency(settings) as agency:
        delegation.keep(agency.vault, file, admin=options.admin)
    OUT.print(texts.SERVICE_ACCOUNT_KEPT)
    return 0


def keep(options: argparse.Namespace) -> int:
    """Keep the credentials of a client's mailbox in the vault, typed unseen."""
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        code = known_client(options.seller, laid.ledger.read().rows)
    warnings.simplefilter("error", getpass.GetPassWarning)  # typed unseen, or not at all
    try:
        typed = {
            name: getpass.getpass(texts.TYPE_IT.format(what=what)) for name, what in LABELS.items()
        }
    except (EOFError, getpass.GetPassWarning):
        OUT.print(UNASKED)
        return 2
    with open_agency(settings) as agency:
        agency.vault.write(f"handover/{code}", json.dumps({k: v for k, v in typed.items() if v}))
    OUT.print(texts.CREDENTIALS_KEPT.format(client=code))
    return 0
