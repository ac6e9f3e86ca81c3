"""What has been done at each step of a contract's end, in words: in « Clôtures » and by mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from invoicing.history.closing_step import Account, ClosingStep
from invoicing.history.contract_end import ContractEnd
from invoicing.values.calendar import seller_date
from jobs.closing.auto_reply import ANSWER
from jobs.closing.destroy_secrets import FORGOTTEN
from jobs.closing.facts import RESTORED
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
    if _fact(closing, step, "how") == RESTORED:
        return "Rétabli depuis la remise."
    return TOLD[step](closing, kept) if closing.has(step) else ""


def last_day(closing: ContractEnd) -> date | None:
    """Return the mandate's last day, once nothing new is issued."""
    on = _fact(closing, ClosingStep.STOPPED, "on")
    return date.fromisoformat(on) if on else None


def forgotten_on(closing: ContractEnd, kept: int) -> date | None:
    """Return when the secrets are, or were, destroyed; ``None`` before we have let go."""
    gone = closing.steps.get(ClosingStep.LET_GO)
    if FORGOTTEN in closing.trying:
        return seller_date(closing.trying[FORGOTTEN].at)
    return seller_date(gone.at + timedelta(days=kept)) if gone else None


def answered_until(closing: ContractEnd) -> str:
    """Say how long the mailbox answers; "" when it does not by us."""
    if ANSWER not in closing.trying:
        return ""
    until = closing.trying[ANSWER].facts["until"]
    return f"jusqu’au {_day(datetime.fromisoformat(until))}" if until else "sans date de fin"


def _fact(closing: ContractEnd, step: ClosingStep, name: str) -> str:
    done = closing.steps.get(step)
    return done.facts.get(name, "") if done else ""


def _day(on: date | datetime) -> str:
    return f"{seller_date(on) if isinstance(on, datetime) else on:%d/%m/%Y}"


def _confirmed(_closing: ContractEnd, _kept: int) -> str:
    return "Confirmée par mail."


def _stopped(closing: ContractEnd, _kept: int) -> str:
    on, numbers = last_day(closing), _fact(closing, ClosingStep.STOPPED, "numbers")
    withdrawn = _fact(closing, ClosingStep.STOPPED, "withdrawn")
    said = (
        f"Dernier jour du mandat : {_day(on)}." if on else "",
        f"Derniers numéros : {numbers.replace(' ', ', ')}." if numbers else "",
        f"Demandes retirées : {', '.join(withdrawn.splitlines())}." if withdrawn else "",
    )
    return "\n".join(filter(None, said))


def _forwarded(closing: ContractEnd, _kept: int) -> str:
    if _fact(closing, ClosingStep.FORWARDED, "how") == Account.OWN.value:
        return "La boîte est au client : rien à transférer."
    until = answered_until(closing)
    said = "Transfert relu dans les réglages de la boîte."
    return f"{said}\nRéponse automatique {until}." if until else said


def _kit(closing: ContractEnd, _kept: int) -> str:
    slip = _fact(closing, ClosingStep.KIT, "slip")
    return f"Empreinte du bordereau : {slip}" if slip else ""


def _credentials(closing: ContractEnd, _kept: int) -> str:
    sha256 = _fact(closing, ClosingStep.CREDENTIALS, "sha256")
    own = "La boîte est au client : rien à remettre."
    return f"Scellés ; empreinte du PDF : {sha256}" if sha256 else own


def _received(closing: ContractEnd, _kept: int) -> str:
    by_hand = _fact(closing, ClosingStep.RECEIVED, "how") == "hand"
    return "Notée par l’agence." if by_hand else "Confirmée par le client."


def _let_go(closing: ContractEnd, kept: int) -> str:
    files = FILES.get(_fact(closing, ClosingStep.LET_GO, "files"), "")
    on, is_over = forgotten_on(closing, kept), FORGOTTEN in closing.trying
    others = _fact(closing, ClosingStep.LET_GO, "others")
    by_hand = _fact(closing, ClosingStep.LET_GO, "how") == "hand"
    proved = "Notre accès est révoqué, et Google le refuse."
    said = (
        "Accès retirés à la main, notés par l’agence." if by_hand else proved,
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
