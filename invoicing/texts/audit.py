"""The French of an audit: what was found, and whether it is a fault or only worth knowing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that an audit has found."""

    code: str
    where: str  # a number, a `Réf.`, « Journal, ligne 12 », a mailbox
    what: str = ""  # a role, a header, a file's name

    @property
    def is_fault(self) -> bool:
        """Whether something is missing, doubled or changed."""
        return self.code not in REMARKS

    @property
    def said(self) -> str:
        """Say it in French."""
        return {**FAULTS, **REMARKS}[self.code].format(what=self.what)


FAULTS: Mapping[str, str] = {
    "row-illegible": "ce n’est pas un fait lisible",
    "row-forged": "la ligne n’est reliée à rien : ajoutée ou modifiée à la main",
    "content-changed": "le contenu figé de « {what} » n’est plus celui que la chaîne atteste",
    "contents-unread": "des lignes du Journal ont bougé pendant la lecture : recommencez",
    "series-gap": "il manque un numéro avant {what}",
    "series-doubled": "le numéro {what} a été donné deux fois",
    "series-back": "la date de {what} est antérieure à celle du numéro d’avant",
    "file-gone": "le fichier {what} n’est plus dans Drive",
    "file-trashed": "le fichier {what} est dans la corbeille de Drive",
    "file-changed": "le fichier {what} n’a plus l’empreinte notée",
    "file-unknown": "le fichier {what} n’est noté nulle part",
    "mail-gone": "le mail parti ({what}) n’est plus dans sa boîte",
    "mail-doubled": "un second mail porte la référence de {what}",
    "mail-unknown": "un mail parti porte une référence que ce classeur ne connaît pas",
    "mail-lost": "le mail ({what}) a disparu avant que son départ soit noté",
    "draft-gone": "le mail préparé ({what}) n’est plus dans les brouillons",
    "draft-unknown": "un brouillon du programme n’est noté nulle part",
    "box-unread": "la boîte ne peut pas être lue : ses mails ne sont pas vérifiés",
    "box-unknown": "la boîte d’où est parti le mail ({what}) n’est plus dans le classeur",
    "shown-differs": "la colonne « {what} » ne dit pas ce que dit le Journal",
    "sending-missing": "la ligne de « Envois » manque ({what})",
    "sending-doubled": "la ligne {what} de « Envois » se trouve plusieurs fois",
    "sending-unknown": "la ligne {what} de « Envois » ne répond à aucun envoi noté",
    "closed-row-gone": "sa ligne n’est plus dans « Clients » : rien n’a été vérifié de sa clôture",
    "closed-row-changed": "clôturé, mais « {what} » a changé depuis dans sa ligne : remettez "
    "l’ancienne valeur ; d’ici là, ni son accès ni ses secrets ne se vérifient",
    "grant-alive": "clôturé, mais notre accès à sa boîte répond encore",
    "grant-unread": "clôturé, mais Google n’a pas dit si notre accès à sa boîte est mort",
    "secret-kept": "clôturé, mais le coffre garde encore « {what} », qui devait être détruit",
    "send-as": "clôturé, mais la boîte {what} peut envoyer en son nom : retirez cette adresse dans "
    "Gmail, Paramètres > Comptes",
    "send-as-unread": "clôturé ; la boîte {what} n’a pas dit si elle peut envoyer en son nom",
    "request-open": "clôturé, mais une demande attend encore une réponse ({what})",
    "sending-open": "clôturé, mais un envoi n’est pas terminé ({what})",
}
REMARKS: Mapping[str, str] = {
    "row-doubled": "la ligne répète une ligne de la chaîne : sans effet",
    "row-late": "la ligne vient d’un passage qui n’a pas abouti : sans effet",
    "content-emptied": "le contenu figé de « {what} » a été vidé",
    "not-filed": "numéroté, PDF pas encore déposé : le prochain passage s’en charge",
    "box-given-back": "la boîte a été rendue à son titulaire : ses mails ne sont plus relus",
    "secrets-dated": "clôturé : ses secrets seront détruits le {what}",
    "forwarding-off": "clôturé : sa boîte ne transfère plus à son adresse ; il a pu l’arrêter",
    "forwarding-unread": "clôturé : le transfert ne se lit plus sans notre accès ; vu le {what}",
    "mails-unlooked": "{what} autres mails partis n’ont pas été regardés",
}
