"""Requests for approval and short mails, to be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from invoicing.approval.reasons import Reason
from invoicing.approval.request import ApprovalRequest, RequestedDocument
from invoicing.document.invoice import Invoice
from invoicing.values.mail_note import Button, ShortMail
from tests.pdf import samples

DEADLINE = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
FORM = "https://docs.example/forms/d/e/1FAIpQLSd/viewform?usp=pp_url&entry.1={}"
RETENTION = Reason(code="retention", values={"percent": "5"})
PENALTY = Reason(code="penalty", values={"amount": "150,00 €"})
AGREED = Reason(code="agreed-total", values={"amount": "3 822,70 €"})


def asked(invoice: Invoice, key: str = "F0012", *reasons: Reason) -> RequestedDocument:
    return RequestedDocument(
        key=key,
        version=1,
        invoice=replace(invoice, number=""),
        reasons=reasons,
        yes=FORM.format(f"{key}-oui"),
        no=FORM.format(f"{key}-non"),
    )


def of(*documents: RequestedDocument) -> ApprovalRequest:
    return ApprovalRequest(
        agency=samples.AGENCY,
        contact="Hélène",
        asked=documents,
        deadline=DEADLINE,
        yes_to_all=FORM.format("tout") if len(documents) > 1 else "",
    )


DEPOSIT = asked(samples.deposit(), "F0013", Reason(code="deposit"))
HELD_BACK = asked(samples.held_back(), "F0012", AGREED, RETENTION, PENALTY)
FINAL = asked(samples.final(), "F0014", Reason(code="final"))
CREDIT = replace(asked(samples.credit_note(), "F0015", Reason(code="credit-note")), is_silent=False)
LONG = asked(samples.plain(40), "F0016", Reason(code="client-asks"))
CHANGED = replace(
    asked(samples.rich(), "F0017", Reason(code="discount", values={"percent": "2,5"})),
    version=2,
    changes=("Prix unitaire, ligne 2 : 245,50 € au lieu de 225,50 €", "Remise globale : 2,5 %"),
)
REQUESTS: Mapping[str, ApprovalRequest] = {
    "single": of(HELD_BACK),
    "several": of(DEPOSIT, FINAL, LONG),
    "mixed": of(CHANGED, CREDIT),
    "situation": of(asked(samples.situation(), "F0022", Reason(code="situation"), RETENTION)),
    "remarked": of(replace(CHANGED, remark_at=DEADLINE)),
    "unchanged": of(replace(DEPOSIT, version=2, remark_at=DEADLINE, is_silent=False)),
    "reminder": replace(of(FINAL), is_reminder=True),
    "credit-note": of(CREDIT),
    "franchise": of(asked(samples.franchise(), "F0018", Reason(code="row-asks"))),
    "extreme": of(asked(samples.extreme(), "F0019", Reason(code="exceptional"))),
}
NOTE = ShortMail(
    subject="Validée : facture F0012 pour Durand SARL",
    contact="Hélène",
    paragraphs=(
        "Votre facture a été validée par Hélène Martin aujourd’hui à 9 h 12 et part dans l’heure.",
        "Vous n’avez rien à faire.\nElle sera classée dans votre dossier.",
    ),
    facts=(("Montant", "3 822,72 €"), ("Destinataire", "Durand SARL"), ("Réf.", "F0012")),
    buttons=(
        Button(label="Ouvrir mon dossier", address="https://drive.example/folders/1abc"),
        Button(label="Nous écrire", address="https://example.org/", is_main=False),
    ),
    signature=("Cabinet Lumière", "04 78 00 00 00"),
)
NOTES: Mapping[str, ShortMail] = {
    "full": NOTE,
    "digest": replace(
        NOTE,
        subject="Aujourd’hui : 3 choses à faire",
        lists=(
            ("À déposer", ("Facture MARTIN-2026-0001 : Chorus Pro", "Avoir A-2 : portail\nsuite")),
            ("Rien ici", ()),
            ("En retard", ("Facture MARTIN-2026-0003, " + "depuis le 1er novembre, " * 6,)),
        ),
    ),
    "bare": ShortMail(subject="Rien à signaler", paragraphs=("Tout va bien.",)),
}
