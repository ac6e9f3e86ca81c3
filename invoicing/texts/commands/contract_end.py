"""The French of the commands for the end of a contract."""

from __future__ import annotations

SEALED = (
    "Identifiants déposés dans le dossier « Remise » du client, dans un PDF protégé ;",
    "s'il y en a plusieurs, le plus récent est le bon.",
    "La phrase qui l'ouvre, à dire au client par téléphone, n'est notée nulle part :",
)
SERVICE_ACCOUNT_KEPT = "Compte de service gardé dans le coffre ; effacez le fichier."
TYPE_IT = "{what} (vide : rien) : "
CREDENTIALS_KEPT = "{client} : identifiants gardés dans le coffre."
ROWS_RESTORED = "{tab} : {count} lignes, identiques cellule à cellule."
FILES_RESTORED = (
    "{client} : {count} PDF déposés. Ce classeur se consulte ; le contrat y est clos, rien n'en "
    "partira."
)
KIT_VERIFIED, KIT_NOT_VERIFIED = (
    "Remise vérifiée, {count} fichiers.",
    "Remise NON vérifiée, {count} fichiers.",
)
