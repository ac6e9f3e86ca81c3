"""People's rows, as values: what a tab of the workbook says, cell by cell, typed.

The reader (workspace/workbook/rows.py) makes them.  A cell it could not read is ``None``, and has
left a problem in the row.  ``identity`` finds the row again when the program writes beside it: its
key, or else its content and its place among rows of equal content.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal

from invoicing.document.invoice import DocumentType
from invoicing.document.line import LineNature
from invoicing.document.parties import Agency, BuyerKind, Regime
from invoicing.document.terms import Terms
from invoicing.document.vat import Vat
from invoicing.values.calendar import SendingHours
from invoicing.values.problems import Problem, Source

# A cell that says what is billed: it may not change once the document is issued.  Any other may.
ASKS = {"asks": True}


def normalised(code: str) -> str:
    """One spelling for a key: ``" martin "`` and ``"MARTIN"`` are one."""
    return " ".join(unicodedata.normalize("NFKC", code).upper().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class TabRow:
    """A row of a people's tab."""

    place: Source  # the row as a whole
    identity: str
    cells: Mapping[str, Source] = field(default_factory=dict)  # field name → where it stands
    problems: tuple[Problem, ...] = ()  # cells that could not be read

    def problem(self, code: str, name: str = "", /, **values: str) -> Problem:
        """Say that the cell of field *name* (or the row) is wrong."""
        return Problem(code=code, source=self.cells.get(name, self.place), values=values)

    def header(self, name: str) -> str:
        """Return the header of field *name*."""
        source = self.cells.get(name)
        return source.header if source else name


def asking_fields(row: type[TabRow]) -> Mapping[str, object]:
    """Return the fields that say what is billed, each with what an empty cell holds."""
    return {each.name: each.default for each in fields(row) if each.metadata == ASKS}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow(TabRow):
    """`Clients`: a company that is billed for."""

    code: str = ""
    name: str = ""
    trade_name: str = ""
    legal_form: str = ""
    capital: Decimal | None = None  # EUR
    siret: str = ""
    vat_id: str = ""
    registration: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""  # `E-mail principal`
    approver: str = ""  # `E-mail validation`
    accountant: str = ""  # `E-mail comptable`
    accounting: str = ""  # `Envoi comptable`: Chaque facture, Non
    copy: str = ""  # `Copie au client`: Chaque facture, Non
    regime: Regime | None = None
    vat_on_debits: bool | None = None
    default_vat: Vat | None = None
    iban: str = ""
    bic: str = ""
    terms: Terms | None = None
    penalty_rate: str = ""  # `Taux de pénalités`
    early_discount: str = ""  # `Escompte`
    series: str = ""
    last_number: str = ""  # `Dernier numéro avant reprise`
    mailbox: str = ""  # `Adresse d'envoi`
    logo: str = ""  # Drive id of the picture's file
    colour: str = ""  # as typed, « #1D5563 »
    notes: str = ""
    limit: Decimal | None = None  # `Plafond par facture HT`, EUR
    approval: str = ""  # `Faire valider`: Aucune, Toutes, Les spécifiques
    approval_hours: int | None = None  # `Délai de validation (h)`
    mandate_on: date | None = None
    contract_from: date | None = None
    contract_to: date | None = None  # `Fin de contrat`
    closing: bool = False  # `Clôture demandée`
    auto_reply: bool = False  # `Réponse automatique`
    account: str = ""  # `Type de boîte`


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerRow(TabRow):
    """`Destinataires`."""

    code: str = ""
    client: str = ""
    name: str = ""
    kind: BuyerKind | None = None
    siret: str = ""
    vat_id: str = ""
    attention: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    delivery_address: str = ""
    email: str = ""
    office: str = ""  # `E-mail service comptable`
    phone: str = ""
    channel: str = ""
    payer: str = ""  # `Tiers payeur`: the code of another row
    terms: Terms | None = None
    discount: Decimal | None = None
    default_vat: Vat | None = None
    order_required: bool | None = None
    buyer_reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow(TabRow):
    """`Tarifs`."""

    client: str = ""
    buyer: str = ""
    code: str = ""
    item_name: str = ""
    unit: str = ""
    net_price: Decimal | None = None
    vat: Vat | None = None
    nature: LineNature | None = None
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow(TabRow):
    """`Lignes`: a second or further line of a document."""

    key: str = ""  # `Réf.`
    order: Decimal | None = field(default=None, metadata=ASKS)
    kind: str = field(default="", metadata=ASKS)  # `Nature`: Bien, Service, Titre, Texte
    code: str = field(default="", metadata=ASKS)
    item_name: str = field(default="", metadata=ASKS)
    on: date | None = field(default=None, metadata=ASKS)
    quantity: Decimal | None = field(default=None, metadata=ASKS)
    unit: str = field(default="", metadata=ASKS)
    net_price: Decimal | None = field(default=None, metadata=ASKS)
    discount: Decimal | None = field(default=None, metadata=ASKS)
    vat: Vat | None = field(default=None, metadata=ASKS)
    progress: Decimal | None = field(default=None, metadata=ASKS)  # `Avancement cumulé (%)`


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRow(TabRow):
    """`Factures`: one document."""

    key: str = ""  # `Réf.`, normalised
    buyer: str = field(default="", metadata=ASKS)
    client: str = field(default="", metadata=ASKS)
    document_type: DocumentType | None = field(default=None, metadata=ASKS)
    affair: str = field(default="", metadata=ASKS)
    subject: str = field(default="", metadata=ASKS)
    period_start: date | None = field(default=None, metadata=ASKS)
    period_end: date | None = field(default=None, metadata=ASKS)
    place_of_work: str = field(default="", metadata=ASKS)
    code: str = field(default="", metadata=ASKS)
    item_name: str = field(default="", metadata=ASKS)
    quantity: Decimal | None = field(default=None, metadata=ASKS)
    unit: str = field(default="", metadata=ASKS)
    net_price: Decimal | None = field(default=None, metadata=ASKS)
    vat: Vat | None = field(default=None, metadata=ASKS)
    discount: Decimal | None = field(default=None, metadata=ASKS)
    document_discount: Decimal | None = field(default=None, metadata=ASKS)
    terms: Terms | None = field(default=None, metadata=ASKS)
    purchase_order: str = field(default="", metadata=ASKS)
    original: str = field(
        default="", metadata=ASKS
    )  # `Document d'origine`, the number that is credited or corrected
    reason: str = field(default="", metadata=ASKS)  # `Motif`
    progress: Decimal | None = field(
        default=None, metadata=ASKS
    )  # `Avancement cumulé (%)`, of the first line
    retention: Decimal | None = field(default=None, metadata=ASKS)  # `Retenue de garantie (%)`
    penalties: Decimal | None = field(
        default=None, metadata=ASKS
    )  # `Pénalités retenues (hors TVA)`, EUR
    agreed_total: Decimal | None = field(default=None, metadata=ASKS)  # `Total TTC convenu`, EUR
    exceptional: bool = False  # `Opération exceptionnelle`
    notes: str = field(default="", metadata=ASKS)
    issue_from: date | None = None  # `À émettre le`
    approval: str = ""  # Selon le client, Oui, Non
    ready: bool = False  # `Prête`
    action: str = ""  # `Action`
    deposited_on: date | None = None  # `Déposée le`
    deposit_reference: str = ""  # `Référence de dépôt`
    agreed_on: date | None = None  # `Accord recueilli le`
    agreed_by: str = ""  # `Recueilli par`: Téléphone, Mail, SMS, De vive voix
    noted_by: str = ""  # `Noté par`


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow(TabRow):
    """`Règlements`: money that has come in for a document, or has gone back."""

    number: str = ""  # of the document
    on: date | None = None
    paid: Decimal | None = None  # EUR; negative: paid back
    means: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingRow(TabRow):
    """`Clôtures`: a step of a contract's end; people note what they did themselves."""

    key: str = ""  # `Clé`: the client's code, the step
    done_on: date | None = None  # `Fait le`
    noted_by: str = ""  # `Noté par`


USUAL_DAILY_MAILS = 400  # of one mailbox; Gmail's limit is 500 or 2,000 in 24 hours


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencySettings:
    """`Paramètres`: the agency's own values."""

    agency: Agency = field(default_factory=Agency)
    terms: Terms | None = None
    delay_minutes: int = 10
    hours: SendingHours = field(default_factory=SendingHours)
    auto_reply_days: int = 90  # 0: without end
    secrets_kept: int = 30  # days after we have let a client go
    digest: bool = True  # `Bilan du jour`
    daily_mails: int | None = None  # of one mailbox, in 24 hours; None: as usual


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """All people's tabs, as one reading found them.  Two readings are never the same."""

    settings: AgencySettings = field(default_factory=AgencySettings)
    clients: tuple[ClientRow, ...] = ()
    buyers: tuple[BuyerRow, ...] = ()
    prices: tuple[PriceRow, ...] = ()
    invoices: tuple[InvoiceRow, ...] = ()
    lines: tuple[LineRow, ...] = ()
    payments: tuple[PaymentRow, ...] = ()
    closings: tuple[ClosingRow, ...] = ()
    problems: tuple[Problem, ...] = ()  # of no row: a value of `Paramètres`
