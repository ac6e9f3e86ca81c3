"""The French of the rules of VAT, of sums and of time: what the law or a limit does not allow."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

LAW: dict[str, Text] = {
    "country": Text(
        what="« {country} » n’est pas le code d’un pays.",
        remedy="Tapez ses deux lettres, par exemple BE pour la Belgique ; vide : la France.",
    ),
    "buyer-vat-id-wrong": Text(
        what="le n° de TVA « {typed} » du destinataire n’est pas valable.",
        remedy="Recopiez-le depuis une de ses factures, ou vérifiez-le sur le site VIES.",
    ),
    "buyer-vat-id-french": Text(
        what="le n° de TVA « {typed} » est français, et cette TVA est celle d’un acheteur d’un "
        "autre pays de l’Union.",
        remedy="Tapez le numéro de son pays, ou choisissez une TVA française.",
    ),
    "not-in-union": Text(
        what="cette TVA veut un acheteur d’un autre pays de l’Union européenne, et le destinataire "
        "est dans le pays « {country} ».",
        remedy="Corrigez le pays du destinataire, ou choisissez une autre TVA.",
    ),
    "not-exported": Text(
        what="« Export » veut un acheteur hors de l’Union européenne, et le destinataire est dans "
        "le pays « {country} ».",
        remedy="Corrigez le pays du destinataire, ou choisissez une autre TVA.",
    ),
    "no-delivery-date": Text(
        what="une livraison dans un autre pays de l’Union doit porter sa date.",
        remedy="Remplissez « Prestation du ».",
    ),
    "mixed-scope": Text(
        what="« Hors TVA » ne peut pas être sur la même facture qu’une autre TVA.",
        remedy="Faites deux factures.",
    ),
    "negative-base": Text(
        what="le total des lignes à « {word} » est négatif ({base}).",
        remedy="Déduisez au taux qui a été facturé, ou attendez de faire un avoir.",
    ),
    "no-place": Text(
        what="le lieu d’exécution manque ; « {word} » dépend du logement.",
        remedy="Tapez l’adresse du chantier dans « Lieu d’exécution » (colonne repliée).",
    ),
    "agreed-total": Text(
        what="le total convenu ({agreed}) s’écarte du total calculé ({total}) de plus "
        "qu’un arrondi.",
        remedy="Changez les prix jusqu’à quelques centimes près, ou corrigez le total convenu.",
    ),
    "retention": Text(
        what="la retenue de garantie de {percent} % n’est pas entre 0 et 5 %.",
        remedy="Tapez 5 au plus (loi n° 71-584, article 1).",
    ),
    "retention-of-deposit": Text(
        what="une facture d’acompte n’a pas de retenue de garantie.",
        remedy="Videz la cellule ; la retenue vient avec les travaux faits.",
    ),
    "penalties": Text(
        what="les pénalités retenues ({held}) sont négatives.",
        remedy="Tapez ce que l’acheteur retient comme un montant positif.",
    ),
    "held-back": Text(
        what="ce qui est retenu ({held}) dépasse ce qui est dû ({total}).",
        remedy="Corrigez les pénalités ou la retenue de garantie.",
    ),
    "above-limit": Text(
        what="le total hors taxes ({total}) dépasse le plafond de {limit} par facture.",
        remedy="Vérifiez prix et quantités ; s’ils sont justes, tapez un plafond plus haut dans "
        "« Plafond par facture HT » du client « {client} ».",
    ),
    "late-terms": Text(
        what="« {terms} » dépasse le délai légal entre entreprises.",
        remedy="Au plus « 60 jours », « 45 jours puis fin de mois » ou « fin de mois + 45 jours » "
        "(code de commerce, L441-10).",
    ),
    "late-terms-public": Text(
        what="« {terms} » dépasse le délai de paiement d’un acheteur public.",
        remedy="Tapez « 30 jours » au plus (code de la commande publique, R2192-10).",
    ),
    "business-by-mail": Text(
        what="« {buyer} » est une entreprise française : depuis le 01/09/2027, sa facture ne part "
        "plus par mail.",
        remedy="Choisissez le canal « Plateforme agréée » (CGI, art. 289 bis).",
    ),
}
