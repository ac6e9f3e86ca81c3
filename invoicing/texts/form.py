"""The French of the agency's Form: its head, its questions, and what setting it up says."""

from __future__ import annotations

TITLE = "Votre réponse"  # to whatever was asked: a document, an IBAN, the end of a contract
FORMER_TITLE = "Validation de vos factures"
NOTHING_YET = " Rien n’est enregistré tant que vous n’avez pas appuyé sur «\u00a0Envoyer\u00a0»."
DESCRIPTION = "Donnez votre accord, ou dites ce qu’il faut corriger." + NOTHING_YET
FORMER_DESCRIPTION = (
    "Validez un document avant son envoi, ou dites ce qu’il faut corriger." + NOTHING_YET
)

APPROVED, WRONG = "C’est bon, envoyez", "Il y a une erreur"
SUBJECTS = ("Prix", "Quantité", "Dates", "Adresse", "Remise", "Retenue", "Autre")
DOCUMENT = "Votre document"
DOCUMENT_NOTE = "Pour mémoire\u00a0: ce champ ne change rien au document."
DECISION = "Votre décision"
DECISION_NOTE = (
    "À une autre question que l’envoi d’un document, «\u00a0C’est bon, envoyez\u00a0» vaut oui, et "
    "«\u00a0Il y a une erreur\u00a0» vaut non."
)
CORRECTIONS, CORRECTIONS_NOTE = "Que faut-il corriger\u00a0?", "S’il y a une erreur seulement."
COMMENT, COMMENT_NOTE = "Précisez", "Ce qui est faux, et ce qu’il faut mettre à la place."
CODE, CODE_NOTE = "Code de validation", "Déjà rempli\u00a0; merci de ne pas le modifier."
NO_LOGIN = "réponse sans compte Google"  # what it does not offer

# What was done
MADE = "Formulaire de validation : créé."
PUBLISHED = "Formulaire : publié, les réponses sont acceptées."
OPENED = "Formulaire : ouvert à qui en a le lien."
WELCOME, WITHOUT_LOGIN = "texte d’accueil", "réponses sans compte Google"
