"""The page of an account's credentials, as it is sealed, and what its owner does first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from invoicing.history.contract_end import account_of
from invoicing.history.events.contract_end import Account
from invoicing.rows.tabs import ClientRow
from invoicing.values.printed_page import PageSection, PrintedPage
from jobs.ports import Recovery

LABELS = {
    "password": "Mot de passe",
    "recovery_codes": "Codes de récupération",
    "recovery_address": "Adresse de récupération",
    "recovery_phone": "Téléphone de récupération",
    "two_step": "Validation en deux étapes",
    "oauth_client": "Client OAuth",
}  # what the vault's entry may hold of an account
WORKSPACE_FIRST = (
    "Ouvrez mail.google.com : un nouveau mot de passe vous est demandé aussitôt.",
    (
        "L’adresse et le téléphone de récupération sont les vôtres : vérifiez-les dans "
        "myaccount.google.com/security, avec l’appareil de la validation en deux étapes."
    ),
    (
        "S’il y a des codes de récupération ci-dessus, ils sont neufs et servent chacun une fois ; "
        "les anciens ne valent plus."
    ),
)
CONSUMER_FIRST = (
    (
        "Dans myaccount.google.com/security, changez le mot de passe : les appareils et les "
        "applications de messagerie encore connectés en sont coupés."
    ),
    (
        "Au même endroit, mettez votre adresse et votre téléphone de récupération, et votre "
        "appareil pour la validation en deux étapes."
    ),
    "Créez de nouveaux codes de secours : les anciens, ceux d’ici compris, cessent de valoir.",
    (
        "Supprimez les mots de passe d’application et, dans Gmail (Paramètres > Comptes), ce qui "
        "permettrait encore d’écrire ou de lire à votre place."
    ),
)


def credentials_page(
    client: ClientRow, known: Mapping[str, str], *, author: str, name: str
) -> PrintedPage:
    """Write it; *known*: by the names of ``LABELS``."""
    first = WORKSPACE_FIRST if account_of(client) is Account.WORKSPACE else CONSUMER_FIRST
    return PrintedPage(
        title="Identifiants",
        subtitle=client.mailbox.strip(),
        name=name,
        author=author,
        intro=("Changez le mot de passe dès la première connexion.",),
        sections=(
            PageSection(heading="Compte", facts=tuple(_facts(client, known))),
            PageSection(heading="À faire à la première connexion", lines=first),
        ),
    )


def _facts(client: ClientRow, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield "Adresse", client.mailbox.strip()
    for name, label in LABELS.items():
        if known.get(name):
            yield label, known[name]


def as_kept(recovery: Recovery) -> dict[str, str]:
    """Name what a Workspace says of an account as the vault's entry does."""
    return {
        "recovery_codes": " · ".join(recovery.codes),
        "recovery_address": recovery.address,
        "recovery_phone": recovery.phone,
        "two_step": "activée" if recovery.two_step else "non activée",
    }
