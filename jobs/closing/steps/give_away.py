"""The files of « Remise » become the client's, as far as Google lets us give them away."""

from __future__ import annotations

from collections.abc import Iterator

from invoicing.history.events.contract_end import CredentialsGiven, KitReserved
from invoicing.register.contract import Contract
from invoicing.values.mail_addresses import is_address
from jobs.documents.folders import HANDED_OVER
from jobs.engine.context import Context
from jobs.ports import Refused, Tenure


def give_away(context: Context, contract: Contract) -> Tenure:
    """Offer what lies in « Remise » to the client: files first, then their folder.

    The least of what was reached: one file that stays ours is told as all of them.
    """
    if not is_address(contract.email):
        return Tenure.SHARED
    reached = [_offered(context, each, contract.email) for each in _files(contract)]
    return max(reached, key=list(Tenure).index, default=Tenure.SHARED)


def _offered(context: Context, file_id: str, address: str) -> Tenure:
    context.run.may_act()
    try:
        return context.desk.ownership.offer(file_id, address)
    except Refused:  # gone, or not ours any more
        return Tenure.SHARED


def _files(contract: Contract) -> Iterator[str]:
    closing = contract.closing
    if kit := closing.begun(KitReserved):
        yield from (*kit.event.documents, kit.event.zip, kit.event.slip)
    sealed = closing.done(CredentialsGiven)
    if sealed and sealed.file_id:
        yield sealed.file_id
    folder = contract.register.history.folders.get((contract.client.siret[:9], HANDED_OVER))
    yield from [folder.id] if folder and folder.made else ()
