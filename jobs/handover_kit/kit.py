"""The hand-over kit: everything of a client's, in his folder « Remise ».

reserve and record the ids ─▶ each ZIP of documents: build, upload, record ─▶ the ZIP of the rest,
which holds the documents too where they are few ─▶ the slip, with the hashes of what lies there
"""

from __future__ import annotations

from invoicing.history.events.contract_end import KitLaid
from invoicing.register.contract import Contract
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.handover_kit.main_zip import main_zip
from jobs.handover_kit.open_kit import OpenKit, open_kit
from jobs.handover_kit.printed_pages import slip
from jobs.handover_kit.summary import summary
from jobs.handover_kit.volumes import send_volumes, sent_volumes


def make_kit(context: Context, contract: Contract, documents: DocumentsAtHand) -> list[KitLaid]:
    """Reserve, record, build, upload; return the step when it is done.

    ``OutOfTime`` when the next run has to go on.
    """
    kit = open_kit(context, contract, documents)
    if kit is None:
        return []
    send_volumes(kit)
    return [_finished(kit)]


def _finished(kit: OpenKit) -> KitLaid:
    """Upload the ZIP of the rest, then the slip that names them all; share the folder again."""
    told = summary(kit.context, kit.contract, found=kit.found, at=kit.at)
    ids = kit.begun.event
    zips = [(kit.name(), kit.put(ids.zip, main_zip(kit, told))), *sent_volumes(kit)]
    page = kit.context.desk.press.page(slip(told, zips), kit.at)
    slipped = kit.put(ids.slip, page)
    kit.share()
    return KitLaid(
        client_code=kit.contract.code,
        zip=zips[0][1],
        slip=slipped,
        documents=tuple(found for _, found in zips[1:]),
        count=len(told.issued),
    )
