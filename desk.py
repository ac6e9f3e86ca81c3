"""Settings (all environment variables) and wiring: which adapter, for whom.  Used by both doors."""

from __future__ import annotations

import os
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests

from invoicing.texts.commands import terminal as texts
from jobs.ports import Desk, Unavailable
from pdf.press_pool import PressPool
from pdf.tables import Binder
from pdf.typesetting.pdfa import carried
from wire.vault import Vault
from workspace.drive.archive import Archive
from workspace.drive.ownership import Ownership
from workspace.drive.tickets import Tickets
from workspace.forms.form import Form
from workspace.gmail.inbox import Inbox
from workspace.gmail.mailboxes import Mailboxes
from workspace.gmail.outbox import Outbox
from workspace.google.services import Roots, service
from workspace.google.session import GoogleSession, Http, Sessions
from workspace.mailbox_handover.handover import Handover, opened
from workspace.secrets import open_vault
from workspace.secrets.approval_keys import Keys
from workspace.secrets.credentials import account_unauthorised, credentials
from workspace.secrets.safe import Safe
from workspace.workbook.client import SheetsHTTP
from workspace.workbook.exported_tables import Tables
from workspace.workbook.ledger import Ledger

ROOTS = ("sheets", "drive", "gmail", "forms", "admin", "oauth", "secrets")
MOST_WORKERS = 4  # some 250 MB each
TIMEOUT = 30  # seconds, for the sandbox's clock


class WrongSettings(Exception):
    """Environment variables that are missing or wrong, all of them at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that is configured; docs/reference.md lists the variables and their defaults."""

    workbook_id: str = ""  # WORKBOOK_ID
    agency_account: str = ""  # AGENCY_ACCOUNT
    vault: str = ""  # VAULT: file:PATH or gcp:PROJECT
    vault_key: str = field(default="", repr=False)  # VAULT_KEY, Fernet
    oauth_client_id: str = ""  # OAUTH_CLIENT_ID, for `authorize`
    oauth_client_secret: str = field(default="", repr=False)  # OAUTH_CLIENT_SECRET
    retry_backoff: float = 5.0  # RETRY_BACKOFF, seconds
    press_workers: int = 0  # PRESS_WORKERS, processes
    sandbox_url: str = ""  # SANDBOX_URL: its clock is the time
    roots: Roots = field(default_factory=Roots)  # GOOGLE_…_URL

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ, *, needs: str = "") -> Settings:
        """Read and check the variables.  *needs*: names of those that must be set."""
        missing = (name for name in needs.split() if not environment.get(name))
        wrong = [texts.VARIABLE_MISSING.format(name=name) for name in missing]
        addresses = {name: environment.get(f"GOOGLE_{name.upper()}_URL", "") for name in ROOTS}
        checked = {f"GOOGLE_{name.upper()}_URL": url for name, url in addresses.items()}
        checked["SANDBOX_URL"] = environment.get("SANDBOX_URL", "")
        wrong += [texts.NO_ADDRESS.format(name=name) for name, url in checked.items()
                  if url and urlsplit(url).scheme not in {"http", "https"}]  # fmt: skip
        vault = environment.get("VAULT", "")
        if vault and not vault.startswith(("file:", "gcp:")):
            wrong.append(texts.NO_VAULT)
        backoff = environment.get("RETRY_BACKOFF", "5")
        if not _is_number(backoff):
            wrong.append(texts.NO_SECONDS)
        workers = environment.get("PRESS_WORKERS", str(_spare_workers()))
        if not workers.isdecimal():
            wrong.append(texts.NO_PROCESSES)
        if wrong:
            raise WrongSettings(" ; ".join(wrong))
        return cls(
            workbook_id=environment.get("WORKBOOK_ID", ""),
            agency_account=environment.get("AGENCY_ACCOUNT", ""),
            vault=vault,
            vault_key=environment.get("VAULT_KEY", ""),
            oauth_client_id=environment.get("OAUTH_CLIENT_ID", ""),
            oauth_client_secret=environment.get("OAUTH_CLIENT_SECRET", ""),
            retry_backoff=float(backoff),
            press_workers=int(workers),
            sandbox_url=checked["SANDBOX_URL"],
            roots=Roots(**addresses),
        )

    def of(self, workbook_id: str) -> Settings:
        """Return these settings for another workbook."""
        return replace(self, workbook_id=workbook_id)


NEEDED = "WORKBOOK_ID AGENCY_ACCOUNT VAULT"


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _spare_workers() -> int:
    """Return how many processes may print at once: one a core, none where there is one core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return min(cores, MOST_WORKERS) if cores > 1 else 0


def instant(settings: Settings) -> datetime:
    """Return the time, aware, UTC: the sandbox's where there is one."""
    if not settings.sandbox_url:
        return datetime.now(UTC)
    try:
        answer = requests.get(f"{settings.sandbox_url}/clock", timeout=TIMEOUT)
        return datetime.fromisoformat(answer.json()["now"]).astimezone(UTC)
    except requests.RequestException:
        raise Unavailable("the sandbox's clock") from None


def set_instant(settings: Settings, at: datetime) -> None:
    """Set the sandbox's clock."""
    body = {"now": at.astimezone(UTC).isoformat()}
    requests.put(f"{settings.sandbox_url}/clock", json=body, timeout=TIMEOUT).raise_for_status()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAccount:
    """The agency's account at Google, opened: what set-up works with."""

    sheets: SheetsHTTP
    drive: Any
    forms: Any
    session: GoogleSession
    vault: Vault


@contextmanager
def open_agency(
    settings: Settings, *, sessions: Sessions = GoogleSession
) -> Iterator[AgencyAccount]:
    """Open the agency's account; Sheets, Drive and Forms share one session, made by *sessions*."""
    with open_vault.opened(
        settings.vault,
        key=settings.vault_key,
        root=settings.roots.secrets,
        backoff=settings.retry_backoff,
    ) as vault:
        account = credentials(
            vault,
            settings.agency_account,
            oauth=settings.roots.oauth,
            lacking=account_unauthorised,
        )
        with sessions(account, backoff=settings.retry_backoff) as session:
            yield AgencyAccount(
                sheets=SheetsHTTP(session, root=settings.roots.sheets),
                drive=service("drive", "v3", root=settings.roots.drive, http=Http(session)),
                forms=service("forms", "v1", root=settings.roots.forms, http=Http(session)),
                session=session,
                vault=vault,
            )


@contextmanager
def desk(
    settings: Settings, *, tickets_folder: str = "", sessions: Sessions = GoogleSession
) -> Iterator[Desk]:
    """Wire every port to its adapter."""
    with ExitStack() as stack:
        agency = stack.enter_context(open_agency(settings, sessions=sessions))
        mailboxes = stack.enter_context(_mailboxes(settings, agency.vault, sessions))
        handover = stack.enter_context(_handover(settings, agency.vault, sessions))
        press = stack.enter_context(closing(PressPool(settings.press_workers)))
        started = time.monotonic()
        yield Desk(
            workbook_id=settings.workbook_id,
            run_id=uuid.uuid4().hex,
            ledger=Ledger(agency.sheets, settings.workbook_id),
            tickets=Tickets(agency.drive, agency.session, folder=tickets_folder),
            archive=Archive(agency.drive),
            outbox=Outbox(mailboxes, backoff=settings.retry_backoff),
            inbox=Inbox(mailboxes),
            form=Form(agency.forms, drive=agency.drive),
            keys=Keys(agency.vault),
            account=settings.agency_account,
            handover=handover,
            ownership=Ownership(agency.drive),
            safe=Safe(agency.vault),
            press=press,
            binder=Binder(),
            tables=Tables(agency.sheets, settings.workbook_id),
            elapsed=lambda: timedelta(seconds=time.monotonic() - started),
            world_time=lambda: agency.session.date,
            carried=carried,
        )


def _mailboxes(settings: Settings, vault: Vault, sessions: Sessions) -> Mailboxes:
    return Mailboxes(
        lambda address: credentials(vault, address, oauth=settings.roots.oauth),
        root=settings.roots.gmail,
        backoff=settings.retry_backoff,
        sessions=sessions,
    )


def _handover(
    settings: Settings, vault: Vault, sessions: Sessions
) -> AbstractContextManager[Handover]:
    return opened(vault, roots=settings.roots, backoff=settings.retry_backoff, sessions=sessions)
