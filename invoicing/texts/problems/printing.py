"""The French of what cannot be printed (pdf/)."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

MILLIONS_OF_PIXELS = "des millions de pixels"  # the size of a logo, within « logo-too-large »

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
