"""A kit in the making: its ids are recorded, and its folder is there.

What already lies under a reserved id is it: a run that was killed is gone on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from invoicing.history.contract_end import ContractEnd, Done
from invoicing.history.events.contract_end import KitReserved
from invoicing.register.contract import Contract
from invoicing.values.mail_addresses import is_address
from jobs.documents import folders
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import HANDED_OVER, OWN
from jobs.engine.context import Context
from jobs.handover_kit.plan import KitItem, items, volumes, zip_name
from jobs.ports import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenKit:
    """A kit whose ids have been recorded."""

    context: Context
    contract: Contract  # as it was when the kit was opened
    found: Sequence[KitItem]
    parts: Sequence[Sequence[KitItem]]
    folder: str

    @property
    def closing(self) -> ContractEnd:
        """As it stands now."""
        return self.context.register.history.closings[self.contract.code]

    @property
    def begun(self) -> Done[KitReserved]:
        """The ids, and when they were recorded."""
        found = self.closing.begun(KitReserved)
        assert found is not None  # a kit is made once its ids are recorded
        return found

    @property
    def at(self) -> datetime:
        """When the ids were recorded: every ZIP and page bears it."""
        return self.begun.at

    def name(self, volume: int = 0) -> str:
        """Name a ZIP."""
        return zip_name(self.contract.code, volume)

    def put(self, file_id: str, document: Document) -> str:
        """Upload; return the hash of what lies there."""
        self.context.run.may_act()
        properties = {"client": self.contract.code, "kit": self.begun.event.zip}
        archive = self.context.desk.archive
        return archive.put(file_id, document, folder=self.folder, properties=properties)

    def share(self) -> None:
        """Let the client read his folder again."""
        client = self.contract.client
        if is_address(client.email):
            self.context.run.may_act()
            own = self.context.register.history.folders[client.siret[:9], OWN]
            folders.share(self.context, own.id, client.email)


def open_kit(context: Context, contract: Contract, documents: DocumentsAtHand) -> OpenKit | None:
    """Reserve and record its ids, make its folder; ``None`` while a document is not filed."""
    found = items(context.register.history, contract.code)
    if any(item.issued and not item.issued.sha256 for item in found):
        return None  # what has a number is filed first
    parts = volumes(found)
    if contract.closing.begun(KitReserved) is None:
        _reserve(context, contract, len(parts))
    folder, made = folders.made(
        context, documents, contract.code, contract.client, part=HANDED_OVER
    )
    context.record(made)
    return OpenKit(context=context, contract=contract, found=found, parts=parts, folder=folder)


def _reserve(context: Context, contract: Contract, count: int) -> None:
    code, siren = contract.code, contract.client.siret[:9]
    lacking = folders.missing(context, siren, HANDED_OVER)
    ids = iter(context.desk.archive.reserve(len(lacking) + 2 + count))
    known = dict(context.register.history.folders)
    events = folders.reserved(known, ids, code=code, siren=siren, part=HANDED_OVER)
    begun = KitReserved(client_code=code, zip=next(ids), slip=next(ids), documents=tuple(ids))
    context.record([*events, begun])
