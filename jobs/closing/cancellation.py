"""A closing that is called off half-way: what is as before, and what nobody can take back.

It is said in « Clôtures », step by step, and by mail: to the agency, and to the client once he has
been told anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import CalledOff, account_of
from invoicing.history.events.contract_end import (
    Account,
    ClosingStep,
    CredentialsReserved,
    ForwardingBegun,
    ForwardingRequested,
    ForwardingTurnedOn,
)
from invoicing.history.history import History
from invoicing.history.records import Transmission
from invoicing.rows.tabs import ClientRow
from invoicing.values.french_names import of
from invoicing.values.mail_note import ShortMail
from jobs.closing.facts import sole
from jobs.closing.mails import agency, post, signed
from jobs.engine.context import Context
from jobs.mail.outgoing import OutgoingMail

ROLE = "Annulation"
TO_AGENCY, TO_CLIENT = "agence", "client"
BACK = "Le contrat {client} reprend ; ses séries de numéros continuent."
OFF = "La clôture du contrat {client} est annulée : le contrat continue."
LATE = timedelta(days=7)  # what could not be told until then is not told any more
AUTHORISE = "Lancez « python cli.py authorize --mailbox {mailbox} »."
REMOVE = "dans Gmail ({mailbox}), Paramètres > Transfert et POP/IMAP"


@dataclass(frozen=True, slots=True, kw_only=True)
class LastingEffect:
    """What a step has left behind."""

    said: str
    remedy: str = ""  # for the agency


STOPPED = LastingEffect(
    said="Les documents sont de nouveau émis ; les demandes de validation retirées repartent."
)
ASKED = LastingEffect(
    said="{email} a reçu de Google une demande : l’accepter ne transfère rien tant que le "
    "transfert n’est pas activé.",
    remedy=f"Pour la retirer : {REMOVE}, supprimez l’adresse.",
)
MAYBE_ASKED = LastingEffect(
    said=ASKED.said.replace("a reçu", "a peut-être reçu"), remedy=ASKED.remedy
)
FORWARDED = LastingEffect(
    said="Le courrier de {mailbox} continue d’aller aussi à {email}.",
    remedy=f"Pour l’arrêter : {REMOVE}, désactivez le transfert ; pour un compte gmail.com, "
    "supprimez le filtre dans Filtres et adresses bloquées.",
)
KIT = LastingEffect(
    said="Le dossier « Remise » reste dans le Drive du client ; une autre clôture en fera un neuf."
)
TRIED = LastingEffect(
    said="Le mot de passe de {mailbox} a peut-être été changé sans avoir été remis.",
    remedy="Donnez-en un autre dans la console d’administration. " + AUTHORISE,
)
ROTATED = LastingEffect(
    said="Le mot de passe de {mailbox} a été changé et remis au client : cela ne se reprend pas.",
    remedy="Rien n’en part plus. " + AUTHORISE,
)
TOLD = LastingEffect(
    said="Les identifiants de {mailbox} ont été remis au client : cela ne se reprend pas.",
    remedy="Si l’agence doit rester seule à s’en servir, convenez d’un autre mot de passe.",
)
LET_GO = LastingEffect(
    said="Nos accès à {mailbox} ont été coupés : cela ne se reprend pas.", remedy=AUTHORISE
)


def consequences(client: ClientRow, off: CalledOff) -> Mapping[ClosingStep, LastingEffect]:
    """What each step has left behind, in their order; steps that left nothing are not named."""
    return dict(_consequences(client, off))


def _consequences(client: ClientRow, off: CalledOff) -> Iterator[tuple[ClosingStep, LastingEffect]]:
    closing, account = off.closing, account_of(client)
    if closing.has(ClosingStep.STOPPED):
        yield ClosingStep.STOPPED, STOPPED
    is_on = closing.has(ClosingStep.FORWARDED) or closing.begun(ForwardingTurnedOn) is not None
    if account is not Account.OWN and (is_on or closing.begun(ForwardingBegun)):
        asked = ASKED if closing.begun(ForwardingRequested) else MAYBE_ASKED
        yield ClosingStep.FORWARDED, FORWARDED if is_on else asked
    if closing.has(ClosingStep.KIT):
        yield ClosingStep.KIT, KIT
    if account is not Account.OWN and closing.has(ClosingStep.CREDENTIALS):
        yield ClosingStep.CREDENTIALS, ROTATED if account is Account.WORKSPACE else TOLD
    elif account is Account.WORKSPACE and closing.begun(CredentialsReserved):
        yield ClosingStep.CREDENTIALS, TRIED
    if closing.has(ClosingStep.LET_GO):
        yield ClosingStep.LET_GO, LET_GO


def explained(consequence: LastingEffect, client: ClientRow, *, remedy: bool = True) -> str:
    """Put the addresses in; *remedy*: what the agency can do about it too."""
    words = f"{consequence.said} {consequence.remedy if remedy else ''}".strip()
    return words.format(mailbox=client.mailbox.strip(), email=client.email.strip())


def posts(context: Context) -> Iterator[OutgoingMail]:
    """Return the mails that are still to tell it."""
    for code, client in sole(context.register):
        off = context.register.history.called_off.get(code)
        if off is None or client.closing or code in context.failures.stops:
            continue
        for role, whom in _roles(off):
            to = agency(context) if whom == TO_AGENCY else approvers(client)
            write = partial(_note, context, client, off, remedy=whom == TO_AGENCY)
            yield from post(context, code, role, to=to, write=write)


def is_untold(history: History, now: datetime) -> bool:
    """Whether somebody is still to be told."""
    return any(
        now - off.at <= LATE and not history.letters.get((code, role), Transmission()).is_out
        for code, off in history.called_off.items()
        for role, _ in _roles(off)
    )


def _roles(off: CalledOff) -> Iterator[tuple[str, str]]:
    """The roles of the mails, and to whom: the client knows of it once anything was stopped."""
    if not off.closing.steps:
        return
    role = f"{ROLE} {off.at.isoformat()}"
    yield f"{role} {TO_AGENCY}", TO_AGENCY
    if ClosingStep.STOPPED in off.closing.steps and ClosingStep.LET_GO not in off.closing.steps:
        yield f"{role} {TO_CLIENT}", TO_CLIENT


def _note(context: Context, client: ClientRow, off: CalledOff, *, remedy: bool) -> ShortMail:
    left = consequences(client, off).values()
    found = tuple(explained(each, client, remedy=remedy) for each in left)
    is_back = ClosingStep.LET_GO in off.closing.steps
    subject = "De retour" if is_back else "Clôture annulée" if remedy else "Le contrat continue"
    return ShortMail(
        subject=f"{subject} : {client.name}",
        greeting="Bonjour,",
        paragraphs=((BACK if is_back else OFF).format(client=of(client.name)),),
        lists=(("Où en sont les étapes déjà faites", found),) if found else (),
        signature=signed(context),
    )
