"""The French of the commands that prove, check and confirm."""

from __future__ import annotations

NAME_ONE = "Donnez un numéro, ou --ref et --seller pour un document qui n'en a pas."
NOT_EMPTY = "{folder} n'est pas vide : donnez un autre dossier avec --to."
MISSING = "• Manque ou diffère : {name} (la page dit pourquoi)."
NO_FOLDER = "{folder} n'est pas un dossier."
VERIFIED, NOT_VERIFIED = (
    "{folder} : vérifié, {count} fichiers.",
    "{folder} : NON vérifié, {count} fichiers.",
)
NOTHING_TO_CONFIRM = "Rien à confirmer pour ce client."
OR_YES = "{unasked} Ou ajoutez --yes."
NOTHING_NOTED = "Rien n'a été noté."
CONFIRMED = "Confirmé pour {client}, noté par {name}."
KNOWN, IN_WORKBOOK = "Connu", "Dans le classeur"
IBAN, APPROVAL_ADDRESS = "IBAN", "Adresse de validation"
EMPTIED = "(vidé du Journal)"
ANSWERS_FOR_IT = "{name} en répond, après avoir parlé au client ? (oui/non) "
AUDITED = (
    "{rows} lignes du Journal (chaîne intacte), {documents} documents, {mails} mails partis : "
    "{verdict}."
)
CLEAN, SEE_ABOVE = "rien ne manque, rien n'est en double, rien n'a changé", "voir ci-dessus"
