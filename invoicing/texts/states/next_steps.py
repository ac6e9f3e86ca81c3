"""The French of `Prochaine étape`: every text here, with its {names}."""

from __future__ import annotations

from collections.abc import Mapping

NEXT_STEPS: Mapping[str, str] = {  # name of the state → what follows, whatever the hour
    "UNTOUCHED": "",
    "WITHDRAWN": "rien : videz Action pour la reprendre",
    "BLOCKED": "attend votre correction",
    "UNASKED": "sera proposée au client au prochain passage",
    "ASKING": "la demande de validation part au prochain passage",
    "MUTE": "attend votre décision : voir Problème",
    "REPLY": "attend que vous lisiez la réponse du client",
    "CORRECTION": ("attend votre correction, puis « Remettre en validation » dans Action"),
    "NUMBERED": "envoi repris au prochain passage",
    "FILED": "envoi repris au prochain passage",
    "DRAFTED": "envoi repris au prochain passage",
    "UNDELIVERED": "corrigez l’adresse, puis choisissez Renvoyer dans Action",
    "LOST": "vérifiez si le mail est parti : voir À vérifier",
    "SENT": "",
}

BY_YOU: Mapping[str, str] = {  # what is left to do → who does it
    "À déposer": "attend que vous la déposiez : voir le dossier « À déposer »",
    "À poster": "attend que vous la postiez : voir le dossier « À déposer »",
    "À remettre": "attend que vous la remettiez au client : voir le dossier « À déposer »",
}

DELIVER_AGAIN = "attend un nouveau dépôt : notez-le avec son jour et sa référence"

UNHEARD = "attend : le silence n’est pas compté, voir Problème"
TOMORROW = "part demain : la boîte a envoyé tout ce qu’elle peut aujourd’hui"
FROM_DAY = "sera émise à partir du {day}"
AFTER_MINUTES = "part au premier passage après {minutes} min sans changement"
AT_RUN = "part au passage de {moment}"
AT_NEXT_RUN = "part au prochain passage"
CLIENT_STOPPED = "attend : voir la fiche du client {client}"

AWAITS_CLIENT = "attend l’accord de {who}"
AWAITS_CLIENT_UNTIL = "attend {who} jusqu’à {moment}"
AWAITS_WORD = "attend l’accord de {who}, sans lequel rien ne part"
AWAITS_WORD_UNCHANGED = (
    "attend l’accord de {who}, sans lequel rien ne part : rien n’a changé depuis sa remarque"
)

SEND_AGAIN = "{address} a été corrigée : choisissez « Renvoyer » dans Action"
SEND_ONCE_MORE = (
    "{address} a été corrigée : videz Action, puis choisissez « Renvoyer » au passage suivant"
)

PREVIEW_MADE = "aperçu fait : voir PDF"
PREVIEW_SOON = "aperçu au prochain passage"
PREVIEW_IMPOSSIBLE = "aperçu impossible : voir Problème"
