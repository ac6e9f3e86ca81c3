"""The French of the commands that set up."""

from __future__ import annotations

NOTHING_TO_DO = "Rien à faire."
JOURNAL_BEGUN = "Journal : commencé."
KEY_RENEWED = "Clé des validations : nouvelle. Les codes déjà partis valent encore 30 jours."
CONSENT_KEPT = "{mailbox} : accord enregistré."
CONSENT_PROMPT = "Ouvrez cette page avec le compte de la boîte, et acceptez :\n{url}"
CONSENT_THANKS = "C'est fait. Vous pouvez fermer cette page."
LOGO_FILED = "Logo de {client} : déposé dans Drive, dossier « Logos »."
LOGO_LINK = "À coller dans l'onglet Clients, ligne {client}, colonne Logo :"
LOGO_LOCK = "Logo imprimé sur des documents"  # why Drive locks it

# The workbook and the Drive tree
TICKETS_FOLDER = "Passages (ne pas toucher)"
FRENCH_WORKBOOK = "Classeur : français, heure de Paris."
ROWS_ADDED = "Factures : lignes prêtes, {count} de plus."
WRITTEN_BY_PROGRAM = "Écrit par le programme"  # of a protected range
CHOOSE = "Choisissez dans la liste. {note}"
