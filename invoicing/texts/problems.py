"""The French of problems: what is wrong, and what to do, one entry a code.

The table also makes docs/problems.md.  ``{names}`` come from ``Problem.values``.
"""

from __future__ import annotations

from invoicing.texts.approval import APPROVAL
from invoicing.texts.billing import RULES
from invoicing.texts.contract_end import CLOSING
from invoicing.texts.outside import WORLD
from invoicing.texts.related import RELATED_WORDS
from invoicing.texts.sending import SENDING
from invoicing.texts.text import Text
from invoicing.values.problems import Problem

READING: dict[str, Text] = {  # a cell or a header that cannot be read (workspace/)
    "missing-header": Text(what="la colonne « {header} » manque.",
        remedy="Remettez cet en-tête en première ligne, ou faites lancer « python cli.py setup »."),
    "doubled-header": Text(what="l’en-tête « {header} » se trouve plusieurs fois ({columns}).",
        remedy="Gardez-en un seul en première ligne ; renommez l’autre colonne."),
    "missing-tab": Text(what="l’onglet manque.",
        remedy="Rétablissez-le (Fichier > Historique), ou faites lancer « python cli.py setup »."),
    "journal-gone": Text(what="l’onglet manque, alors que des factures ont déjà été traitées.",
        remedy="Restaurez une version qui l’a encore (Fichier > Historique des versions)."),
    "locale": Text(what="le classeur est réglé sur « {value} ».",
        remedy="Choisissez « France » dans Fichier > Paramètres > Paramètres régionaux."),
    "time-zone": Text(what="le classeur est à l’heure de « {value} ».",
        remedy="Choisissez « Paris » dans Fichier > Paramètres > Fuseau horaire."),
    "projection-column": Text(what="le programme ne sait plus où afficher « {header} ».",
        remedy="Faites lancer « python cli.py setup » ; vos saisies ne changent pas."),
    "projection-moving": Text(what="des lignes ont bougé sans cesse pendant l’affichage.",
        remedy="Rien à faire : le prochain passage recommence."),
    "setting-delay": Text(what="« {value} » n’est pas un délai entre 0 et 1440 minutes.",
        remedy="Tapez par exemple 10."),
    "setting-mails": Text(what="« {value} » n’est pas un nombre de mails entre 1 et 2000.",
        remedy="Tapez par exemple 400."),
    "formula-error": Text(what="la formule répond « {value} ».",
        remedy="Corrigez la formule, ou tapez la valeur elle-même."),
    "formula-text": Text(what="« {value} » ressemble à une formule.",
        remedy="Tapez le texte seul, sans =, +, - ni @ au début."),
    "too-long": Text(what="le texte compte {length} caractères.",
        remedy="Raccourcissez-le à {limit} caractères au plus."),
    "line-break": Text(what="le texte tient sur plusieurs lignes.",
        remedy="Écrivez-le sur une seule ligne."),
    "invisible": Text(what="le texte contient un caractère qui ne s’imprime pas ({sign}).",
        remedy="Effacez la cellule et retapez le texte, sans le coller."),
    "text-number": Text(what="« {value} » est un nombre ou une date, pas un texte.",
        remedy="Retapez-le en commençant par une apostrophe : '{value}."),
    "text-checkbox": Text(what="c’est une case à cocher, pas un texte.",
        remedy="Effacez la cellule et tapez le texte."),
    "phone-number": Text(what="« {value} » est un nombre : le zéro du début s’est perdu.",
        remedy="Retapez-le en commençant par une apostrophe : '06 12 34 56 78."),
    "number": Text(what="« {value} » n’est pas un nombre.",
        remedy="Tapez seulement le nombre, par exemple 1,5."),
    "number-text": Text(what="« {value} » est du texte, pas un nombre.",
        remedy="Retapez {example}, après Format > Nombre > Nombre s’il le faut."),
    "number-checkbox": Text(what="c’est une case à cocher, pas un nombre.",
        remedy="Effacez la cellule et tapez le nombre."),
    "whole": Text(what="« {value} » n’est pas un nombre entier.",
        remedy="Tapez un nombre entier, par exemple 10."),
    "file-link": Text(what="« {value} » n’est pas le lien d’un fichier.",
        remedy="Collez le lien que donne « python cli.py logo », en toutes lettres : refusez la "
        "puce que Sheets propose."),
    "decimals": Text(what="« {value} » a trop de décimales.",
        remedy="Arrondissez à {places} décimales au plus."),
    "percent-fraction": Text(what="« {value} » vaut moins de 1 %.",
        remedy="Pour {example} %, tapez {example}, sans le signe %."),
    "percent-range": Text(what="« {value} » n’est pas un pourcentage entre 0 et 100.",
        remedy="Tapez par exemple 5 pour 5 %."),
    "date": Text(what="{value} n’est pas une date.",
        remedy="Tapez une date comme 24/11/2026."),
    "date-text": Text(what="« {value} » est du texte, pas une date.",
        remedy="Retapez {example}, après Format > Nombre > Date s’il le faut."),
    "date-none": Text(what="« {value} » n’existe pas au calendrier.",
        remedy="Vérifiez le jour et le mois, puis tapez une date comme 24/11/2026."),
    "date-hour": Text(what="la cellule contient aussi une heure.",
        remedy="Tapez la date seule : {value}."),
    "date-range": Text(what="« {value} » n’est pas une date entre 2000 et 2099.",
        remedy="Tapez une date comme 24/11/2026, avec ses barres."),
    "checkbox": Text(what="« {value} » n’est ni une case cochée ni une case vide.",
        remedy="Effacez la cellule, puis choisissez Insertion > Case à cocher."),
    "choice": Text(what="« {value} » n’est pas dans la liste.",
        remedy="Choisissez parmi : {choices}."),
    "vat-word": Text(what="« {value} » n’est ni un taux ni un régime de TVA connu.",
        remedy="Choisissez dans la liste, par exemple « 20 % »."),
    "terms": Text(what="« {value} » n’est pas une condition de paiement connue.",
        remedy="Tapez par exemple « 30 jours » ou « 45 jours puis fin de mois »."),
    "terms-number": Text(what="« {value} » : ce nombre seul ne dit pas quand payer.",
        remedy="Tapez « {value} jours », ou « {value} jours puis fin de mois »."),
    "terms-45": Text(what="« {value} » a deux sens.",
        remedy="Selon le contrat : « 45 jours puis fin de mois » ou « fin de mois + 45 jours »."),
    "setting-doubled": Text(what="le paramètre « {name} » se trouve plusieurs fois.",
        remedy="Gardez-en une seule ligne."),
    "setting-hours": Text(what="« {value} » n’est pas une plage d’heures.",
        remedy="Tapez par exemple 08:00-19:00."),
    "setting-days": Text(what="« {value} » ne désigne pas des jours.",
        remedy="Tapez par exemple lun-ven, ou lun, mar, jeu."),
}  # fmt: skip

PRINTING: dict[str, Text] = {  # what cannot be printed (pdf/)
    "glyph-missing": Text(what="« {where} » contient un signe absent des polices : {characters}.",
        remedy="Retapez le texte sans ce signe."),
    "unprintable": Text(what="« {where} » contient un caractère invisible : {characters}.",
        remedy="Effacez la cellule et retapez le texte, sans le coller."),
    "text-lost": Text(what="ces textes manquent sur la page imprimée : {texts}.",
        remedy="Simplifiez-les ; si cela continue, signalez-le à la maintenance."),
    "document-too-large": Text(what="le document est trop grand ({pages} pages, {size} Mo).",
        remedy="Regroupez des lignes, ou faites plusieurs factures."),
    "press-refused": Text(what="la mise en page a échoué ({complaint}).",
        remedy="Raccourcissez les textes les plus longs ; sinon signalez-le à la maintenance."),
    "logo-unusable": Text(what="le logo n’est pas une image que l’on puisse lire.",
        remedy="Déposez un fichier PNG ou JPEG, de 16 pixels de côté au moins."),
    "logo-animated": Text(what="le logo est une image animée.",
        remedy="Déposez une image fixe, PNG ou JPEG."),
    "logo-too-large": Text(what="le logo est trop grand ({size}).",
        remedy="Réduisez-le à 4 000 pixels de côté et 1 Mo au plus."),
    "logo-differs": Text(what="le logo enregistré avec le document manque dans Drive, ou a changé.",
        remedy="Faites redéposer le fichier d’origine par « python cli.py logo », et collez son "
        "lien dans « Logo »."),
    "logo-gone": Text(what="le logo ne peut pas être lu dans Drive.",
        remedy="Faites lancer « python cli.py logo --seller {client} FICHIER » et collez ici le "
        "lien qu’il donne, ou videz la cellule."),
    "colour-unknown": Text(what="« {value} » n’est pas une couleur.",
        remedy="Tapez un dièse, puis six chiffres ou lettres de A à F, par exemple #1D5563."),
    "colour-pale": Text(what="la couleur « {value} » se lit mal sur du blanc (contraste "
        "{contrast}, au lieu de 4,5 au moins).",
        remedy="Choisissez-en une plus foncée."),
    "xml-rule": Text(what="la facture électronique enfreint la règle {rule} : {text}",
        remedy="Corrigez ce que la règle nomme ; sinon signalez-la à la maintenance."),
    "xml-differs": Text(what="la facture électronique ne dit pas la même chose que la page "
        "({fields}).",
        remedy="Signalez-le à la maintenance : c’est un défaut du programme."),
}  # fmt: skip

PROBLEMS: dict[str, Text] = (
    READING | RULES | RELATED_WORDS | APPROVAL | SENDING | CLOSING | WORLD | PRINTING
)


def brief(problem: Problem) -> str:
    """Say only what is wrong, where the row itself says the rest."""
    return PROBLEMS[problem.code].what.format_map(problem.values)


def sentence(problem: Problem) -> str:
    """Say a problem in three parts: where, what, remedy.

    >>> from invoicing.values.problems import Source
    >>> print(sentence(Problem(code="missing-header", source=Source(tab="Factures"),
    ...                        values={"header": "TVA"})))
    Factures : la colonne « TVA » manque. Remettez cet en-tête en première ligne, \
ou faites lancer « python cli.py setup ». [missing-header]
    """
    text = PROBLEMS[problem.code]
    said = f"{text.what} {text.remedy}".format_map(problem.values)
    return f"{problem.source} : {said} [{problem.code}]"
