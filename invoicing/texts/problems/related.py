"""The French of documents that hang on earlier ones, and of payments."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

RELATED_WORDS: dict[str, Text] = {
    "no-original": Text(
        what="le document d’origine manque.",
        remedy="Tapez le numéro de la facture à corriger, par exemple MARTIN-2026-0012.",
    ),
    "unknown-number": Text(
        what="« {number} » n’est le numéro d’aucun document émis ici.",
        remedy="Recopiez-le depuis la colonne Numéro de l’onglet Factures.",
    ),
    "unknown-number-near": Text(
        what="« {number} » n’est le numéro d’aucun document émis ici.",
        remedy="Vouliez-vous dire « {near} » ? Recopiez-le depuis la colonne Numéro.",
    ),
    "original-other-client": Text(
        what="{number} est un document du client « {client} ».",
        remedy="Corrigez le numéro, ou choisissez un destinataire de ce client.",
    ),
    "original-other-buyer": Text(
        what="{number} a été adressé à un autre destinataire.",
        remedy="Choisissez le sien ; pour facturer quelqu’un d’autre, faites un avoir au premier, "
        "puis une facture au second.",
    ),
    "original-is-credit": Text(
        what="{number} est lui-même un avoir.",
        remedy="Pour revenir dessus, faites une nouvelle facture.",
    ),
    "original-replaced": Text(
        what="{number} a déjà été remplacée par {by}.",
        remedy="Tapez {by} si c’est elle qu’il faut corriger.",
    ),
    "original-credited": Text(
        what="{number} a déjà été annulée tout entière ; le dernier avoir est {by}.",
        remedy="Décochez Prête : il n’y a plus rien à corriger.",
    ),
    "original-deducted": Text(
        what="{number} est compté dans la facture de solde {by}.",
        remedy="Faites d’abord un avoir, sans ligne, sur {by}.",
    ),
    "original-emptied": Text(
        what="le contenu de {number} n’est plus dans le Journal.",
        remedy="Prévenez qui tient le programme : ce document se fait à la main, d’après son PDF.",
    ),
    "original-elsewhere": Text(
        what="la ligne nomme le document d’origine « {number} », et n’est ni un avoir ni une "
        "facture rectificative.",
        remedy="Choisissez l’un des deux comme Type, ou videz la cellule.",
    ),
    "no-reason": Text(
        what="le motif manque.", remedy="Écrivez-le en quelques mots, par exemple « Retour »."
    ),
    "corrects-special": Text(
        what="{number} est un acompte, une situation ou un solde : d’autres factures en tiennent "
        "compte.",
        remedy="Faites un avoir, sans ligne, puis une nouvelle facture du même Type.",
    ),
    "corrects-credited": Text(
        what="une partie de {number} a déjà été rendue par l’avoir {by}.",
        remedy="Faites un avoir du reste, sans ligne, puis une nouvelle facture.",
    ),
    "credit-vat": Text(
        what="« {word} » n’est pas une TVA de {number}.",
        remedy="Créditez comme il a été facturé : {choices}.",
    ),
    "credit-above": Text(
        what="l’avoir ({total} TTC) dépasse, au total ou à l’un des taux, ce qui reste de {number} "
        "({left} TTC).",
        remedy="Corrigez les quantités ou les prix ; sans aucune ligne, l’avoir prend tout ce qui "
        "reste.",
    ),
    "credit-held-back": Text(
        what="un avoir n’a ni retenue de garantie ni pénalités.", remedy="Videz ces cellules."
    ),
    "situation-in-part": Text(
        what="{number} est une situation, et cet avoir n’en annule qu’une partie.",
        remedy="Effacez ses lignes : l’avoir l’annule tout entière. La situation suivante refait "
        "le compte.",
    ),
    "no-affair": Text(
        what="l’affaire manque ; c’est elle qui relie situations, acomptes et solde.",
        remedy="Remplissez Affaire comme sur les factures précédentes du chantier.",
    ),
    "affair-settled": Text(
        what="l’affaire « {affair} » est déjà soldée par {by}.",
        remedy="Si {by} est fausse, annulez-la par un avoir ; sinon, donnez un autre nom à cette "
        "affaire.",
    ),
    "no-progress": Text(
        what="l’avancement de « {name} » manque.",
        remedy="Tapez ce qui est fait en tout depuis le début, par exemple 30 pour 30 %.",
    ),
    "progress-range": Text(
        what="l’avancement de « {name} » ({percent} %) n’est pas entre 0 et 100 %.",
        remedy="Tapez le cumul depuis le début ; des travaux en plus sont une nouvelle ligne.",
    ),
    "progress-down": Text(
        what="l’avancement de « {name} » ({percent} %) est au-dessous de ce que {number} a déjà "
        "facturé ({last} %, en tout {total} HT).",
        remedy="Tapez le cumul depuis le début ; si {number} est fausse, annulez-la par un avoir.",
    ),
    "progress-elsewhere": Text(
        what="un avancement ne vaut que pour une situation.",
        remedy="Choisissez le Type « Situation », ou videz la cellule.",
    ),
    "final-progress": Text(
        what="une facture de solde facture tout ce qui reste, à 100 %.",
        remedy="Videz l’avancement, ou choisissez le Type « Situation ».",
    ),
    "situation-line-gone": Text(
        what="la ligne « {name} », facturée par {number}, manque ici, ou a changé de désignation "
        "ou de TVA.",
        remedy="Reprenez toutes les lignes du marché, telles quelles ; seul l’avancement change.",
    ),
    "situation-discount": Text(
        what="une remise globale ne se répartit pas entre les situations.",
        remedy="Mettez-la sur chaque ligne, dans Remise (%).",
    ),
    "deducted-twice": Text(
        what="l’acompte {number} a déjà été déduit par {by}.",
        remedy="Il ne se déduit qu’une fois : donnez un autre nom à cette affaire.",
    ),
    "deposit-unpaid": Text(
        what="l’acompte {number} n’est pas payé : {paid} sur {total} TTC.",
        remedy="Saisissez son paiement dans Règlements ; s’il ne sera pas payé, annulez-le par un "
        "avoir.",
    ),
    "deposit-not-issued": Text(
        what="l’acompte de la ligne « {key} », de la même affaire, n’est pas encore émis.",
        remedy="Attendez qu’il soit émis et payé, ou décochez-le.",
    ),
    "deposits-above": Text(
        what="les acomptes payés ({paid}) dépassent le total TTC ({total}).",
        remedy="Vérifiez les lignes ; sinon, rendez le trop-perçu par un avoir sur un acompte.",
    ),
    "no-deposit": Text(
        what="aucun acompte ni aucune situation n’a été trouvé pour l’affaire « {affair} ».",
        remedy="Vérifiez son nom ; sans acompte, le Type « Facture » suffit.",
        stops=False,
    ),
    "waits-its-turn": Text(
        what="la ligne « {key} » porte sur la même affaire ou la même facture, et passe d’abord.",
        remedy="Rien à faire : celle-ci suit au passage d’après.",
    ),
    "payment-no-number": Text(
        what="le numéro du document payé manque.",
        remedy="Recopiez-le depuis la colonne Numéro de l’onglet Factures.",
    ),
    "payment-no-amount": Text(
        what="le montant manque, ou est nul.",
        remedy="Tapez ce qui a été reçu, TVA comprise ; un montant rendu est négatif.",
    ),
    "payment-no-date": Text(
        what="la date du paiement manque.", remedy="Tapez le jour où l’argent est arrivé."
    ),
    "payment-later": Text(
        what="le paiement est daté du {on}, qui n’est pas encore venu.",
        remedy="Vérifiez la date ; un paiement se saisit une fois reçu.",
    ),
    "payment-earlier": Text(
        what="le paiement du {on} précède {number} de plus d’un an.",
        remedy="Vérifiez l’année, ou le numéro.",
    ),
}
