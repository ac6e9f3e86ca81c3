"""Invoices to print, from the plainest to the most outlandish."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from invoicing.document.invoice import Deposit, DocumentType, Draft, Invoice, Preceding
from invoicing.document.legal_mentions import mentions
from invoicing.document.line import Line, LineNature
from invoicing.document.parties import Address, Agency, Buyer, Regime, Seller
from invoicing.document.progress import Progress
from invoicing.document.terms import Terms
from invoicing.document.vat import FRANCHISE, WORDS, Vat
from invoicing.values.amounts import Amount, Percent, amount

AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
AGENCY = Agency(
    name="Cabinet Lumière",
    address="4 place Bellecour, 69002 Lyon",
    legal_id="88012345600017",
    phone="04 78 00 00 00",
    email="bonjour@cabinet-lumiere.example",
)
SELLER = Seller(
    name="Menuiserie Martin",
    legal_form="SARL",
    capital="10 000 €",
    legal_id="123456789",
    siret="12345678900012",
    vat_id="FR32123456789",
    registration="RCS Lyon 123 456 789",
    address=Address(street="12 rue des Tanneurs", postcode="69005", city="Lyon"),
    contact="Hélène Martin",
    phone="04 72 11 22 33",
    email="contact@menuiserie-martin.example",
    iban="FR7630006000011234567890189",
    bic="AGRIFRPP",
    notes="Assurance décennale : MAAF Pro, 79180 Chauray, contrat n° 4 512 778, France entière.",
)
BUYER = Buyer(
    name="Durand SARL",
    legal_id="987654324",
    siret="98765432400019",
    vat_id="FR40987654324",
    attention="Mme Claire Durand",
    address=Address(street="8 quai Saint-Antoine", postcode="69002", city="Lyon"),
    email="compta@durand.example",
)
WORKS = (
    ("Dépose des anciens meubles", "1", "forfait", "380"),
    ("Fourniture et pose de six façades en chêne massif, finition huilée", "6", "unité", "245.5"),
    ("Plan de travail en chêne lamellé-collé, 38 mm", "3.4", "ml", "189"),
    ("Main-d’œuvre", "12.5", "heure", "48"),
    ("Évacuation en déchetterie professionnelle", "1", "forfait", "90"),
    ("Joints et finitions au mastic", "14", "m", "6.75"),
    ("Poignées en laiton brossé", "12", "pièce", "14.9"),
)


def vat(word: str) -> Vat:
    return next(vat for vat in WORDS if vat.word == word)


def lines(count: int, word: str = "20 %") -> tuple[Line, ...]:
    def line(rank: int) -> Line:
        name, quantity, unit, price = WORKS[rank % len(WORKS)]
        return Line(
            item_name=name,
            quantity=Decimal(quantity),
            unit=unit,
            net_price=Decimal(price),
            vat=vat(word),
        )

    return tuple(map(line, range(count)))


def draft(count: int = 5, word: str = "20 %") -> Draft:
    return Draft(
        seller=SELLER,
        buyer=BUYER,
        lines=lines(count, word),
        terms=Terms(days=30),
        subject="Rénovation de la cuisine",
        affair="DURAND-CUISINE",
        period_start=date(2026, 11, 2),
        period_end=date(2026, 11, 20),
        place="8 quai Saint-Antoine, Lyon 2e",
        purchase_order="BC-2026-118",
    )


def issue(of: Draft, number: str = "MARTIN-2026-0001") -> Invoice:
    day = date(2026, 11, 24)
    return Invoice(
        number=number,
        issue_date=day,
        due_date=of.terms.due_date(day),
        draft=of,
        agency=AGENCY,
        mentions=mentions(of, AGENCY, day),
    )


def plain(count: int = 5) -> Invoice:
    return issue(draft(count))


def rich() -> Invoice:
    """Every field there is: headings, notes, codes, discounts, two rates."""
    first, second, *rest = lines(7)
    made = (
        replace(first, heading="Préparation", item_id="DEP-01", note="Sols protégés."),
        replace(second, heading="Menuiserie", item_id="FAC-CH6", nature=LineNature.GOODS,
                discount=Percent(Decimal(5))),
        *(replace(line, vat=vat("10 % travaux logement"), on=date(2026, 11, 12)) for line in rest),
    )  # fmt: skip
    return issue(
        replace(
            draft(),
            lines=made,
            discount=Percent(Decimal("2.5")),
            buyer=replace(
                BUYER, delivery_address="Chantier des Docks, 45 quai Rambaud, 69002 Lyon"
            ),
            buyer_reference="Service Travaux 12",
            notes="Merci de votre confiance.\nProchaine intervention en janvier.",
        )
    )


def franchise() -> Invoice:
    seller = Seller(
        name="Jean Petit",
        trade_name="Petit Jardin",
        legal_form="Micro-entreprise",
        legal_id="512345678",
        siret="51234567800021",
        address=Address(street="3 impasse du Four", postcode="01000", city="Bourg-en-Bresse"),
        phone="06 12 34 56 78",
        email="jean@petit-jardin.example",
        iban="FR7630006000011234567890189",
        regime=Regime.FRANCHISE,
    )
    made = tuple(replace(line, vat=FRANCHISE) for line in lines(3))
    return issue(replace(draft(), seller=seller, lines=made), "JARDIN-2026-0042")


def reverse_charge() -> Invoice:
    return issue(draft(4, "Autoliquidation – sous-traitance BTP"))


def extreme() -> Invoice:
    """Everything too long at once."""
    name = "Société coopérative d’intérêt collectif des menuisiers-ébénistes du Haut-Beaujolais"
    made = (
        Line(item_name="Prestation exceptionnelle de restauration d’une bibliothèque " * 4,
             item_id="REF-" + "9" * 30, quantity=Decimal("123456.7891"), unit="heure",
             net_price=Decimal("1234.567891"), vat=vat("5,5 % rénovation énergétique"),
             discount=Percent(Decimal("12.75")), note="Détail : " + "relevé, plan, pose ; " * 20),
        Line(item_name="X" * 160, quantity=Decimal(-3), net_price=Decimal("9999999.99"),
             vat=vat("20 %")),
        *lines(3, "Exonérée – formation"),
        *lines(2, "Autoliquidation – UE"),
    )  # fmt: skip
    seller = replace(SELLER, name=name, legal_form="SCIC SARL à capital variable",
                     trade_name="Les Artisans réunis du Haut-Beaujolais et de la Vallée d’Azergues",
                     email="secretariat@artisans-reunis-haut-beaujolais.example")  # fmt: skip
    buyer = replace(BUYER, name="Syndicat des copropriétaires de la résidence " * 3,
                    address=Address(street="Bâtiment C, escalier 4\n128 boulevard Général-Leclerc",
                                    postcode="1050", city="Bruxelles", country="BE"))  # fmt: skip
    return issue(
        replace(draft(), lines=made, seller=seller, buyer=buyer,
                subject="Restauration complète " * 8, notes="Remarque. " * 120),
        "HAUT-BEAUJOLAIS-2026-000001",
    )  # fmt: skip


def held_back() -> Invoice:
    """A retention, penalties of the buyer, and a total agreed on with VAT."""
    made = replace(
        draft(),
        retention=Percent(Decimal(5)),
        penalties=Amount(Decimal("150.00")),
        agreed_total=Amount(Decimal("3822.70")),
    )
    return issue(made)


def final() -> Invoice:
    """Two deposits are deducted."""
    deposits = (
        Deposit(number="MARTIN-2026-0003", issue_date=date(2026, 9, 14),
                total_without_vat=Amount(Decimal("500.00")), total_vat=Amount(Decimal("100.00"))),
        Deposit(number="MARTIN-2026-0007", issue_date=date(2026, 10, 12),
                total_without_vat=Amount(Decimal("1000.00")), total_vat=Amount(Decimal("200.00"))),
    )  # fmt: skip
    return issue(replace(draft(), document_type=DocumentType.FINAL, deposits=deposits))


def credit_note() -> Invoice:
    return issue(_after(DocumentType.CREDIT_NOTE, "Retour de deux façades"), "MARTIN-2026-0012")


def corrected() -> Invoice:
    return issue(_after(DocumentType.CORRECTED, "Adresse de facturation"), "MARTIN-2026-0013")


def _after(document_type: DocumentType, reason: str) -> Draft:
    old = Preceding(number="MARTIN-2026-0001", issue_date=date(2026, 11, 2))
    return replace(draft(), document_type=document_type, preceding=(old,), reason=reason)


def deposit() -> Invoice:
    return issue(replace(draft(1), document_type=DocumentType.DEPOSIT))


def situation() -> Invoice:
    """Works under way, with a retention; 30 % of each line was billed before."""
    made = replace(
        draft(2), document_type=DocumentType.SITUATION, retention=Percent(Decimal(5)),
        lines=tuple(map(_under_way, lines(2))),
        preceding=(Preceding(number="MARTIN-2026-0004", issue_date=date(2026, 10, 5)),),
        subject="Situation n° 2 – rénovation de la cuisine",
    )  # fmt: skip
    return issue(made, "MARTIN-2026-0009")


def _under_way(line: Line) -> Line:
    progress = Progress(
        quantity=line.quantity,
        unit=line.unit,
        net_price=line.net_price,
        contract=line.net_amount,
        percent=Percent(Decimal(70)),
        before=amount(line.net_amount * Decimal("0.3")),
    )
    return replace(line, quantity=Decimal(1), unit="forfait", net_price=progress.now,
                   progress=progress)  # fmt: skip


def deposit_credit() -> Invoice:
    """The credit note of a deposit."""
    return issue(_after(DocumentType.DEPOSIT_CREDIT, "Commande annulée"), "MARTIN-2026-0014")


def agreed() -> Invoice:
    """A round total was agreed on with VAT."""
    return issue(replace(draft(), agreed_total=Amount(Decimal("3822.70"))))
