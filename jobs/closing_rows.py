"""The rows of « Clôtures »: where the end of each contract stands, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invoicing.books import Books
from invoicing.closing import Account, Closing, Step, account_of, closing_key
from invoicing.history import History
from invoicing.rows import ClientRow
from jobs.closing import concerned
from jobs.closing_told import detail, last_day
from jobs.ports import Cell
from jobs.transmissions import to_the_second

NAMES: Mapping[Step, str] = {
    Step.CONFIRMED: "1. Clôture confirmée par l’agence",
    Step.STOPPED: "2. Plus aucun nouveau document",
    Step.FORWARDED: "3. Courrier transféré au client",
    Step.KIT: "4. Dossier remis dans Drive",
    Step.CREDENTIALS: "5. Identifiants remis",
    Step.RECEIVED: "6. Réception confirmée par le client",
    Step.LET_GO: "7. Accès coupés",
}
BY_HAND = (
    "Dans Gmail ({mailbox}) : Paramètres > Transfert et POP/IMAP > Ajouter une adresse de "
    "transfert > {to}. Le client clique le lien qu’il reçoit ; le programme fait le reste."
)
TO_DO: Mapping[Step, str] = {
    Step.CONFIRMED: "Répondez au mail « Clôturer le contrat … ? ».",
    Step.STOPPED: "Rien : attend la fin du contrat, et le départ de ce qui est validé.",
    Step.FORWARDED: "Rien : le client confirme l’adresse par le lien qu’il a reçu.",
    Step.KIT: "Rien : le programme prépare le dossier.",
    Step.CREDENTIALS: "Faites lancer « python cli.py close --seller {code} --noted-by NOM » et "
    "dites la phrase au client par téléphone.",
    Step.RECEIVED: "Attend la réponse du client ; sinon notez ici « Fait le » et « Noté par ».",
    Step.LET_GO: "Rien : le programme coupe les accès et le vérifie.",
}


def closing_rows(books: Books, history: History) -> Iterator[dict[str, Cell]]:
    """Return header → value, a row a step, of every contract that is being closed."""
    for code, client in concerned(books, history):
        closing = history.closings.get(code, Closing())
        for step in Step:
            told = detail(closing, step, kept=books.rows.settings.secrets_kept)
            yield {**_row(code, client, closing, step), "Détail": told}


def _row(code: str, client: ClientRow, closing: Closing, step: Step) -> dict[str, Cell]:
    done = closing.steps.get(step)
    is_next = step is closing.next
    return {
        "Clé": closing_key(code, step),
        "Client": code,
        "Étape": NAMES[step],
        "État": "fait" if done else ("en cours" if is_next else "à venir"),
        "Depuis": to_the_second(done.at) if done else None,
        "À faire": _to_do(code, client, step) if is_next and client.closing else "",
    }


def _to_do(code: str, client: ClientRow, step: Step) -> str:
    if step is Step.FORWARDED and account_of(client) is Account.CONSUMER:
        return BY_HAND.format(mailbox=client.mailbox, to=client.email)
    return TO_DO[step].format(code=code)


def status_of(closing: Closing) -> str:
    """`Statut` of a client whose contract is being closed, or has been."""
    if closing.next:
        return f"Clôture : {NAMES[closing.next]}"
    on = last_day(closing)
    return f"Clôturé ; mandat terminé le {on:%d/%m/%Y}" if on else "Clôturé"
