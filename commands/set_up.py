"""Commands that set up: the workbook, consents, logos."""

from __future__ import annotations

import argparse

from commands.terminal import OUT
from desk import NEEDED, Settings, desk, instant, open_agency
from invoicing.texts.commands import set_up as texts
from jobs.engine.first_event import begin
from jobs.engine.one_client import known_client
from jobs.ports import Document
from pdf.press import check_logo
from workspace.drive.logos import deposit
from workspace.forms.setup import prepare
from workspace.secrets import open_vault
from workspace.secrets.approval_keys import Keys
from workspace.secrets.consent import OAuthClient, authorize
from workspace.secrets.credentials import MailboxRole
from workspace.setup.drive_tree import ensure_tree
from workspace.setup.workbook import repair

TITLE = "Facturation"


def setup(options: argparse.Namespace) -> int:
    """Create or repair the workbook and the Drive tree; safe to repeat."""
    settings = Settings.read(needs="AGENCY_ACCOUNT VAULT")
    *done, workbook = establish(settings)
    if options.renew_key:
        done.append(_renewed(settings))
    for line in (*(done or [texts.NOTHING_TO_DO]), workbook):
        OUT.print(line)
    return 0


def establish(settings: Settings) -> list[str]:
    """Set everything up, and return what was done; the last line names the workbook."""
    with open_agency(settings) as agency:
        tree = ensure_tree(agency.drive, agency.sheets, title=TITLE, workbook=settings.workbook_id)
        done = repair(agency.sheets, tree.workbook, account=settings.agency_account, past=tree.past)
        done += prepare(agency.forms, agency.drive, root=tree.root)
        Keys(agency.vault).ensure(instant(settings))
    there = settings.of(tree.workbook)
    with desk(there, tickets_folder=tree.tickets) as laid:
        if begin(laid, instant(there), root=tree.root, past=tree.past):
            done.append(texts.JOURNAL_BEGUN)
    return [*done, f"WORKBOOK_ID={tree.workbook}"]


def _renewed(settings: Settings) -> str:
    with open_agency(settings) as agency:
        Keys(agency.vault).renew(instant(settings))
    return texts.KEY_RENEWED


def authorise(options: argparse.Namespace) -> int:
    """Ask a mailbox, or the agency's account, for its consent."""
    settings = Settings.read(needs="AGENCY_ACCOUNT VAULT OAUTH_CLIENT_ID OAUTH_CLIENT_SECRET")
    address = options.mailbox
    roles = {MailboxRole.MAILBOX}
    if address.lower() == settings.agency_account.lower():
        roles = (
            {MailboxRole.AGENCY, MailboxRole.MAILBOX}
            if options.also_sends
            else {MailboxRole.AGENCY}
        )
    if options.leaving:
        roles |= {MailboxRole.LEAVING}
    application = OAuthClient(
        client_id=settings.oauth_client_id, client_secret=settings.oauth_client_secret,
        open_browser=not options.no_browser, port=options.port)  # fmt: skip
    with open_vault.opened(
        settings.vault, key=settings.vault_key, root=settings.roots.secrets
    ) as kept:
        authorize(address, roles, application=application, roots=settings.roots, vault=kept)
    OUT.print(texts.CONSENT_KEPT.format(mailbox=address))
    return 0


def logo(options: argparse.Namespace) -> int:
    """Put a client's logo where runs may read it, and print what to type."""
    settings = Settings.read(needs=NEEDED)
    content = options.file.read_bytes()
    check_logo(content)
    with desk(settings) as laid:
        client = known_client(options.seller, laid.ledger.read().rows)
    named = Document(name=f"{client} – {options.file.name}", content=content)
    with open_agency(settings) as agency:
        link = deposit(agency.drive, named)
    OUT.print(texts.LOGO_FILED.format(client=client))
    OUT.print(texts.LOGO_LINK.format(client=client))
    OUT.print(link, markup=False, soft_wrap=True)
    return 0
