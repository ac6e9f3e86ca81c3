"""The French of what the outside world refuses, or does not know any more."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

AUTHORISE = "Faites lancer « python cli.py authorize --mailbox {mailbox} »."
SET_UP = "Faites lancer « python cli.py setup »."

WORLD: dict[str, Text] = {
    "world-unavailable": Text(
        what="Google n’a pas répondu.", remedy="Rien à faire : le prochain passage réessaie."
    ),
    "world-refused": Text(
        what="Google a refusé une demande pour ce client.",
        remedy="Prévenez qui tient le programme : le plus souvent, il faut redonner un accès.",
    ),
    "bug": Text(
        what="le programme a rencontré une erreur ; rien n’est perdu.",
        remedy="Prévenez qui tient le programme : le détail est dans le journal de la fonction.",
    ),
    "mailbox-unauthorised": Text(
        what="la boîte {mailbox} n’autorise pas le programme à envoyer.", remedy=AUTHORISE
    ),
    "account-unauthorised": Text(
        what="le compte de l’agence, {account} (AGENCY_ACCOUNT), n’a pas donné accès au programme.",
        remedy="Lancez « python cli.py authorize --mailbox {account} --also-sends ».",
    ),
    "forwarding-by-hand": Text(
        what="Google ne laisse pas le programme mettre en place le transfert de {mailbox}.",
        remedy="Ouvrez cette boîte dans Gmail, Paramètres, « Transfert et POP/IMAP », « Ajouter "
        "une adresse de transfert » : {to}. Le client clique le lien que Google lui envoie ; le "
        "programme fait le reste.",
    ),
    "answer-by-hand": Text(
        what="Google ne laisse pas le programme régler la réponse automatique de {mailbox}.",
        remedy="Faites lancer « python cli.py authorize --mailbox {mailbox} --leaving » ; ou "
        "réglez-la dans Gmail, Paramètres > Général > Réponse automatique, avec la nouvelle "
        "adresse : le programme la relit.",
    ),
    "account-by-hand": Text(
        what="seul son titulaire peut fermer les accès de {mailbox}.",
        remedy="Ouvrez myaccount.google.com/security avec ce compte : changez le mot de passe, "
        "déconnectez les appareils, retirez les applications ; puis notez-le dans « Clôtures ».",
    ),
    "consent-declined": Text(what="l’accès à {mailbox} a été refusé.", remedy=AUTHORISE),
    "consent-timeout": Text(what="personne n’a répondu pour {mailbox}.", remedy=AUTHORISE),
    "consent-temporary": Text(
        what="Google n’a donné pour {mailbox} qu’un accès de courte durée.", remedy=AUTHORISE
    ),
    "consent-incomplete": Text(
        what="une case n’a pas été cochée pour {mailbox} : {scopes}.",
        remedy=AUTHORISE + " Laissez toutes les cases cochées.",
    ),
    "consent-other-account": Text(
        what="l’accord a été donné par {account}, pas par {mailbox}.",
        remedy=AUTHORISE + " Choisissez le bon compte.",
    ),
    "consent-failed": Text(
        what="l’accord pour {mailbox} n’a pas abouti ({reason}).", remedy=AUTHORISE
    ),
    "no-document": Text(
        what="aucun document, ou plusieurs, ne s’appellent « {number} ».",
        remedy="Vérifiez le numéro ; sans numéro, donnez --ref et --seller.",
    ),
    "change-moved": Text(
        what="le changement à confirmer n’est plus celui qui a été montré.",
        remedy="Relancez la commande, et relisez ce qu’elle montre.",
    ),
    "not-empty": Text(
        what="ce classeur contient déjà des lignes ou des documents.",
        remedy="Une remise ne se rétablit que dans un classeur neuf : faites « python cli.py "
        "setup » dans un bac à sable ou sous un autre compte, puis recommencez.",
    ),
    "kit-unsound": Text(
        what="la remise n’est pas celle qui a été faite : {flaws}.",
        remedy="Reprenez les fichiers dans le dossier « Remise » de Drive, tous ensemble.",
    ),
    "kit-differs": Text(
        what="après coup, {value} lignes ne sont pas celles de la remise.",
        remedy="Jetez ce classeur, et recommencez dans un classeur neuf.",
    ),
    "no-client": Text(
        what="aucun client n’a le code « {client} ».",
        remedy="Vérifiez-le dans la première colonne de l’onglet Clients.",
    ),
    "client-gone": Text(
        what="la ligne du client « {client} » a disparu.",
        remedy="Remettez-la : des factures émises attendent d’être envoyées.",
    ),
    "row-gone": Text(
        what="plus aucune ligne de l’onglet Factures ne répond à {numbers}.",
        remedy="Rien n’est perdu : la facture et sa preuve restent dans l’archive.",
        stops=False,
    ),
    "mail-refused": Text(
        what="Gmail ne veut pas du mail qui porte {number}.",
        remedy="Vérifiez le nom du client et l’adresse de l’acheteur ; les autres mails partent.",
    ),
    "mail-lost": Text(
        what="le mail qui porte {number} a disparu des brouillons, et n’est pas parmi les envoyés.",
        remedy="Regardez dans la boîte s’il est parti ; sinon, choisissez « Renvoyer » dans "
        "Action : le programme ne le renverra pas seul.",
        stops=False,
    ),
    "form-gone": Text(
        what="le formulaire de validation a disparu, ou il est à la corbeille.",
        remedy=SET_UP + " D’ici là, aucun silence ne vaut accord.",
    ),
    "form-closed": Text(
        what="le formulaire de validation n’accepte pas de réponse.",
        remedy=SET_UP + " D’ici là, aucun silence ne vaut accord.",
    ),
    "form-broken": Text(
        what="le formulaire de validation a été modifié ({parts}).",
        remedy=SET_UP + " D’ici là, aucun silence ne vaut accord.",
    ),
    "file-changed": Text(
        what="le PDF archivé de {number} n’est plus celui qui a été émis.",
        remedy="Restaurez sa première version dans Drive (Gérer les versions).",
    ),
    "not-locked": Text(
        what="des PDF n’ont pas pu être verrouillés dans Drive.",
        remedy="Rien à faire : le programme réessaie, et leur empreinte est au journal.",
        stops=False,
    ),
    "not-shared": Text(
        what="un dossier n’a pas pu être partagé avec son client.",
        remedy="Partagez-le depuis Drive, ou vérifiez l’E-mail principal.",
        stops=False,
    ),
    "content-lost": Text(
        what="le contenu enregistré d’une facture n’est plus celui d’origine.",
        remedy="Restaurez une version du classeur d’avant ce changement (Fichier > Historique).",
    ),
    "journal-empty": Text(
        what="le journal est vide.",
        remedy="Lancez « python cli.py setup » pour un classeur neuf ; sinon restaurez-le.",
    ),
    "ticket-unknown": Text(
        what="la dernière ligne du journal n’a pas été écrite par le programme.",
        remedy="Restaurez le classeur d’avant cet ajout (Fichier > Historique des versions).",
    ),
    "workbook-restored": Text(
        what="il manque au journal des passages qui ont eu lieu : le classeur a été ramené en "
        "arrière, coupé ou modifié.",
        remedy="Restaurez la version la plus récente (Fichier > Historique des versions).",
    ),
    "workbook-copied": Text(
        what="ce classeur est une copie : ses passages appartiennent à l’original.",
        remedy="Travaillez dans l’original, ou lancez « setup » pour un classeur neuf.",
    ),
    "clock": Text(
        what="l’horloge du programme n’est pas celle de Google, à plus de 10 minutes près.",
        remedy="Réglez l’heure de la machine ; les dates des factures en dépendent.",
    ),
    "series-date": Text(
        what="la série a déjà une facture du {on}, plus tardive qu’aujourd’hui.",
        remedy="Vérifiez l’horloge ; une facture ne peut pas être datée avant la précédente.",
    ),
    "misprint": Text(
        what="la facture {number}, déjà numérotée, ne s’imprime plus comme il faut ({flaws}) ; "
        "les envois de ce client attendent.",
        remedy="Prévenez qui tient le programme : c’est un défaut, et rien n’est perdu.",
    ),
}
