"""What a closing waits for, in words: for « Clôtures », and by mail once it has waited long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from invoicing.approval.confirmed_details import approvers
from invoicing.history.contract_end import (
    ContractEnd,
    account_of,
    closing_question,
    is_end_missing,
    receipt_question,
)
from invoicing.history.events.contract_end import Account, ClosingStep, ForwardingBegun
from invoicing.history.history import History
from invoicing.register.register import Register
from invoicing.rows.lookup import normalised
from invoicing.rows.tabs import ClientRow
from invoicing.values.calendar import seller_date
from invoicing.values.french_names import greeted
from invoicing.values.mail_note import ShortMail
from jobs.closing.facts import requested, sole
from jobs.closing.mails import PATIENCE, post, signed
from jobs.engine.context import Context
from jobs.mail.mailboxes import agency_box
from jobs.mail.outgoing import OutgoingMail

UNANSWERED = "Transfert"  # role
BY_HAND = (
    "Dans Gmail ({mailbox}) : Paramètres > Transfert et POP/IMAP > Ajouter une adresse de "
    "transfert > {to}. Le client clique le lien qu’il reçoit ; le programme fait le reste."
)
BY_PROGRAM = (
    "Attend le client : Google lui a demandé le {on}, à {to}, d’accepter le transfert. S’il n’a "
    "rien reçu, corrigez « E-mail principal »."
)
NOT_TAKEN = (
    "Google n’a pas pris la demande de transfert à {to} : voyez « Problème » dans l’onglet "
    "« Clients »."
)
MISSING = (
    "Le client répond qu’il manque quelque chose : complétez, puis notez ici « Fait le » et "
    "« Noté par »."
)
MUTE = (
    "Aucun mail ne peut plus partir de {mailbox}, rendue au client : demandez-lui, puis notez ici "
    "« Fait le » et « Noté par »."
)
NO_END = (
    "« Fin de contrat » a été vidée depuis votre réponse : retapez-la, ou décochez « Clôture "
    "demandée »."
)
DENIED = "Vous avez répondu non : décochez « Clôture demandée »."
TO_DO: Mapping[ClosingStep, str] = {
    ClosingStep.CONFIRMED: "Répondez au mail « Clôturer le contrat … ? ».",
    ClosingStep.STOPPED: "Rien : attend la fin du contrat, et le départ de ce qui est validé.",
    ClosingStep.FORWARDED: "Rien : le programme met le transfert en place.",
    ClosingStep.KIT: "Rien : le programme prépare le dossier.",
    ClosingStep.CREDENTIALS: (
        "Faites lancer « python cli.py close --seller {code} --noted-by NOM » et dites la phrase "
        "au client par téléphone."
    ),
    ClosingStep.RECEIVED: (
        "Attend la réponse du client ; sinon notez ici « Fait le » et « Noté par »."
    ),
    ClosingStep.LET_GO: "Rien : le programme coupe les accès et le vérifie.",
}


def to_do(books: Register, history: History, client: ClientRow, step: ClosingStep) -> str:
    """What is to be done for a step that is next, and by whom."""
    code = normalised(client.code)
    words = _words(history, code, client, step)
    if (
        step is ClosingStep.RECEIVED
        and account_of(client) is Account.WORKSPACE
        and not agency_box(books)
    ):
        words = MUTE
    asked = requested(history.closings.get(code, ContractEnd()), client)
    on = f"{seller_date(asked.at):%d/%m/%Y}" if asked else ""
    return words.format(code=code, mailbox=client.mailbox, to=client.email, on=on)


def _words(history: History, code: str, client: ClientRow, step: ClosingStep) -> str:
    if step is ClosingStep.CONFIRMED and history.dossier(closing_question(code)).objection:
        return DENIED
    if step is ClosingStep.RECEIVED and history.dossier(receipt_question(code)).objection:
        return MISSING
    if step is ClosingStep.STOPPED and is_end_missing(
        client, history.closings.get(code, ContractEnd())
    ):
        return NO_END
    if step is ClosingStep.FORWARDED and account_of(client) is Account.CONSUMER:
        return BY_HAND
    closing = history.closings.get(code, ContractEnd())
    if step is ClosingStep.FORWARDED and closing.begun(ForwardingBegun):
        return BY_PROGRAM if requested(closing, client) else NOT_TAKEN
    return TO_DO[step]


def posts(context: Context) -> Iterator[OutgoingMail]:
    """Return the mails to clients who have not accepted the forwarding that Google asks about."""
    for code, client in sole(context.register):
        closing = context.register.history.closings.get(code, ContractEnd())
        asked = requested(closing, client)
        if asked is None or not client.closing or code in context.failures.stops:
            continue
        if closing.next is ClosingStep.FORWARDED and context.register.now - asked.at >= PATIENCE:
            role = f"{UNANSWERED} {asked.at.isoformat()}"
            write = partial(_note, context, client)
            yield from post(context, code, role, to=approvers(client), write=write)


def _note(context: Context, client: ClientRow) -> ShortMail:
    return ShortMail(
        subject="Votre courrier attend votre accord",
        greeting=f"Bonjour {greeted(client.contact)}".strip() + ",",
        paragraphs=(
            (
                f"Google vous a écrit à {client.email.strip()} pour que le courrier de "
                f"{client.mailbox.strip()} vous soit transféré : le mail s’appelle « Confirmation "
                "de transfert Gmail » et peut se trouver dans vos indésirables."
            ),
            (
                "Ouvrez son lien et confirmez. Sans votre accord, rien ne vous est transféré, et "
                "la remise de votre dossier attend."
            ),
        ),
        signature=signed(context),
    )
