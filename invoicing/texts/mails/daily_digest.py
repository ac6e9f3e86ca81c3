"""The French of the day's summary that the agency gets: headings, hints, and what stands below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from invoicing.values.channels import Channel

ROWS = "onglet Factures"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionWords:
    """A heading, what is to be done with its items, and where those are that are not named."""

    title: str
    hint: str = ""
    rest: str = ROWS


SECTIONS: Mapping[str, SectionWords] = {  # in the order of the mail
    "dead-mailboxes": SectionWords(title="Boîtes à autoriser de nouveau"),
    "stopped-clients": SectionWords(
        title="Clients arrêtés",
        hint="rien ne part sans leur confirmation",
        rest="onglet Clients",
    ),
    "undelivered": SectionWords(
        title="Non distribuées", hint="corrigez l’adresse, puis « Renvoyer » dans Action"
    ),
    "address-corrected": SectionWords(
        title="Adresse corrigée depuis",
        hint="« Renvoyer » dans Action",
        rest="filtre « À corriger »",
    ),
    "corrections": SectionWords(title="Corrections demandées"),
    "replies": SectionWords(title="Réponses à lire"),
    "by-hand": SectionWords(title="À faire à la main", hint="voir « À déposer » dans Drive"),
    "by-silence": SectionWords(title="Validées par silence", hint="un coup de fil ?"),
    "blocked": SectionWords(title="À corriger", rest="filtre « À corriger »"),
    "month-end": SectionWords(title="À émettre avant la fin du mois"),
    "unbilled": SectionWords(title="Faites, pas encore facturées"),
    "awaited": SectionWords(title="En attente du client", rest="filtre « Chez le client »"),
    "sent": SectionWords(title="Envoyées", rest="onglet Envois"),
}
MORE = "… et {count} autres : {where}"

BY_HAND: Mapping[str, str] = {  # channel → what a person has to do
    Channel.CHORUS_PRO: "à déposer sur Chorus Pro",
    Channel.PLATFORM: "à déposer sur sa plateforme agréée",
    Channel.PORTAL: "à déposer sur son portail",
    Channel.POST: "à poster",
    Channel.CLIENT: "à remettre au client",
}
BY_HAND_ANYWHERE, LATE = "à déposer", ", en retard"
DEAD_MAILBOX = "{mailbox} ({client}), depuis le {day}"
AWAITED_UNTIL = " (jusqu’à {moment})"
DONE_ON = " (faite le {day})"
CREDIT_NOTE = " (avoir)"

SUBJECT = "Facturation : bilan du {day}"
NOTHING = "Rien à signaler."
SIGNATURE = "Le programme de facturation"
TROUBLES = "Boîtes et comptes"  # heading
QUOTA_REACHED = "{mailbox} : quota atteint, la suite part demain"
