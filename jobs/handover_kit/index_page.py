"""The page of a kit that one opens first: it leads to everything, and says how to check it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from invoicing.document.titles import nature
from invoicing.values.calendar import seller_date
from invoicing.values.french import euros, short_date
from invoicing.values.identifiers import siren
from jobs.handover_kit.plan import AUDIT, KEPT, SERIES, WORKBOOK, KitItem
from jobs.handover_kit.summary import Summary
from jobs.ports import IndexPage, Link, Listing, Table

CHECKS = (
    (
        "Les fichiers, dans ce dossier : « sha256sum -c MANIFESTE*.sha256 » ; sur macOS, « shasum "
        "-a 256 -c MANIFESTE*.sha256 ». Chaque ligne doit finir par « OK »."
    ),
    (
        "Le Journal et le reste : « python cli.py restore --verify REMISE….zip ». Dans "
        "journal.json, l’empreinte de chaque ligne est le SHA-256 de ses champs et de "
        "l’empreinte d’avant ; la dernière est celle annoncée en tête."
    ),
    "Les factures : leurs données sont aussi dans le PDF (Factur-X) ; tout lecteur les montre.",
)
TOGETHER = (
    "Les documents sont dans d’autres ZIP ({names}) : décompressez-les tous dans ce même dossier, "
    "et les liens ci-dessous s’ouvrent."
)


PROOFS = (
    (Link(text="Piste d’audit fiable", href=AUDIT), "Les contrôles, un à un (PDF)"),
    (Link(text="Extrait du Journal", href="journal.json"), "Tous les faits, enchaînés"),
    (Link(text="Séries", href=SERIES), "Les derniers numéros (CSV)"),
    (Link(text="Manifeste", href="MANIFESTE.sha256"), "L’empreinte de chaque fichier"),
)


def index(
    told: Summary, tables: Sequence[tuple[Table, str]], zips: Sequence[str], absent: Collection[str]
) -> IndexPage:
    """Write it.  *tables*: with the paths of their CSV; *absent*: paths of what is gone."""
    intro = [
        (
            f"Établi par {told.agency.name or 'l’agence'} le {short_date(seller_date(told.at))}. "
            f"Documents émis : {len(told.issued)} ; montrés et jamais émis : {len(told.unissued)}."
        ),
        "Cette page s’ouvre sans connexion, dans tout navigateur. Les fichiers sont à côté d’elle.",
    ]
    if zips:
        intro.append(TOGETHER.format(names=", ".join(zips)))
    listings = (
        _documents(told, absent),
        _unissued(told, absent),
        _workbook(tables),
        _series(told),
        Listing(heading="Preuves de l’ensemble", rows=PROOFS),
        Listing(heading="Vérifier", lines=CHECKS),
    )
    return IndexPage(
        title=f"Dossier remis à {told.name}",
        subtitle=f"SIRET {siren(told.client.siret)}" if told.client.siret else told.code,
        intro=tuple(intro),
        listings=tuple(each for each in listings if each.rows or each.lines),
        footer=f"Code client {told.code}",
    )


def _series(told: Summary) -> Listing:
    return Listing(
        heading="Séries et derniers numéros",
        columns=("Dernier numéro", "Date d’émission"),
        rows=tuple((number, short_date(on)) for number, on in told.series),
        lines=() if told.series else ("Aucun numéro n’a été donné.",),
    )


def _documents(told: Summary, absent: Collection[str]) -> Listing:
    return Listing(
        heading="Documents émis",
        columns=("Numéro", "Nature", "Date", "Destinataire", "Total TTC", "Fichiers"),
        rows=tuple(_document(told, item, absent) for item in told.issued),
        lines=() if told.issued else ("Aucun document n’a été émis.",),
    )


def _document(
    told: Summary, item: KitItem, absent: Collection[str]
) -> tuple[str | Link | tuple[Link, ...], ...]:
    assert item.issued is not None  # it is of those that are
    invoice = told.invoices.get(item.key)
    files = [Link(text="données XML", href=item.xml), *_shown(item)]
    return (
        Link(text=item.name, href=item.pdf),
        nature(invoice.draft) if invoice else "",
        short_date(item.issued.issue_date),
        invoice.draft.buyer.name if invoice else "",
        euros(invoice.draft.totals.total_with_vat) if invoice else "",
        tuple(link for link in files if link.href not in absent),
    )


def _shown(item: KitItem) -> list[Link]:
    proof = Link(text="preuve", href=item.proof)
    drafts = (
        Link(text=f"brouillon {version}", href=item.folder + name)
        for version, name in enumerate(item.drafts, 1)
        if name
    )
    return [proof, *drafts]


def _unissued(told: Summary, absent: Collection[str]) -> Listing:
    rows = tuple(
        (item.name, tuple(link for link in _shown(item) if link.href not in absent))
        for item in told.unissued
    )
    return Listing(heading="Montrés, jamais émis", columns=("Réf.", "Fichiers"), rows=rows)


def _lines(count: int) -> str:
    return {0: "aucune ligne", 1: "1 ligne"}.get(count, f"{count} lignes")


def _workbook(tables: Sequence[tuple[Table, str]]) -> Listing:
    whole = (
        (Link(text="Classeur (XLSX)", href=WORKBOOK), "Tous les onglets"),
        (Link(text="Lignes (JSON)", href=KEPT), "Les mêmes, pour une machine"),
    )
    each = tuple(
        (Link(text=f"{table.title} (CSV)", href=path), _lines(len(table.rows)))
        for table, path in tables
    )
    return Listing(heading="Lignes du classeur", rows=(*whole, *each))
