"""`Tarifs`, `Factures` and `Lignes`, column by column."""

from __future__ import annotations

from invoicing.document.invoice import DocumentType
from invoicing.document.line import LineNature
from invoicing.rows.tabs import InvoiceRow, LineRow, PriceRow
from invoicing.values.units import UNITS
from workspace.columns.column import (
    Column,
    Group,
    Kind,
    Tab,
    problem_column,
    program,
    remark_column,
    words,
)

NATURES = {nature.value: nature for nature in LineNature}
LINE_KINDS = words("Bien", "Service", "Titre", "Texte")
DOCUMENT_TYPES: dict[str, object] = {
    "Facture": DocumentType.INVOICE,
    "Facture d'acompte": DocumentType.DEPOSIT,
    "Situation": DocumentType.SITUATION,
    "Facture de solde": DocumentType.FINAL,
    "Avoir": DocumentType.CREDIT_NOTE,
    "Facture rectificative": DocumentType.CORRECTED,
}
APPROVALS = words("Selon le client", "Oui", "Non")
ACTIONS = words("Aperçu", "Retirer", "Remettre en validation", "Renvoyer")
WAYS = words("Téléphone", "Mail", "SMS", "De vive voix")


def item_columns() -> tuple[Column, ...]:
    """Return what `Factures` and `Lignes` ask of a line."""
    return (
        Column(header="Code", kind=Kind.KEY, field="code", asks=True, codes_of="Tarifs",
               group=Group.WHAT,
               note="Un code de Tarifs ; désignation, unité, prix et TVA en viennent."),
        Column(header="Désignation", kind=Kind.LINES, field="item_name", asks=True,
               group=Group.WHAT, width=260, note="Ce qui est facturé. Vide : celle du tarif."),
        Column(header="Quantité", kind=Kind.DECIMAL, field="quantity", asks=True, group=Group.WHAT,
               note="Négative pour déduire. 4 décimales au plus."),
        Column(header="Unité", kind=Kind.CHOICE, field="unit", asks=True, choices=words(*UNITS),
               group=Group.WHAT, note="Vide : celle du tarif, sinon « unité »."),
        Column(header="Prix unitaire HT", kind=Kind.PRICE, field="net_price", asks=True,
               group=Group.WHAT, note="En euros, hors TVA, pour une unité. Vide : celui du tarif."),
        Column(header="TVA", kind=Kind.VAT, field="vat", asks=True, group=Group.WHAT,
               note="Vide : celle du tarif, du destinataire, du client, dans cet ordre."),
        Column(header="Remise (%)", kind=Kind.PERCENT, field="discount", asks=True,
               group=Group.WHAT,
               note="Sur cette ligne : 5 pour 5 %. Vide : celle du destinataire."),
    )  # fmt: skip


def origin_columns() -> tuple[Column, ...]:
    """Return what `Factures` asks about the document that is credited or corrected."""
    return (
        Column(header="Document d'origine", kind=Kind.KEY, field="original", asks=True,
               group=Group.WHAT, width=150,
               note="Avoir, rectificative : le Numéro de la facture à corriger."),
        Column(header="Motif", field="reason", asks=True, group=Group.WHAT, width=200,
               note="Avoir, rectificative : pourquoi, en quelques mots. Imprimé."),
    )  # fmt: skip


def progress_column(*, shown: bool) -> Column:
    """Return what `Factures` and `Lignes` ask of a line of works."""
    return Column(
        header="Avancement cumulé (%)",
        kind=Kind.PERCENT,
        field="progress",
        asks=True,
        group=Group.WORKS,
        shown=shown,
        note="Situation : ce qui est fait en tout depuis le début, 30 pour 30 %.",
    )


def works_columns() -> tuple[Column, ...]:
    """Return what `Factures` asks about how a document is paid."""
    return (
        progress_column(shown=False),
        Column(header="Retenue de garantie (%)", kind=Kind.PERCENT, field="retention", asks=True,
               group=Group.WORKS, shown=False,
               note="Travaux : 5 pour 5 %, le maximum. Retenue sur le paiement, pas sur le prix."),
        Column(header="Pénalités retenues (hors TVA)", kind=Kind.AMOUNT, field="penalties",
               asks=True, group=Group.WORKS, shown=False,
               note="En euros, ce que l'acheteur retient sur le paiement. La TVA ne change pas."),
        Column(header="Total TTC convenu", kind=Kind.AMOUNT, field="agreed_total", asks=True,
               group=Group.WHAT, shown=False,
               note="Prix convenu TVA comprise ; quelques centimes d'écart sont arrondis."),
    )  # fmt: skip


PRICES = Tab(
    title="Tarifs",
    note="Les prix convenus ; la ligne valable la plus précise l'emporte.",
    row=PriceRow,
    columns=(
        Column(header="Client", kind=Kind.KEY, field="client", codes_of="Clients", group=Group.WHAT,
               note="Le code du client."),
        Column(header="Destinataire", kind=Kind.KEY, field="buyer", codes_of="Destinataires",
               group=Group.WHAT, note="Vide : vaut pour tous ses destinataires."),
        Column(header="Code", kind=Kind.KEY, field="code", group=Group.WHAT,
               note="Court et parlant, par exemple MENAGE."),
        Column(header="Désignation", kind=Kind.LINES, field="item_name", group=Group.WHAT,
               width=260, note="Le texte imprimé."),
        Column(header="Unité", kind=Kind.CHOICE, field="unit", choices=words(*UNITS),
               group=Group.WHAT, note="Vide : « unité »."),
        Column(header="Prix unitaire HT", kind=Kind.PRICE, field="net_price", group=Group.WHAT,
               note="En euros, hors TVA, pour une unité."),
        Column(header="TVA", kind=Kind.VAT, field="vat", group=Group.WHAT,
               note="Vide : celle du destinataire, puis du client."),
        Column(header="Nature", kind=Kind.CHOICE, field="nature", choices=NATURES, group=Group.WHAT,
               note="Bien ou Service ; vide : Service."),
        Column(header="Valable du", kind=Kind.DATE, field="valid_from", group=Group.WHAT,
               note="Vide : depuis toujours."),
        Column(header="Valable au", kind=Kind.DATE, field="valid_to", group=Group.WHAT,
               note="Ce jour compris. Vide : sans fin."),
        problem_column(),
    ),
)  # fmt: skip

INVOICES = Tab(
    title="Factures",
    note="Une ligne par facture ; les lignes suivantes d'une facture sont dans Lignes.",
    row=InvoiceRow,
    key="Réf.",
    is_numbered=True,
    columns=(
        Column(header="Réf.", kind=Kind.KEY, field="key", group=Group.WHAT, width=80,
               note="Déjà numérotée. Le nom de la ligne, pas le numéro de la facture."),
        Column(header="Destinataire", kind=Kind.KEY, field="buyer", asks=True,
               codes_of="Destinataires", group=Group.WHAT, width=160,
               note="Son code ; le client en découle."),
        Column(header="Client", kind=Kind.KEY, field="client", asks=True, codes_of="Clients",
               group=Group.WHAT, note="Facultatif ; doit alors être celui du destinataire."),
        Column(header="Type", kind=Kind.CHOICE, field="document_type", asks=True,
               choices=DOCUMENT_TYPES, group=Group.WHAT, note="Vide : Facture."),
        Column(header="Affaire", field="affair", asks=True, group=Group.WHAT,
               note="Ce qui relie plusieurs factures d'un même chantier ou dossier."),
        Column(header="Objet", field="subject", asks=True, group=Group.WHAT, width=200,
               note="Imprimé en tête de la facture."),
        Column(header="Prestation du", kind=Kind.DATE, field="period_start", asks=True,
               group=Group.WHAT,
               note="Date de la prestation ou de la livraison, ou son premier jour."),
        Column(header="Prestation au", kind=Kind.DATE, field="period_end", asks=True,
               group=Group.WHAT, note="Son dernier jour, si elle a duré."),
        Column(header="Lieu d'exécution", field="place_of_work", asks=True, group=Group.WORKS,
               shown=False, note="Où les travaux ont eu lieu, s'il faut l'imprimer."),
        *item_columns(),
        Column(header="Remise globale (%)", kind=Kind.PERCENT, field="document_discount", asks=True,
               group=Group.WHAT, shown=False, note="Sur toute la facture : 5 pour 5 %."),
        Column(header="Conditions de paiement", kind=Kind.TERMS, field="terms", asks=True,
               group=Group.WHAT, shown=False,
               note="Vide : celles du destinataire, du client, de l'agence."),
        Column(header="N° de commande", field="purchase_order", asks=True, group=Group.WHAT,
               shown=False, note="Celui de l'acheteur (BT-13)."),
        *origin_columns(),
        *works_columns(),
        Column(header="Opération exceptionnelle", kind=Kind.CHECKBOX, field="exceptional",
               group=Group.WHAT, shown=False,
               note="Cochée : le client la valide avant l'envoi."),
        Column(header="Mentions", kind=Kind.LINES, field="notes", asks=True, group=Group.WHAT,
               width=220, shown=False, note="Texte ajouté à cette facture."),
        Column(header="À émettre le", kind=Kind.DATE, field="issue_from", group=Group.WHAT,
               shown=False, note="Rien ne se passe avant ce jour. Vide : tout de suite."),
        Column(header="Faire valider", kind=Kind.CHOICE, field="approval", choices=APPROVALS,
               group=Group.APPROVAL, note="Vide : Selon le client."),
        Column(header="Prête", kind=Kind.CHECKBOX, field="ready", group=Group.APPROVAL, width=60,
               note="À cocher quand tout est saisi : c'est elle qui lance la facture."),
        Column(header="Action", kind=Kind.CHOICE, field="action", choices=ACTIONS,
               group=Group.APPROVAL, width=150,
               note="Fait une fois ; videz la cellule ensuite. Aperçu sert avant Prête."),
        Column(header="Accord recueilli le", kind=Kind.DATE, field="agreed_on",
               group=Group.APPROVAL, shown=False,
               note="Si le client a donné son accord autrement que par le formulaire."),
        Column(header="Recueilli par", kind=Kind.CHOICE, field="agreed_by", choices=WAYS,
               group=Group.APPROVAL, shown=False,
               note="Comment il l'a donné ; votre nom va dans Noté par."),
        Column(header="Noté par", field="noted_by", group=Group.APPROVAL, shown=False,
               note="Qui l'a entendu ou lu : votre nom."),
        Column(header="Déposée le", kind=Kind.DATE, field="deposited_on", group=Group.SENDING,
               shown=False, note="Quand vous l'avez déposée, postée ou remise."),
        Column(header="Référence de dépôt", field="deposit_reference", group=Group.SENDING,
               shown=False, note="Le numéro que la plateforme ou la poste a donné."),
        program("Statut", note="Où en est la facture.", width=150),
        program("Prochaine étape", note="Ce qui va se passer, et quand.", width=260),
        program("Numéro", note="Le numéro légal ; jamais saisi, jamais réutilisé.", width=150),
        program("Date d'émission", Kind.DATE, note="La date de la facture."),
        program("Échéance", Kind.DATE, note="Quand elle doit être payée ; vide pour un avoir."),
        program("Total HT", Kind.AMOUNT, note="Hors TVA, remises déduites."),
        program("Montant TVA", Kind.AMOUNT, note="Calculé par taux, sur le total."),
        program("Total TTC", Kind.AMOUNT, note="TVA comprise."),
        program("Net à payer", Kind.AMOUNT, note="Ce que l'acheteur doit payer, retenues ôtées."),
        program("PDF", note="Lien vers la facture dans Drive.", width=120),
        program("À valider avant", Kind.MOMENT,
                note="À cette heure, son silence vaut accord. Vide : il faut sa réponse, ou il l'a "
                "donnée."),
        program("Validée le", Kind.MOMENT, note="Quand le client a donné son accord."),
        program("Validée par", note="Comment il l'a donné.", width=150),
        program("Envoyée le", Kind.MOMENT, note="Quand Gmail dit l'avoir envoyée, ou le dépôt."),
        program("Réception", note="Aucun rejet, Lue, Répondue ou Confirmée : ce que l'on en sait."),
        problem_column(),
        remark_column(),
    ),
)  # fmt: skip

LINES = Tab(
    title="Lignes",
    note="Les lignes d'une facture à partir de la deuxième.",
    row=LineRow,
    columns=(
        Column(header="Réf.", kind=Kind.KEY, field="key", codes_of="Factures", group=Group.WHAT,
               width=80, note="Celle de la facture, dans Factures."),
        Column(header="Ordre", kind=Kind.DECIMAL, field="order", asks=True, group=Group.WHAT,
               width=60, note="Vide : dans l'ordre où elles se trouvent."),
        Column(header="Nature", kind=Kind.CHOICE, field="kind", asks=True, choices=LINE_KINDS,
               group=Group.WHAT, note="Titre et Texte n'ont ni quantité ni prix."),
        *item_columns()[:2],
        Column(header="Date", kind=Kind.DATE, field="on", asks=True, group=Group.WHAT,
               note="Quand cette ligne a été livrée ou exécutée, si cela compte."),
        *item_columns()[2:5],
        item_columns()[6],
        item_columns()[5],
        progress_column(shown=True),
        problem_column(),
    ),
)  # fmt: skip
