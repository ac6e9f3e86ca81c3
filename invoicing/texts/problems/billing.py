"""The French of the domain's problems: rows that cannot be billed."""

from __future__ import annotations

from invoicing.texts.problems.law import LAW
from invoicing.texts.problems.text import Text

RULES: dict[str, Text] = {
    "no-key": Text(
        what="la ligne n’a pas de Réf.",
        remedy="Donnez-lui une référence unique, par exemple la suivante de la colonne.",
    ),
    "doubled-key": Text(
        what="la Réf. « {key} » se trouve sur plusieurs lignes.",
        remedy="Donnez à chaque ligne sa propre Réf.",
    ),
    "no-buyer": Text(
        what="le destinataire manque.", remedy="Choisissez-le dans la liste de l’onglet."
    ),
    "unknown-buyer": Text(
        what="« {buyer} » n’est pas un code de l’onglet Destinataires.",
        remedy="Choisissez un code de la liste, ou ajoutez d’abord ce destinataire.",
    ),
    "unknown-buyer-near": Text(
        what="« {buyer} » n’est pas un code de l’onglet Destinataires.",
        remedy="Vouliez-vous dire « {near} » ? Sinon, ajoutez d’abord ce destinataire.",
    ),
    "unknown-client": Text(
        what="le destinataire « {buyer} » appartient au client « {client} », qui n’existe pas.",
        remedy="Corrigez la colonne Client de ce destinataire, ou ajoutez ce client.",
    ),
    "other-client": Text(
        what="le destinataire « {buyer} » est celui du client « {client} », pas de « {typed} ».",
        remedy="Videz la cellule Client, ou choisissez un autre destinataire.",
    ),
    "doubled-client": Text(
        what="le client « {client} » se trouve sur plusieurs lignes de l’onglet Clients.",
        remedy="Gardez-y une seule ligne par code.",
    ),
    "doubled-buyer": Text(
        what="le destinataire « {buyer} » se trouve sur plusieurs lignes.",
        remedy="Gardez une seule ligne par code dans l’onglet Destinataires.",
    ),
    "buyer-problem": Text(
        what="la fiche du destinataire « {buyer} » a un problème ({place}).",
        remedy="Corrigez-la : le problème y est décrit.",
    ),
    "client-problem": Text(
        what="la fiche du client « {client} » a un problème ({place}).",
        remedy="Corrigez-la : le problème y est décrit.",
    ),
    "price-problem": Text(
        what="le tarif choisi a un problème ({place}).",
        remedy="Corrigez-le : le problème y est décrit.",
    ),
    "unknown-price": Text(
        what="« {code} » n’est pas un code valable de l’onglet Tarifs pour le client « {client} ».",
        remedy="Choisissez un code de la liste, ajoutez ce tarif, ou vérifiez ses dates.",
    ),
    "no-line": Text(
        what="il n’y a rien à facturer.",
        remedy="Remplissez Code, ou Désignation et Prix unitaire HT, ou décochez Prête.",
    ),
    "orphan-line": Text(
        what="aucune facture n’a la Réf. « {key} ».",
        remedy="Choisissez la Réf. d’une ligne de l’onglet Factures.",
    ),
    "no-item-name": Text(
        what="la désignation manque.", remedy="Écrivez ce qui est facturé, ou choisissez un Code."
    ),
    "no-price": Text(
        what="le prix unitaire HT manque.", remedy="Tapez-le, ou choisissez un Code des Tarifs."
    ),
    "no-vat": Text(
        what="la TVA manque.",
        remedy="Choisissez-la ici, dans les Tarifs, ou comme TVA par défaut du client.",
    ),
    "unknown-unit": Text(
        what="l’unité « {unit} » n’est pas connue.", remedy="Choisissez parmi : {units}."
    ),
    "unknown-unit-near": Text(
        what="l’unité « {unit} » n’est pas connue.",
        remedy="Vouliez-vous dire « {near} » ? Sinon, choisissez parmi : {units}.",
    ),
    "negative-price": Text(
        what="le prix « {price} » est négatif.",
        remedy="Pour déduire, tapez un prix positif et une quantité négative.",
    ),
    "discount": Text(
        what="la remise « {percent} » n’est pas entre 0 et 100 %.",
        remedy="Tapez par exemple 5 pour 5 %.",
    ),
    "maybe-date": Text(
        what="le nombre a été pris pour une date ({on}) : sans doute un point à la place de la "
        "virgule.",
        remedy="Retapez-le avec une virgule, par exemple 1,5.",
    ),
    "vat-rate": Text(
        what="« {word} » n’est pas un taux en vigueur le {on}.",
        remedy="Choisissez dans la liste, par exemple « 20 % ».",
    ),
    "vat-under-franchise": Text(
        what="« {word} » est impossible : le client est en franchise de TVA.",
        remedy="Videz la cellule TVA, ou corrigez le régime du client.",
    ),
    "buyer-vat-id": Text(
        what="le n° de TVA du destinataire « {buyer} » manque ; c’est lui qui doit la TVA.",
        remedy="Demandez-le-lui et tapez-le, par exemple FR44732829320.",
    ),
    "too-old": Text(
        what="le {on} remonte à plus de 24 mois.", remedy="Vérifiez l’année de cette date."
    ),
    "period": Text(
        what="la prestation finit le {end}, avant d’avoir commencé le {start}.",
        remedy="Corrigez l’une des deux dates.",
    ),
    "client-incomplete": Text(
        what="« {header} » manque sur la fiche du client.",
        remedy="Remplissez cette cellule : la loi veut l’identité complète du vendeur.",
    ),
    "buyer-incomplete": Text(
        what="« {header} » manque sur la fiche du destinataire.",
        remedy="Remplissez cette cellule : la loi veut l’identité complète de l’acheteur.",
    ),
    "siret": Text(
        what="le SIRET « {siret} » n’est pas valable.",
        remedy="Vérifiez ses 14 chiffres sur annuaire-entreprises.data.gouv.fr.",
    ),
    "buyer-siret": Text(
        what="le SIRET « {siret} » du destinataire n’est pas valable.",
        remedy="Vérifiez ses 14 chiffres ; pour un particulier, choisissez Nature « Particulier ».",
    ),
    "client-vat-id": Text(
        what="le n° de TVA « {typed} » n’est pas celui de ce SIRET.",
        remedy="Videz la cellule : le numéro se déduit du SIRET.",
    ),
    "no-regime": Text(
        what="le régime de TVA manque.",
        remedy="Choisissez Assujetti, Franchise en base ou Exonéré.",
    ),
    "iban": Text(
        what="l’IBAN « {iban} » a une clé fausse.", remedy="Recopiez-le depuis le RIB du client."
    ),
    "bic": Text(what="le BIC « {bic} » n’est pas valable.", remedy="Recopiez-le depuis le RIB."),
    "mailbox": Text(
        what="l’adresse d’envoi « {mailbox} » n’est pas une adresse mail.",
        remedy="Tapez l’adresse de la boîte dédiée à ce client.",
    ),
    "no-mandate": Text(
        what="la date du mandat de facturation manque.",
        remedy="Tapez la date de sa signature ; sans mandat écrit, rien ne peut être émis.",
    ),
    "later-mandate": Text(
        what="le mandat n’est daté que du {on}.",
        remedy="Rien ne part avant ce jour ; corrigez la date si elle est fausse.",
    ),
    "series": Text(
        what="la série « {series} » n’est pas possible.",
        remedy="Prenez 1 à 8 lettres capitales ou chiffres, par exemple MARTIN.",
    ),
    "shared-series": Text(
        what="la série « {series} » est aussi celle d’une autre ligne ou entreprise.",
        remedy="Donnez à chacune sa série ; remettez celle d’avant si elle a servi.",
    ),
    "siren-changed": Text(
        what="ce client a des factures sous le SIREN {known} ; un autre SIREN est une autre "
        "entreprise.",
        remedy="Remettez le SIREN d’avant, ou ajoutez la nouvelle entreprise sous un autre code.",
    ),
    "shared-mailbox": Text(
        what="la boîte {mailbox} est aussi celle d’une autre entreprise.",
        remedy="Donnez à chaque client sa propre adresse d’envoi.",
    ),
    "agency-name": Text(
        what="le nom de l’agence manque ; chaque facture dit qui l’a établie.",
        remedy="Tapez-le dans l’onglet Paramètres.",
    ),
    "siren-known": Text(
        what="ce SIREN a déjà des factures sous le code « {known} ».",
        remedy="Remettez le code « {known} » : le code d’un client ne change jamais.",
    ),
    "public-by-mail": Text(
        what="« {buyer} » est un acheteur public : sa facture ne part pas par mail.",
        remedy="Choisissez le canal « Chorus Pro » (code de la commande publique, L2192-1).",
    ),
    "no-email": Text(
        what="l’e-mail du destinataire « {buyer} » manque.", remedy="Tapez l’adresse de l’acheteur."
    ),
    "email": Text(
        what="« {email} » n’est pas une adresse mail.",
        remedy="Corrigez-la ; séparez plusieurs adresses par une virgule.",
    ),
    "no-order": Text(
        what="le destinataire « {buyer} » exige un numéro de commande.",
        remedy="Demandez-le et tapez-le dans N° de commande.",
    ),
    "zero-total": Text(
        what="le total est nul.", remedy="Vérifiez prix, quantité et remise, ou décochez Prête."
    ),
    "too-far": Text(
        what="le {on} est dans plus de 24 mois.", remedy="Vérifiez l’année de cette date."
    ),
    "negative-total": Text(
        what="les déductions dépassent le total.", remedy="Corrigez les quantités négatives."
    ),
    "changed-after-issue": Text(
        what="la ligne a changé depuis l’émission de {number}, qui, elle, n’a pas changé.",
        remedy="Remettez la ligne comme elle était ; pour corriger la facture, il faut un avoir.",
    ),
    "already-issued": Text(
        what="cette prestation a déjà été facturée : {number}, sous la Réf. « {key} » disparue.",
        remedy="Remettez cette Réf. ; si c’est une autre prestation, précisez ses dates.",
    ),
} | LAW
