"""The French of what stops a document that the client has to see, and of what he has said."""

from __future__ import annotations

from invoicing.texts.problems.text import Text

APPROVAL: dict[str, Text] = {
    "approval-not-lifted": Text(
        what="« Non » ne suffit pas pour ce document : {reasons}.",
        remedy="Videz « Faire valider », ou notez l’accord du client dans « Accord recueilli le », "
        "« Recueilli par » et « Noté par ».",
    ),
    "no-approver": Text(
        what="{client} doit valider ce document, et aucune adresse valable n’est connue ({place}).",
        remedy="Remplissez « E-mail validation » (ou « E-mail principal ») dans sa fiche.",
    ),
    "approval-hours": Text(
        what="un délai de validation de {hours} h n’est pas possible.",
        remedy="Tapez un nombre d’heures entre 1 et {most}, ou videz la cellule : 48 h.",
    ),
    "agreement-incomplete": Text(
        what="l’accord noté est incomplet : il manque {headers}.",
        remedy="Remplissez les trois cellules, ou videz-les.",
    ),
    "agreement-future": Text(
        what="l’accord serait recueilli le {on}, dans l’avenir.",
        remedy="Tapez le jour où le client l’a donné.",
    ),
    "correction-asked": Text(
        what="le client demande une correction{subjects}{said}.",
        remedy="Corrigez la ligne, puis choisissez « Remettre en validation » dans Action.",
    ),
    "reply-to-read": Text(
        what="le client a répondu par mail ({who}) : « {words} ».",
        remedy="S’il est d’accord, notez-le dans « Accord recueilli le », « Recueilli par » et "
        "« Noté par » ; sinon corrigez, puis « Remettre en validation » dans Action.",
    ),
    "request-bounced": Text(
        what="la demande de validation n’est pas arrivée : « {words} ».",
        remedy="Vérifiez l’adresse de validation du client, puis « Remettre en validation » dans "
        "Action.",
    ),
    "request-mute": Text(
        what="le silence du client ne vaut pas accord : pendant son délai, le formulaire a été "
        "fermé, ou la boîte d’envoi a changé.",
        remedy="Choisissez « Remettre en validation » dans Action : un nouveau délai commence.",
    ),
    "silence-form-broken": Text(
        what="le silence n’est pas compté : {why}",
        remedy="Faites lancer « python cli.py setup » : la facture part ensuite d’elle-même. Si le "
        "client vous a donné son accord, notez-le dans « Accord recueilli le ».",
    ),
    "silence-form-unread": Text(
        what="le silence n’est pas compté : le formulaire de validation n’a pas pu être lu.",
        remedy="Rien à faire : le prochain passage réessaie. Si cela dure, prévenez qui tient le "
        "programme.",
    ),
    "silence-box-unread": Text(
        what="le silence n’est pas compté : la boîte {mailbox}, d’où la demande est partie, n’a "
        "pas pu être lue.",
        remedy="Le prochain passage réessaie. Si cela dure, faites lancer « python cli.py "
        "authorize --mailbox {mailbox} ».",
    ),
    "request-expired": Text(
        what="le client n’a pas répondu, et le lien de la demande a expiré.",
        remedy="Rappelez-le, puis choisissez « Remettre en validation » dans Action : il recevra "
        "une nouvelle demande.",
    ),
    "request-lost": Text(
        what="le mail qui demandait la validation a disparu, et n’a pas été retrouvé.",
        remedy="Choisissez « Remettre en validation » dans Action : il sera envoyé de nouveau.",
    ),
    "unchanged": Text(
        what="rien n’a changé depuis la remarque du client : son silence ne vaudra pas accord.",
        remedy="Attendez sa réponse, corrigez la ligne, ou notez l’accord qu’il vous donne dans "
        "« Accord recueilli le », « Recueilli par » et « Noté par ».",
        stops=False,
    ),
    "new-buyer": Text(
        what="première facture pour {buyer}.",
        remedy="Vérifiez son SIRET, son adresse et son e-mail.",
        stops=False,
    ),
    "looks-doubled": Text(
        what="même destinataire, même prestation, même montant que {other}.",
        remedy="Si c’est un doublon, supprimez cette ligne ; sinon, ne faites rien.",
        stops=False,
    ),
    "service-ahead": Text(
        what="la prestation est datée du {on}, dans plus d’un mois.",
        remedy="Vérifiez l’année et le mois.",
        stops=False,
    ),
    "unusual-amount": Text(
        what="le montant ({amount}) dépasse de loin les autres factures de ce destinataire.",
        remedy="Vérifiez quantités et prix.",
        stops=False,
    ),
    "late-correction": Text(
        what="le client a demandé une correction après l’émission{subjects}{said}.",
        remedy="Rappelez-le ; une facture numérotée se corrige par un avoir ou une "
        "facture rectificative.",
        stops=False,
    ),
    "iban-changed": Text(
        what="l’IBAN a changé : rien n’est émis avant que le client ne l’ait confirmé.",
        remedy="Il a reçu une demande à l’adresse connue jusqu’ici ; remettez l’ancien IBAN si "
        "c’est une erreur. S’il l’a confirmé de vive voix, faites lancer « python cli.py trust "
        "--seller {client} --noted-by NOM ».",
    ),
    "approver-changed": Text(
        what="l’adresse de validation a changé : rien n’est émis avant confirmation.",
        remedy="Une demande est partie à l’ancienne adresse ; si elle ne sert plus, faites lancer "
        "« python cli.py trust --seller {client} --noted-by NOM ».",
    ),
    "nobody-to-confirm": Text(
        what="l’IBAN ou l’adresse de validation a changé, et aucune adresse n’était connue pour le "
        "confirmer : rien n’est émis.",
        remedy="Appelez le client, puis faites lancer « python cli.py trust --seller {client} "
        "--noted-by NOM ».",
    ),
    "approval-key": Text(
        what="la clé qui signe les demandes de validation manque au coffre.",
        remedy="Faites lancer « python cli.py setup » : il en crée une.",
    ),
    "agency-mailbox": Text(
        what="la boîte d’où partent les demandes de validation ne répond pas.",
        remedy="Vérifiez « Adresse d’envoi » ; sinon faites lancer « python cli.py authorize ».",
    ),
}
