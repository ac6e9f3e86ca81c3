"""The page of a kit that one opens first: it leads to everything, and says how to check it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from invoicing.document.titles import nature
from invoicing.texts.pages import kit
from invoicing.values.french import euros, short_date, siren
from jobs.handover_kit.plan import AUDIT, KEPT, SERIES, WORKBOOK, KitItem
from jobs.handover_kit.summary import Summary
from jobs.ports import IndexPage, Link, Listing, Table

PROOFS = (
    (Link(text=kit.TRAIL_TITLE, href=AUDIT), kit.TRAIL_CONTENT),
    (Link(text=kit.EXTRACT, href="journal.json"), kit.EXTRACT_CONTENT),
    (Link(text=kit.SERIES, href=SERIES), kit.SERIES_CONTENT),
    (Link(text=kit.MANIFEST, href="MANIFESTE.sha256"), kit.MANIFEST_CONTENT),
)


def index(
    told: Summary, tables: Sequence[tuple[Table, str]], zips: Sequence[str], absent: Collection[str]
) -> IndexPage:
    """Write it.  *tables*: with the paths of their CSV; *absent*: paths of what is gone."""
    siret = told.contract.client.siret
    intro = [
        kit.INDEX_INTRO.format(
            agency=told.agency.name or kit.THE_AGENCY,
            day=short_date(told.day),
            issued=len(told.issued),
            unissued=len(told.unissued),
        ),
        kit.OFF_LINE,
    ]
    if zips:
        intro.append(kit.TOGETHER.format(names=", ".join(zips)))
    listings = (
        _documents(told, absent),
        _unissued(told, absent),
        _workbook(tables),
        _series(told),
        Listing(heading=kit.PROOFS, rows=PROOFS),
        Listing(heading=kit.CHECK, lines=kit.CHECKS),
    )
    return IndexPage(
        title=kit.INDEX_TITLE.format(client=told.name),
        subtitle=f"SIRET {siren(siret)}" if siret else told.contract.code,
        intro=tuple(intro),
        listings=tuple(each for each in listings if each.rows or each.lines),
        footer=kit.CLIENT_CODE.format(code=told.contract.code),
    )


def _series(told: Summary) -> Listing:
    return Listing(
        heading=kit.SERIES_AND_NUMBERS,
        columns=kit.INDEX_SERIES_COLUMNS,
        rows=tuple((number, short_date(on)) for number, on in told.series),
        lines=() if told.series else (kit.NO_NUMBER,),
    )


def _documents(told: Summary, absent: Collection[str]) -> Listing:
    return Listing(
        heading=kit.ISSUED,
        columns=kit.ISSUED_COLUMNS,
        rows=tuple(_document(told, item, absent) for item in told.issued),
        lines=() if told.issued else (kit.NONE_ISSUED,),
    )


def _document(
    told: Summary, item: KitItem, absent: Collection[str]
) -> tuple[str | Link | tuple[Link, ...], ...]:
    assert item.issued is not None  # it is of those that are
    invoice = told.invoices.get(item.key)
    files = [Link(text=kit.XML, href=item.xml), *_shown(item)]
    return (
        Link(text=item.name, href=item.pdf),
        nature(invoice.draft) if invoice else "",
        short_date(item.issued.issue_date),
        invoice.draft.buyer.name if invoice else "",
        euros(invoice.draft.totals.total_with_vat) if invoice else "",
        tuple(link for link in files if link.href not in absent),
    )


def _shown(item: KitItem) -> list[Link]:
    proof = Link(text=kit.PROOF, href=item.proof)
    drafts = (
        Link(text=kit.DRAFT.format(version=version), href=item.folder + name)
        for version, name in enumerate(item.drafts, 1)
        if name
    )
    return [proof, *drafts]


def _unissued(told: Summary, absent: Collection[str]) -> Listing:
    rows = tuple(
        (item.name, tuple(link for link in _shown(item) if link.href not in absent))
        for item in told.unissued
    )
    return Listing(heading=kit.SHOWN_ONLY, columns=kit.SHOWN_ONLY_COLUMNS, rows=rows)


def _lines(count: int) -> str:
    return kit.ROW_COUNTS.get(count, kit.MANY_ROWS.format(count=count))


def _workbook(tables: Sequence[tuple[Table, str]]) -> Listing:
    whole = (
        (Link(text=kit.WORKBOOK, href=WORKBOOK), kit.WORKBOOK_CONTENT),
        (Link(text=kit.ROWS, href=KEPT), kit.ROWS_CONTENT),
    )
    each = tuple(
        (Link(text=f"{table.title} (CSV)", href=path), _lines(len(table.rows)))
        for table, path in tables
    )
    return Listing(heading=kit.WORKBOOK_ROWS, rows=(*whole, *each))
