"""The ZIP of a kit that one opens first: everything but the documents; those too, if few."""

from __future__ import annotations

from jobs.handover_kit.index_page import index
from jobs.handover_kit.open_kit import OpenKit
from jobs.handover_kit.plan import AUDIT, INDEX, KEPT, SERIES, WORKBOOK, csv_path
from jobs.handover_kit.printed_pages import audit_page
from jobs.handover_kit.rows import kept, rows_of, series_table
from jobs.handover_kit.summary import Summary
from jobs.handover_kit.volumes import absent, sent_volumes
from jobs.handover_kit.zip_bundle import ZipBundle
from jobs.ports import Document
from jobs.proof.journal_extract import extract


def main_zip(kit: OpenKit, told: Summary) -> Document:
    """Build it."""
    with ZipBundle(kit.at) as bundle:
        _fill(kit, told, bundle)
        return bundle.sealed(kit.name())


def _fill(kit: OpenKit, told: Summary, bundle: ZipBundle) -> None:
    context, code, gone = kit.context, kit.contract.code, absent(kit, bundle)
    desk = context.desk
    tables = desk.tables.of(rows_of(context.reading, context.register, code))
    listed = [(table, csv_path(table.title)) for table in tables]
    zips = [name for name, _ in sent_volumes(kit)]
    bundle.add(INDEX, desk.binder.index(index(told, listed, zips, gone)))
    bundle.add(AUDIT, desk.press.page(audit_page(told), kit.at).content)
    journal = extract(told.workbook, context.contents.journal, set(told.told), told.texts)
    bundle.add(journal.name, journal.content)
    bundle.add(SERIES, desk.binder.csv(series_table(told.series)))
    bundle.add(WORKBOOK, desk.binder.xlsx(tables, kit.at))
    hashes = [each for item in kit.found for each in item.hashes_of(gone)]
    bundle.add(KEPT, kept(code, told.workbook, tables, absent=hashes))
    for table, path in listed:
        bundle.add(path, desk.binder.csv(table))
