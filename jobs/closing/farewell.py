"""The last mail of a contract: what has been done, and what remains."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.contract_end import ContractEnd, account_of
from invoicing.history.events.contract_end import Account, BillingStopped, LetGo
from invoicing.rows.tabs import ClientRow
from invoicing.values.french_names import greeted
from invoicing.values.mail_note import ShortMail
from jobs.closing.progress_texts import answered_until, forgotten_on, last_day
from jobs.ports import Tenure

FILES = {
    Tenure.OWNED.value: "Les fichiers du dossier « Remise » sont désormais les vôtres.",
    Tenure.OFFERED.value: "La propriété des fichiers du dossier « Remise » vous est proposée : "
    "acceptez-la dans Drive (recherche « pendingowner:me »).",
    Tenure.SHARED.value: "Les fichiers du dossier « Remise » restent partagés avec vous : Google "
    "n’en transfère pas la propriété à votre adresse. Téléchargez-les et gardez-les.",
}

OVER = "Votre contrat de facturation est clôturé : plus rien ne part en votre nom par nos soins."
PROVED = "Nos accès à votre boîte sont révoqués, et nous l’avons vérifié."
BY_HAND = "Nos accès à votre boîte ont été retirés à la main."
OTHERS_ENDED = (
    "Les autres applications, les mots de passe d’application et les délégations de ce compte ont "
    "été retirés : vous y remettrez les vôtres."
)
OTHERS_BY_HAND = (
    "Google ne laisse qu’à vous le soin du reste : dans myaccount.google.com/security, retirez les "
    "applications et les mots de passe d’application que vous ne connaissez pas ; dans Gmail, "
    "Paramètres > Comptes, les délégations."
)


def farewell(
    client: ClientRow, closing: ContractEnd, kept: int, signature: tuple[str, ...]
) -> ShortMail:
    """Write it; *kept*: days for which secrets are kept."""
    return ShortMail(
        subject=f"Contrat clôturé : {client.name}",
        greeting=f"Bonjour {greeted(client.contact)}".strip() + ",",
        paragraphs=tuple(_paragraphs(client, closing)),
        facts=tuple(_facts(closing, kept)),
        signature=signature,
    )


def _paragraphs(client: ClientRow, closing: ContractEnd) -> Iterator[str]:
    gone = closing.done(LetGo) or LetGo()
    yield f"{OVER} {BY_HAND if gone.is_by_hand else PROVED}"
    until = answered_until(closing)
    if account_of(client) is not Account.OWN:
        reply = f" ; elle répond automatiquement, {until}" if until else ""
        yield f"Ce qui arrive à {client.mailbox.strip()} vous est transféré{reply}."
    yield FILES[gone.files or Tenure.SHARED.value]
    yield OTHERS_ENDED if gone.are_others_ended else OTHERS_BY_HAND


def _facts(closing: ContractEnd, kept: int) -> Iterator[tuple[str, str]]:
    if on := last_day(closing):
        yield "Dernier jour du mandat", f"{on:%d/%m/%Y}"
    stopped = closing.done(BillingStopped)
    if stopped and stopped.numbers:
        yield "Derniers numéros", ", ".join(stopped.numbers)
    if on := forgotten_on(closing, kept):
        yield "Nos secrets détruits au plus tard le", f"{on:%d/%m/%Y}"
