"""The French of the door for people: how a run ended, and what cannot be done.

Keys are names of ``End``.
"""

from __future__ import annotations

from collections.abc import Mapping

ENDS: Mapping[str, str] = {
    "DONE": "fait",
    "IDLE": "rien à faire",
    "BUSY": "un autre passage est en cours",
    "UNAVAILABLE": "Google ne répond pas ; le prochain passage réessaie",
    "REFUSED": "arrêté : quelque chose est à corriger",
    "CONFLICT": "arrêté avant d'agir : ce qui est noté et ce qui se voit ne concordent pas",
    "BUG": "erreur du programme",
}
RUN = "Passage du {day} à {hour} : {end} ({seconds} s)."
RUNNING = "Passage en cours"
PROBLEMS = "Chaque problème est décrit dans la colonne « Problème » du classeur."
COLUMNS = ("Client", "Numérotées", "Mails partis", "Pas parties", "Problèmes")
PLAN_COLUMNS = ("Client", "Réf.", "Ce qui se passerait")
NOTHING_WOULD = "Rien ne se passerait."
SANDBOX_ONLY = "--at ne règle que l'horloge d'un bac à sable (SANDBOX_URL)."
NO_INSTANT = "« {text} » n'est pas un instant ; tapez par exemple 2026-11-24T09:00"
NO_FILE = "« {text} » n'est pas un fichier"
SETTINGS = "Réglages : {error}."

UNASKED = "Personne ne peut répondre ici : lancez cette commande dans un terminal."
BUSY = "Un autre passage est en cours : recommencez dans quelques minutes."
UNAVAILABLE = "Google ne répond pas pour l'instant ; relancez la commande plus tard"
CONFLICT = "Ce qui est noté et ce qui se voit ne concordent pas"
REFUSED = "Refusé ; quelque chose est à corriger"
IN_ENGLISH = "{what} (en anglais : {error})."

# Settings: what is wrong with an environment variable
VARIABLE_MISSING = "{name} manque"
NO_ADDRESS = "{name} n'est pas une adresse http(s)"
NO_VAULT = "VAULT n'est ni file:CHEMIN ni gcp:PROJET"
NO_SECONDS = "RETRY_BACKOFF n'est pas un nombre de secondes"
NO_PROCESSES = "PRESS_WORKERS n'est pas un nombre de processus"
