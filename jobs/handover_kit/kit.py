"""The hand-over kit: everything of a client's, in his folder « Remise ».

reserve and record the ids ─▶ each ZIP of documents: build, upload, record ─▶ the ZIP of the rest,
which holds the documents too where they are few ─▶ the slip, with the hashes of what lies there

What already lies under a reserved id is it: a run that was killed is gone on from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from invoicing.history.contract_end import ContractEnd, Done
from invoicing.history.events.contract_end import KitLaid, KitReserved, KitVolumeLaid
from invoicing.rows.tabs import ClientRow
from invoicing.values.mail_addresses import is_address
from jobs.documents import folders
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import HANDED_OVER, OWN
from jobs.engine.context import Context
from jobs.handover_kit.documents import lay
from jobs.handover_kit.index_page import index
from jobs.handover_kit.plan import (
    AUDIT,
    INDEX,
    KEPT,
    ROWS,
    SERIES,
    WORKBOOK,
    KitItem,
    items,
    volumes,
    zip_name,
)
from jobs.handover_kit.printed_pages import audit_page, slip
from jobs.handover_kit.rows import kept, rows_of
from jobs.handover_kit.summary import Summary, series_table, summary
from jobs.handover_kit.zip_bundle import ZipBundle
from jobs.ports import Document
from jobs.proof.journal_extract import extract
from jobs.proof.pack import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kit:
    """A kit whose ids have been recorded."""

    context: Context
    code: str
    client: ClientRow
    found: Sequence[KitItem]
    parts: Sequence[Sequence[KitItem]]
    folder: str

    @property
    def closing(self) -> ContractEnd:
        """As it stands now."""
        return self.context.register.history.closings[self.code]

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

    def put(self, file_id: str, document: Document) -> str:
        """Upload; return the hash of what lies there."""
        self.context.run.may_act()
        properties = {"client": self.code, "kit": self.begun.event.zip}
        archive = self.context.desk.archive
        return archive.put(file_id, document, folder=self.folder, properties=properties)


def make_kit(
    context: Context, documents: DocumentsAtHand, code: str, client: ClientRow
) -> list[KitLaid]:
    """Reserve, record, build, upload; return the step when it is done.

    ``OutOfTime`` when the next run has to go on.
    """
    closing = context.register.history.closings.get(code, ContractEnd())
    found = items(context.register.history, code)
    if any(item.issued and not item.issued.sha256 for item in found):
        return []  # what has a number is filed first
    parts = volumes(found)
    if closing.begun(KitReserved) is None:
        _reserve(context, code, client, len(parts))
    folder, made = folders.made(context, documents, code, client, part=HANDED_OVER)
    context.record(made)
    kit = _Kit(context=context, code=code, client=client, found=found, parts=parts, folder=folder)
    for number in range(1, len(parts) + 1):
        if number not in kit.closing.volumes:
            _send_volume(kit, number)
    return _finished(kit)


def _reserve(context: Context, code: str, client: ClientRow, count: int) -> None:
    siren = client.siret[:9]
    lacking = folders.missing(context, siren, HANDED_OVER)
    ids = iter(context.desk.archive.reserve(len(lacking) + 2 + count))
    known = dict(context.register.history.folders)
    events = folders.reserved(known, ids, code=code, siren=siren, part=HANDED_OVER)
    begun = KitReserved(client_code=code, zip=next(ids), slip=next(ids), documents=tuple(ids))
    context.record([*events, begun])


def _send_volume(kit: _Kit, number: int) -> None:
    with ZipBundle(kit.at) as bundle:
        laid = lay(kit.context, kit.code, kit.parts[number - 1], bundle)
        document = bundle.sealed(zip_name(kit.code, number), part=f"-documents-{number}")
    file_id = kit.begun.event.documents[number - 1]
    lying = kit.put(file_id, document)
    volume = KitVolumeLaid(
        client_code=kit.code, number=number, sha256=lying, absent=tuple(laid.absent)
    )
    kit.context.record([volume])


def _finished(kit: _Kit) -> list[KitLaid]:
    """Upload the ZIP of the rest, then the slip that names them all; share the folder again."""
    told = summary(kit.context, kit.code, kit.client, found=kit.found, at=kit.at)
    ids = kit.begun.event
    zips = [(zip_name(kit.code), kit.put(ids.zip, _rest(kit, told))), *_volumes(kit)]
    page = kit.context.desk.press.page(slip(told, zips), kit.at)
    slipped = kit.put(ids.slip, page)
    if is_address(kit.client.email):
        kit.context.run.may_act()
        own = kit.context.register.history.folders[kit.client.siret[:9], OWN]
        folders.share(kit.context, own.id, kit.client.email)
    laid = KitLaid(
        client_code=kit.code,
        zip=zips[0][1],
        slip=slipped,
        documents=tuple(found for _, found in zips[1:]),
        count=len(told.issued),
    )
    return [laid]


def _volumes(kit: _Kit) -> Iterator[tuple[str, str]]:
    for number in range(1, len(kit.parts) + 1):
        yield zip_name(kit.code, number), kit.closing.volumes[number].event.sha256


def _rest(kit: _Kit, told: Summary) -> Document:
    with ZipBundle(kit.at) as bundle:
        _fill(kit, told, bundle)
        return bundle.sealed(zip_name(kit.code))


def _fill(kit: _Kit, told: Summary, bundle: ZipBundle) -> None:
    """Everything but the documents; those too, where they are few."""
    desk = kit.context.desk
    absent = _absent(kit, bundle)
    tables = desk.tables.of(rows_of(kit.context.reading, kit.context.register, kit.code))
    listed = [(table, f"{ROWS}{plain(table.title)}.csv") for table in tables]
    bundle.add(INDEX, desk.binder.index(index(told, listed, [n for n, _ in _volumes(kit)], absent)))
    bundle.add(AUDIT, desk.press.page(audit_page(told), kit.at).content)
    journal = extract(told.workbook, kit.context.contents.journal, set(told.told), told.texts)
    bundle.add(journal.name, journal.content)
    bundle.add(SERIES, desk.binder.csv(series_table(told)))
    bundle.add(WORKBOOK, desk.binder.xlsx(tables, kit.at))
    gone = [each for item in kit.found for each in item.hashes_of(absent)]
    bundle.add(KEPT, kept(kit.code, told.workbook, tables, absent=gone))
    for table, path in listed:
        bundle.add(path, desk.binder.csv(table))


def _absent(kit: _Kit, bundle: ZipBundle) -> set[str]:
    """Lay the few documents in; name the paths that are planned and not there."""
    if not kit.parts:
        return set(lay(kit.context, kit.code, kit.found, bundle).absent)
    numbers = range(1, len(kit.parts) + 1)
    return {path for number in numbers for path in kit.closing.volumes[number].event.absent}
