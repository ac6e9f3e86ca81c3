"""The French of states: `Statut`, and `Prochaine étape`, which always says what happens when.

What is said does not change with the clock alone, so that showing it again writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from invoicing.history.approval_file import FORM, SILENCE
from invoicing.history.records import Transmission
from invoicing.register import previews
from invoicing.register.entry import DocumentState, Entry, mended
from invoicing.rows.recipients import Recipient
from invoicing.rows.typed_consent import SEND_AGAIN
from invoicing.values.calendar import SELLER_ZONE, WEEKDAYS, SendingHours, run_after
from invoicing.values.channels import left_to_do
from invoicing.values.french_names import greeted
from invoicing.values.roles import BUYER

STATUS: Mapping[DocumentState, str] = {
    DocumentState.UNTOUCHED: "",
    DocumentState.BLOCKED: "Bloquée : voir Problème",
    DocumentState.LATER: "",
    DocumentState.UNSEEN: "",
    DocumentState.SETTLING: "",
    DocumentState.WITHDRAWN: "Retirée",
    DocumentState.UNASKED: "",
    DocumentState.ASKING: "",
    DocumentState.AWAITING_APPROVAL: "En attente du client",
    DocumentState.MUTE: "Bloquée : voir Problème",
    DocumentState.REPLY: "Réponse à lire",
    DocumentState.CORRECTION: "Correction demandée",
    DocumentState.READY: "Validée",
    DocumentState.NUMBERED: "Émise, à envoyer",
    DocumentState.FILED: "Émise, à envoyer",
    DocumentState.DRAFTED: "Émise, à envoyer",
    DocumentState.TO_DELIVER: "À déposer",
    DocumentState.LOST: "Émise, à envoyer",
    DocumentState.UNDELIVERED: "Non distribuée",
    DocumentState.SENT: "Envoyée",
}

FIXED: Mapping[DocumentState, str] = {
    DocumentState.UNTOUCHED: "",
    DocumentState.WITHDRAWN: "rien : videz Action pour la reprendre",
    DocumentState.BLOCKED: "attend votre correction",
    DocumentState.UNASKED: "sera proposée au client au prochain passage",
    DocumentState.ASKING: "la demande de validation part au prochain passage",
    DocumentState.MUTE: "attend votre décision : voir Problème",
    DocumentState.REPLY: "attend que vous lisiez la réponse du client",
    DocumentState.CORRECTION: (
        "attend votre correction, puis « Remettre en validation » dans Action"
    ),
    DocumentState.NUMBERED: "envoi repris au prochain passage",
    DocumentState.FILED: "envoi repris au prochain passage",
    DocumentState.DRAFTED: "envoi repris au prochain passage",
    DocumentState.UNDELIVERED: "corrigez l’adresse, puis choisissez Renvoyer dans Action",
    DocumentState.LOST: "vérifiez si le mail est parti : voir À vérifier",
    DocumentState.SENT: "",
}


BY_YOU: Mapping[str, str] = {  # what is left to do → who does it
    "À déposer": "attend que vous la déposiez : voir le dossier « À déposer »",
    "À poster": "attend que vous la postiez : voir le dossier « À déposer »",
    "À remettre": "attend que vous la remettiez au client : voir le dossier « À déposer »",
}

ANEW = "attend un nouveau dépôt : notez-le avec son jour et sa référence"


def status(entry: Entry, now: datetime) -> str:
    """`Statut`.  A row that was changed after issue is blocked; its document is not.

    What a later document made of it is said once it has left.
    """
    if entry.problems:
        return STATUS[DocumentState.BLOCKED]
    state = entry.state(now)
    if entry.outcome is not None and state is DocumentState.SENT:
        return entry.outcome.value
    if state is DocumentState.TO_DELIVER:
        return left_to_do(entry.issued.main.channel)
    return STATUS[state]


def _fixed(entry: Entry, state: DocumentState) -> str | None:
    """What does not hang on an hour; ``None`` where it does."""
    if state is DocumentState.BLOCKED and is_the_client_stopped(entry):
        return held_up(entry)
    if state is DocumentState.TO_DELIVER:
        return ANEW if _is_old(entry) else BY_YOU[left_to_do(entry.issued.main.channel)]
    changed = state is DocumentState.SENT and entry.problems  # since it was issued
    return FIXED.get(DocumentState.BLOCKED if changed else state)


def is_the_client_stopped(entry: Entry) -> bool:
    """Whether nothing is to be corrected in the row itself, but something in his."""
    return {problem.code for problem in entry.problems} == {"client-problem"}


def _is_old(entry: Entry) -> bool:
    """Whether the row still says how it was delivered the last time."""
    row, main = entry.row, entry.issued.main
    return row is not None and main.was_delivered(row.deposited_on, row.deposit_reference)


def next_step(entry: Entry, hours: SendingHours, now: datetime) -> str:
    """`Prochaine étape`."""
    moved = mended(entry)
    following = _send_again(entry, moved) if moved else _following(entry, hours, now)
    return previews.said(entry, following)


def _following(entry: Entry, hours: SendingHours, now: datetime) -> str:
    state = entry.state(now)
    if (fixed := _fixed(entry, state)) is not None:
        return fixed
    match state:
        case DocumentState.LATER:
            on = entry.candidate.row.issue_from if entry.candidate else None
            return f"sera émise à partir du {on:%d/%m/%Y}" if on else ""
        case DocumentState.UNSEEN:
            minutes = int(entry.delay.total_seconds() // 60)
            return f"part au premier passage après {minutes} min sans changement"
        case DocumentState.SETTLING:
            return f"part au passage {moment(hours.next(_next_run(entry) or now))}"
        case DocumentState.AWAITING_APPROVAL:
            return _waits(entry)
        case (
            DocumentState.UNTOUCHED
            | DocumentState.WITHDRAWN
            | DocumentState.BLOCKED
            | DocumentState.UNASKED
            | DocumentState.ASKING
            | DocumentState.MUTE
            | DocumentState.REPLY
            | DocumentState.CORRECTION
            | DocumentState.READY
            | DocumentState.NUMBERED
            | DocumentState.FILED
            | DocumentState.DRAFTED
            | DocumentState.TO_DELIVER
            | DocumentState.LOST
            | DocumentState.UNDELIVERED
            | DocumentState.SENT
        ):
            soon = hours.contain(now)
            return (
                "part au prochain passage" if soon else f"part au passage {moment(hours.next(now))}"
            )
        case _:
            assert_never(state)


UNHEARD = "attend : le silence n’est pas compté, voir Problème"
TOMORROW = "part demain : la boîte a envoyé tout ce qu’elle peut aujourd’hui"
QUIET = timedelta(days=3)  # after which a mail that did not come back has probably arrived


def reception(main: Transmission, now: datetime) -> str:
    """`Réception`: never more than one knows."""
    if main.bounce is not None or main.sent_at is None:
        return ""
    if main.file_id:
        return "Confirmée" if main.reference else ""
    if main.answer is not None:
        return "Répondue"
    if main.reading is not None:
        return "Lue"
    return "Aucun rejet" if now - main.sent_at >= QUIET else ""


def _send_again(entry: Entry, moved: Sequence[Recipient]) -> str:
    """Propose it; a wish that was done already is taken back first."""
    copies = [recipient.role for recipient in moved if recipient.role != BUYER]
    whose = "l’adresse" if len(copies) < len(moved) else f"l’adresse « {copies[0]} »"
    why = f"{whose} a été corrigée"
    if entry.row is not None and entry.row.action == SEND_AGAIN:
        return f"{why} : videz Action, puis choisissez « Renvoyer » au passage suivant"
    return f"{why} : choisissez « Renvoyer » dans Action"


def _waits(entry: Entry) -> str:
    """For whom, and until when; « jusqu’à » when silence will be consent."""
    client = entry.candidate.client if entry.candidate else None
    who = (greeted(client.contact) or client.name) if client else "le client"
    version, deadline = entry.dossier.current, entry.deadline
    if version is None or deadline is None:
        return f"attend l’accord de {who}"
    if not version.is_silent:
        same = " : rien n’a changé depuis sa remarque" if _is_unchanged(entry) else ""
        return f"attend l’accord de {who}, sans lequel rien ne part{same}"
    return f"attend {who} jusqu’à {moment(deadline).removeprefix('de ')}"


def _is_unchanged(entry: Entry) -> bool:
    return entry.dossier.is_refused(entry.content)


def approved_by(entry: Entry) -> str:
    """`Validée par`: how, as far as it is known without anybody's name."""
    approval = entry.dossier.approval
    if approval is None:
        return ""
    if approval.how == SILENCE:
        hours = entry.dossier.versions[-1].hours
        return f"Accord tacite ({hours} h)"
    return "Formulaire" if approval.how == FORM else approval.by


def _next_run(entry: Entry) -> datetime | None:
    """The regular run at which the content will be old enough."""
    return run_after(entry.settled_at) if entry.settled_at else None


def held_up(entry: Entry) -> str:
    """`Prochaine étape` of a document whose client has been stopped in this run."""
    return f"attend : voir la fiche du client {entry.client_code}"


def moment(instant: datetime) -> str:
    """Say an instant on the seller's clock.

    >>> from datetime import UTC
    >>> moment(datetime(2026, 11, 26, 13, 30, tzinfo=UTC))
    'de jeu. 26/11 à 14 h 30'
    """
    local = instant.astimezone(SELLER_ZONE)
    minutes = f" {local:%M}" if local.minute else ""
    return f"de {WEEKDAYS[local.weekday()]}. {local:%d/%m} à {local.hour} h{minutes}"
