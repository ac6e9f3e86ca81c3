"""The two printed pages of a kit: how an invoice can be followed, and what is handed over."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.texts.pages import kit
from invoicing.values.french import clock, short_date, siren
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.handover_kit.plan import WORKBOOK
from jobs.handover_kit.summary import Summary
from jobs.proof.plain_names import plain


def audit_page(told: Summary) -> PrintedPage:
    """Write « Piste d’audit fiable »."""
    checked = (
        line.format(count=len(told.issued), rows=told.rows, told=len(told.told))
        for line in kit.CHECKED
    )
    return PrintedPage(
        title=kit.TRAIL_TITLE,
        subtitle=told.name,
        name="piste-d-audit",
        author=told.agency.name or told.name,
        intro=kit.TRAIL_INTRO,
        sections=(
            PageSection(
                heading=kit.PATH,
                columns=kit.PATH_COLUMNS,
                rows=kit.STAGES,
            ),
            PageSection(heading=kit.PARTIES, facts=_parties(told)),
            _series(told),
            PageSection(
                heading=kit.VERIFIED,
                lines=tuple(checked),
                facts=(
                    (kit.WORKBOOK_ID, told.workbook),
                    (kit.LAST_BATCH, told.head.batch),
                    (kit.ITS_HASH, told.head.hash),
                ),
            ),
            PageSection(heading=kit.KEEPING, lines=kit.RETENTION),
        ),
        footer=_footer(told),
    )


def slip(told: Summary, zips: Sequence[tuple[str, str]]) -> PrintedPage:
    """Write « Bordereau de remise »; *zips*: names and SHA-256 of what lies in the folder."""
    return PrintedPage(
        title=kit.SLIP_TITLE,
        subtitle=kit.SLIP_SUBTITLE.format(agency=told.agency.name or kit.AGENCY, client=told.name),
        name=f"bordereau-de-remise_{plain(told.contract.code)}",
        author=told.agency.name or told.name,
        intro=(kit.SLIP_INTRO.format(day=short_date(told.day)),),
        sections=(
            PageSection(heading=kit.PARTIES, facts=_parties(told)),
            PageSection(
                heading=kit.FILES,
                columns=kit.FILES_COLUMNS,
                rows=tuple(zips),
            ),
            PageSection(heading=kit.CONTENT, facts=_inventory(told)),
            PageSection(heading=kit.OWNERS, lines=kit.OWNERSHIP),
            PageSection(heading=kit.DECLARATIONS, lines=kit.CLAUSES),
        ),
        footer=_footer(told),
        signatures=(
            kit.SIGNATURE.format(name=told.agency.name or kit.THE_AGENCY),
            kit.SIGNATURE.format(name=told.name),
        ),
    )


def _parties(told: Summary) -> tuple[tuple[str, str], ...]:
    client = told.contract.client
    dates = (client.mandate_on, client.contract_from, client.contract_to)
    return (
        (kit.CLIENT, kit.CLIENT_WITH_CODE.format(client=told.name, code=told.contract.code)),
        ("SIRET", siren(client.siret)),
        (kit.MANDATARY, told.agency.name or kit.THE_AGENCY),
        *(
            (label, short_date(on))
            for label, on in zip(kit.CONTRACT_DATES, dates, strict=True)
            if on
        ),
        (kit.DRAWN_UP_ON, clock(told.at)),
    )


def _inventory(told: Summary) -> tuple[tuple[str, str], ...]:
    drafts = sum(len(item.shown) for item in told.items)
    last = ", ".join(
        kit.NUMBER_OF.format(number=number, day=short_date(on)) for number, on in told.series
    )
    counts = {
        "issued": len(told.issued),
        "proofs": len(told.items),
        "unissued": len(told.unissued),
        "drafts": drafts,
        "workbook": WORKBOOK,
        "rows": len(told.told),
        "numbers": last or kit.NO_NUMBER_GIVEN,
    }
    return tuple((label, text.format_map(counts)) for label, text in kit.INVENTORY)


def _series(told: Summary) -> PageSection:
    rows = tuple((number, short_date(on)) for number, on in told.series)
    return PageSection(
        heading=kit.LAST_NUMBERS,
        columns=kit.SERIES_COLUMNS if rows else (),
        rows=rows,
        lines=() if rows else (kit.NO_NUMBER,),
    )


def _footer(told: Summary) -> str:
    agency = told.agency
    return " · ".join(filter(None, (agency.name, agency.address.replace("\n", ", "))))
