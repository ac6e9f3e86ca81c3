"""What has been done at each step of a contract's end, in words: in « Clôtures » and by mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from invoicing.history.contract_end import ContractEnd
from invoicing.history.events.contract_end import (
    Account,
    AutoReplySet,
    BillingStopped,
    ClosingStep,
    CredentialsGiven,
    KitLaid,
    LetGo,
    MailForwarded,
    ReceiptNoted,
    SecretsDestroyed,
)
from invoicing.values.calendar import seller_date
from jobs.ports import Tenure

FILES: Mapping[str, str] = {
    Tenure.OWNED.value: "les fichiers de « Remise » sont à lui",
    Tenure.OFFERED.value: "la propriété des fichiers de « Remise » lui est proposée dans Drive",
    Tenure.SHARED.value: "les fichiers de « Remise » restent partagés avec lui : Google n’en "
    "transfère pas la propriété à son adresse",
}
Tell = Callable[[ContractEnd, int], str]


def detail(closing: ContractEnd, step: ClosingStep, *, kept: int) -> str:
    """Say what was recorded of a step, "" before it is done; *kept*: days of the secrets."""
    if closing.is_restored(step):
        return "Rétabli depuis la remise."
    return TOLD[step](closing, kept) if closing.has(step) else ""


def last_day(closing: ContractEnd) -> date | None:
    """Return the mandate's last day, once nothing new is issued."""
    stopped = closing.done(BillingStopped)
    return stopped.on if stopped else None


def forgotten_on(closing: ContractEnd, kept: int) -> date | None:
    """Return when the secrets are, or were, destroyed; ``None`` before we have let go."""
    gone = closing.steps.get(ClosingStep.LET_GO)
    if destroyed := closing.begun(SecretsDestroyed):
        return seller_date(destroyed.at)
    return seller_date(gone.at + timedelta(days=kept)) if gone else None


def answered_until(closing: ContractEnd) -> str:
    """Say how long the mailbox answers; "" when it does not by us."""
    answer = closing.begun(AutoReplySet)
    if answer is None:
        return ""
    until = answer.event.until
    return f"jusqu’au {_day(until)}" if until else "sans date de fin"


def _day(on: date | datetime) -> str:
    return f"{seller_date(on) if isinstance(on, datetime) else on:%d/%m/%Y}"


def _confirmed(_closing: ContractEnd, _kept: int) -> str:
    return "Confirmée par mail."


def _stopped(closing: ContractEnd, _kept: int) -> str:
    stopped = closing.done(BillingStopped) or BillingStopped()
    on, numbers, withdrawn = stopped.on, stopped.numbers, stopped.withdrawn
    said = (
        f"Dernier jour du mandat : {_day(on)}." if on else "",
        f"Derniers numéros : {', '.join(numbers)}." if numbers else "",
        f"Demandes retirées : {', '.join(withdrawn)}." if withdrawn else "",
    )
    return "\n".join(filter(None, said))


def _forwarded(closing: ContractEnd, _kept: int) -> str:
    forwarded = closing.done(MailForwarded)
    if forwarded and forwarded.account is Account.OWN:
        return "La boîte est au client : rien à transférer."
    until = answered_until(closing)
    said = "Transfert relu dans les réglages de la boîte."
    return f"{said}\nRéponse automatique {until}." if until else said


def _kit(closing: ContractEnd, _kept: int) -> str:
    laid = closing.done(KitLaid)
    return f"Empreinte du bordereau : {laid.slip}" if laid and laid.slip else ""


def _credentials(closing: ContractEnd, _kept: int) -> str:
    given = closing.done(CredentialsGiven)
    own = "La boîte est au client : rien à remettre."
    return f"Scellés ; empreinte du PDF : {given.sha256}" if given and given.sha256 else own


def _received(closing: ContractEnd, _kept: int) -> str:
    received = closing.done(ReceiptNoted)
    is_by_hand = received is not None and received.is_by_hand
    return "Notée par l’agence." if is_by_hand else "Confirmée par le client."


def _let_go(closing: ContractEnd, kept: int) -> str:
    gone = closing.done(LetGo) or LetGo()
    files, others = FILES.get(gone.files, ""), gone.are_others_ended
    on, is_over = forgotten_on(closing, kept), closing.begun(SecretsDestroyed) is not None
    proved = "Notre accès est révoqué, et Google le refuse."
    said = (
        "Accès retirés à la main, notés par l’agence." if gone.is_by_hand else proved,
        "Autres applications, mots de passe d’application, délégations : aucun." if others else "",
        f"{files[0].upper()}{files[1:]}." if files else "",
        f"Secrets {'détruits le' if is_over else 'gardés jusqu’au'} {_day(on)}." if on else "",
    )
    return "\n".join(filter(None, said))


TOLD: Mapping[ClosingStep, Tell] = {
    ClosingStep.CONFIRMED: _confirmed,
    ClosingStep.STOPPED: _stopped,
    ClosingStep.FORWARDED: _forwarded,
    ClosingStep.KIT: _kit,
    ClosingStep.CREDENTIALS: _credentials,
    ClosingStep.RECEIVED: _received,
    ClosingStep.LET_GO: _let_go,
}
