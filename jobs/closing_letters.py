"""The mails of a contract's end: what is pending, the questions, what was withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

from invoicing.addresses import is_address
from invoicing.books import Books
from invoicing.calendar import seller_date
from invoicing.closing import CLOSING_KEY, RECEIPT_KEY, Account, Closing, Step, account_of
from invoicing.day import named
from invoicing.index import normalised
from invoicing.lifecycle import State
from invoicing.note import Button, Note
from invoicing.records import Key, Transmission
from invoicing.rows import ClientRow
from invoicing.trust import approvers
from jobs import posting
from jobs.boxes import agency_box, letter_box
from jobs.farewell import farewell
from jobs.ports import Mail
from jobs.posting import Post
from jobs.questions import links
from jobs.work import Work

BEFORE = (7, 30)  # days before `Fin de contrat`, the nearest first
PENDING, WITHDRAWN, FAREWELL = "En suspens", "Retrait", "Clôturé"  # roles
AGENCY, CLIENT = "agence", "client"
DIRECTLY = "directement"
PATIENCE = timedelta(days=3)  # with a question that went through a forwarded mailbox
FATES = {
    State.AWAITING_APPROVAL: "attend le client ; sa demande sera retirée à la fin du contrat",
    State.CORRECTION: "à corriger, sinon elle ne partira pas",
    State.REPLY: "réponse à lire, sinon elle ne partira pas",
    State.BLOCKED: "bloquée ; à corriger, sinon elle ne partira pas",
    State.READY: "validée ; part avant la fin",
    State.TO_DELIVER: "à déposer par l’agence",
    State.UNDELIVERED: "revenue ; adresse à corriger",
}  # what will happen to what is pending


def posts(work: Work) -> Iterator[Post]:
    """Return what is to be written of contracts that end."""
    for client in work.books.rows.clients:
        code = normalised(client.code)
        if code not in work.stops:
            yield from _of_client(work, code, client)


def _of_client(work: Work, code: str, client: ClientRow) -> Iterator[Post]:
    to = {AGENCY: agency(work), CLIENT: approvers(client)}
    for role in reminders(work, code, client):
        whom = to[role.rpartition(" ")[2]]
        yield from post(work, code, role, to=whom, write=partial(_pending, work, code, client))
    stopped = work.run.history.closings.get(code, Closing()).steps.get(Step.STOPPED)
    if stopped and (keys := stopped.facts["withdrawn"].split()):
        write = partial(_withdrawn, work, client, keys)
        role = f"{WITHDRAWN} {stopped.at.isoformat()}"  # a contract may be closed again
        yield from post(work, code, role, to=to[CLIENT], write=write)
    ask = partial(_ask_agency, work, client)
    yield from _question(work, (code, CLOSING_KEY), to[AGENCY], ask)
    yield from _receipt(work, code, client)
    yield from _farewell(work, code, client)


def _receipt(work: Work, code: str, client: ClientRow) -> Iterator[Post]:
    """Ask for the receipt through the forwarded mailbox: whoever answers has seen it forwarded.

    Who has not answered for three days is asked at his own address.
    """
    write, key = partial(_ask_client, work, client), (code, RECEIPT_KEY)
    forwarded = account_of(client) is not Account.OWN and agency_box(work.books)
    first = (client.mailbox.strip(),) if forwarded else approvers(client)
    yield from _question(work, key, first, write)
    dossier = work.run.history.dossiers.get(key)
    current = dossier.current if dossier else None
    if not forwarded or current is None or current.is_decided:
        return
    if work.run.now - current.at >= PATIENCE:
        role = f"{current.letter} {DIRECTLY}"
        yield from post(work, code, role, to=approvers(client), write=write)


def _farewell(work: Work, code: str, client: ClientRow) -> Iterator[Post]:
    """Tell the client that it is over: from the agency's own mailbox, his is given back."""
    closing = work.run.history.closings.get(code, Closing())
    gone = closing.steps.get(Step.LET_GO)
    if gone is not None and client.closing and "on" in gone.facts:
        kept = work.reading.rows.settings.secrets_kept
        write = partial(farewell, client, closing, kept, signed(work))
        role = f"{FAREWELL} {gone.facts['on']}"
        yield from post(work, code, role, to=approvers(client), write=write)


def agency(work: Work) -> tuple[str, ...]:
    """Where the agency reads."""
    address = agency_box(work.books) or work.run.desk.account
    return (address,) if is_address(address) else ()


def reminders(work: Work, code: str, client: ClientRow) -> Iterator[str]:
    """The roles of the reminders whose day has come: of two, only the later is still sent."""
    end, today = client.contract_to, seller_date(work.run.now)
    if end is None or code in work.run.history.closings or end < today:
        return
    for days in BEFORE:
        if end - timedelta(days=days) <= today:
            yield from (f"{PENDING} {end.isoformat()} {days} {who}" for who in (AGENCY, CLIENT))
            return


def post(
    work: Work, code: str, role: str, *, to: tuple[str, ...], write: Callable[[], Note]
) -> Iterator[Post]:
    """Return a letter that is still to leave, if there is somebody to write to."""
    known = work.run.history.letters.get((code, role), Transmission())
    if to and not known.is_out:
        box = letter_box(work.books, code)
        yield Post(
            seller=code,
            role=role,
            box=box,
            known=known,
            compose=partial(_mail, work, code, role, to=to, write=write),
            place=work.client_place(code),
        )


def _mail(
    work: Work, code: str, role: str, *, to: tuple[str, ...], write: Callable[[], Note]
) -> Mail:
    return Mail(
        mailbox=letter_box(work.books, code),
        sender_name=work.reading.rows.settings.agency.name or "Facturation",
        to=to,
        letter=work.run.desk.press.note(write()),
        reference=posting.reference(work.run.desk.workbook_id, (code, ""), role),
    )


def _question(
    work: Work, key: Key, to: tuple[str, ...], write: Callable[[], Note]
) -> Iterator[Post]:
    dossier = work.run.history.dossiers.get(key)
    current = dossier.current if dossier else None
    if current is not None and not current.is_decided:
        yield from post(work, key[0], current.letter, to=to, write=write)


def signed(work: Work) -> tuple[str, ...]:
    """Who signs."""
    house = work.reading.rows.settings.agency
    return tuple(filter(None, (house.name, house.phone)))


def pending(books: Books, code: str, work: Work) -> tuple[str, ...]:
    """What is not over, and what will happen to it."""
    entries = ((e, e.state(work.run.now)) for e in books.entries if e.seller == code)
    return tuple(f"{named(entry)} : {FATES[state]}" for entry, state in entries if state in FATES)


def _pending(work: Work, code: str, client: ClientRow) -> Note:
    found = pending(work.books, code, work)
    end = f"{client.contract_to:%d/%m/%Y}" if client.contract_to else ""
    return Note(
        subject=f"Fin de contrat le {end} : {client.name}",
        greeting="Bonjour,",
        paragraphs=(
            f"Le contrat de facturation de {client.name} prend fin le {end}.",
            "Rien n’est fermé sans confirmation : cocher « Clôture demandée » ouvre la clôture."
            if found
            else "Rien n’est en suspens.",
        ),
        lists=(("En suspens", found),) if found else (),
        signature=signed(work),
    )


def _withdrawn(work: Work, client: ClientRow, keys: list[str]) -> Note:
    return Note(
        subject=f"Demandes de validation retirées : {client.name}",
        greeting="Bonjour,",
        paragraphs=(
            (
                "Le contrat est terminé : les demandes de validation encore ouvertes sont "
                "retirées. Ces documents ne sont ni perdus ni envoyés ; ils vous sont remis avec "
                "le dossier."
            ),
        ),
        lists=(("Documents retirés", tuple(keys)),),
        signature=signed(work),
    )


def _ask_agency(work: Work, client: ClientRow) -> Note:
    key = (normalised(client.code), CLOSING_KEY)
    yes, no = links(work, key, f"Clôturer le contrat de {client.name}")
    found = pending(work.books, key[0], work)
    end = f" au {client.contract_to:%d/%m/%Y}" if client.contract_to else ""
    return Note(
        subject=f"Clôturer le contrat de {client.name}{end} ?",
        greeting="Bonjour,",
        paragraphs=(
            f"La clôture du contrat de {client.name}{end} est demandée dans le classeur.",
            (
                "Si vous confirmez : plus aucun document n’est émis après la fin du contrat, le "
                "courrier est transféré à l’adresse du client, le dossier et les identifiants lui "
                "sont remis, puis nos accès sont coupés. Jusque-là, décocher la case arrête la "
                "clôture et le contrat continue ; ce qui a été remis ne se reprend pas."
            ),
        ),
        lists=(("En suspens", found),) if found else (),
        buttons=(
            Button(label="Oui, clôturer", address=yes),
            Button(label="Non, c’est une erreur", address=no, is_main=False),
        ),
        signature=signed(work),
    )


def _ask_client(work: Work, client: ClientRow) -> Note:
    key = (normalised(client.code), RECEIPT_KEY)
    yes, no = links(work, key, f"Remise du dossier de {client.name}")
    return Note(
        subject="Avez-vous bien tout reçu ?",
        greeting=f"Bonjour {client.contact}".strip() + ",",
        paragraphs=(
            (
                "Votre dossier de facturation complet se trouve dans votre dossier Drive, "
                "« Remise » : documents, journal, preuves et bordereau."
            ),
            (
                "Vos identifiants vous ont été remis dans un PDF protégé ; la phrase qui "
                "l’ouvre vous est dite par téléphone."
            ),
            "Quand tout est en ordre, confirmez : nous coupons alors nos accès.",
        ),
        buttons=(
            Button(label="J’ai tout reçu", address=yes),
            Button(label="Il manque quelque chose", address=no, is_main=False),
        ),
        signature=signed(work),
    )
