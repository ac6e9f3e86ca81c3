"""The two printed pages of a kit: how an invoice can be followed, and what is handed over."""

from __future__ import annotations

from collections.abc import Sequence

from invoicing.values.calendar import seller_date
from invoicing.values.french import clock, short_date
from invoicing.values.identifiers import siren
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.handover_kit.plan import WORKBOOK
from jobs.handover_kit.summary import Summary
from jobs.proof.pack import plain

PATH = (
    ("Demande", "La ligne est saisie et cochée « Prête » par l’agence, mandataire.",
     "lignes/Factures.csv, journal.json"),
    ("Contrôle", "Mentions, TVA, totaux et données Factur-X sont vérifiés avant tout numéro.",
     "preuve de chaque document"),
    ("Accord", ("Ce qui doit l’être est montré au client ; sa réponse, ou son silence jusqu’à "
     "l’échéance annoncée, est notée."), "brouillons et preuve de chaque document"),
    ("Numéro", ("Il est donné une fois, sans trou, dans l’ordre des dates ; le contenu est figé "
     "dans le même enregistrement."), "journal.json, series.csv"),
    ("Archive", "Le PDF est déposé une fois et verrouillé ; son empreinte SHA-256 est notée.",
     "documents/, MANIFESTE.sha256"),
    ("Envoi", "Chaque envoi est préparé, noté, puis fait une fois ; ce qui revient est noté.",
     "lignes/Envois.csv"),
    ("Règlement", "Les règlements saisis sont rapprochés du numéro de facture.",
     "lignes/Reglements.csv"),
    ("Correction", ("Une facture émise ne change plus : un avoir ou une facture rectificative la "
     "cite."), "documents/, preuve de chaque document"),
)  # fmt: skip
TRAIL = (
    (
        "Cette page décrit les contrôles qui relient chaque facture à l’opération qui l’a fait "
        "naître (CGI, article 289, VII, 1° : piste d’audit fiable), et où les retrouver ici."
    ),
    (
        "Une facture se suit dans les deux sens : de la ligne saisie au PDF reçu par l’acheteur, "
        "et du PDF à la ligne."
    ),
)
CHECKED = (
    (
        "Pour établir cette remise, les {count} PDF émis ont été relus dans l’archive : les octets "
        "de chacun sont ceux dont l’empreinte avait été notée."
    ),
    (
        "La chaîne du Journal a été suivie, de sa première ligne à la dernière ({rows} lignes) : "
        "chaque empreinte couvre la ligne et celle d’avant. journal.json reprend en entier les "
        "{told} lignes de ce client, et l’empreinte seule de celles des autres."
    ),
)
KEEP = (
    (
        "Conservez les originaux électroniques, PDF et données ensemble : 6 ans pour "
        "l’administration fiscale (LPF, article L. 102 B), 10 ans comme pièces comptables "
        "(C. com., article L. 123-22)."
    ),
)
OWNED = (
    (
        "Ces fichiers sont dans le Drive de l’agence, partagés avec vous. À la fin de la clôture, "
        "leur propriété vous est transférée si Google le permet (dans un même domaine, ou entre "
        "comptes Gmail, avec votre accord) ; jamais d’un domaine à l’autre : gardez-en une copie."
    ),
)
CLAUSES = (
    (
        "L’agence déclare avoir remis l’intégralité des pièces listées ci-dessus, lisibles, et "
        "vérifiables par leurs empreintes."
    ),
    (
        "Le client reconnaît les avoir reçues. Sa signature ne vaut ni quitus, ni renonciation à "
        "demander une pièce qui manquerait."
    ),
    (
        "Les identifiants de la boîte ne figurent pas dans cette remise : ils font l’objet d’une "
        "remise distincte."
    ),
)


def audit_page(told: Summary) -> PrintedPage:
    """Write « Piste d’audit fiable »."""
    checked = (
        line.format(count=len(told.issued), rows=told.rows, told=len(told.told)) for line in CHECKED
    )
    return PrintedPage(
        title="Piste d’audit fiable",
        subtitle=told.name,
        name="piste-d-audit",
        author=told.agency.name or told.name,
        intro=TRAIL,
        sections=(
            PageSection(
                heading="Le parcours d’un document",
                columns=("Étape", "Contrôle", "Où le retrouver"),
                rows=PATH,
            ),
            PageSection(heading="Les parties", facts=_parties(told)),
            _series(told),
            PageSection(
                heading="Ce qui a été vérifié",
                lines=tuple(checked),
                facts=(
                    ("Classeur", told.workbook),
                    ("Dernier lot du Journal", told.head.batch),
                    ("Son empreinte", told.head.hash),
                ),
            ),
            PageSection(heading="Conservation", lines=KEEP),
        ),
        footer=_footer(told),
    )


def slip(told: Summary, zips: Sequence[tuple[str, str]]) -> PrintedPage:
    """Write « Bordereau de remise »; *zips*: names and SHA-256 of what lies in the folder."""
    return PrintedPage(
        title="Bordereau de remise",
        subtitle=f"{told.agency.name or 'L’agence'} à {told.name}",
        name=f"bordereau-de-remise_{plain(told.code)}",
        author=told.agency.name or told.name,
        intro=(
            (
                f"Remise établie le {short_date(seller_date(told.at))}, dans le dossier Drive "
                "partagé « Remise », à la fin du mandat de facturation."
            ),
        ),
        sections=(
            PageSection(heading="Les parties", facts=_parties(told)),
            PageSection(
                heading="Fichiers remis",
                columns=("Fichier", "Empreinte (SHA-256)"),
                rows=tuple(zips),
            ),
            PageSection(heading="Ce qu’ils contiennent", facts=_inventory(told)),
            PageSection(heading="Propriété des fichiers", lines=OWNED),
            PageSection(heading="Déclarations", lines=CLAUSES),
        ),
        footer=_footer(told),
        signatures=(
            f"Pour {told.agency.name or 'l’agence'}. Nom, date et signature :",
            f"Pour {told.name}. Nom, date et signature :",
        ),
    )


def _parties(told: Summary) -> tuple[tuple[str, str], ...]:
    client = told.client
    dates = (client.mandate_on, client.contract_from, client.contract_to)
    labels = ("Mandat signé le", "Début de contrat", "Fin de contrat")
    return (
        ("Client", f"{told.name} (code {told.code})"),
        ("SIRET", siren(client.siret)),
        ("Mandataire", told.agency.name or "l’agence"),
        *((label, short_date(on)) for label, on in zip(labels, dates, strict=True) if on),
        ("Établi le", clock(told.at)),
    )


def _inventory(told: Summary) -> tuple[tuple[str, str], ...]:
    drafts = sum(len(item.shown) for item in told.items)
    last = ", ".join(f"{number} du {short_date(on)}" for number, on in told.series)
    return (
        ("Documents émis", f"{len(told.issued)}, en PDF, avec leurs données factur-x.xml"),
        ("Preuves", f"{len(told.items)}, dont {len(told.unissued)} de documents jamais émis"),
        ("Brouillons montrés", str(drafts)),
        ("Lignes du classeur", f"{WORKBOOK}, et un CSV par onglet, dont le suivi des envois"),
        ("Extrait du Journal", f"journal.json, {len(told.told)} lignes, avec sa vérification"),
        ("Derniers numéros", last or "aucun numéro n’a été donné"),
        ("Contrôles", "piste-d-audit.pdf, series.csv, MANIFESTE.sha256"),
    )


def _series(told: Summary) -> PageSection:
    rows = tuple((number, short_date(on)) for number, on in told.series)
    return PageSection(
        heading="Derniers numéros",
        columns=("Dernier numéro de la série", "Date d’émission") if rows else (),
        rows=rows,
        lines=() if rows else ("Aucun numéro n’a été donné.",),
    )


def _footer(told: Summary) -> str:
    agency = told.agency
    return " · ".join(filter(None, (agency.name, agency.address.replace("\n", ", "))))
