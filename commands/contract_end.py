"""Commands for the end of a contract."""

from __future__ import annotations

import argparse
import getpass
import json
import warnings

from commands.terminal import OUT, UNASKED
from desk import NEEDED, Settings, desk, instant, open_agency
from jobs.engine.one_client import known_client
from jobs.on_request.credentials_page import LABELS
from jobs.on_request.hand_over_credentials import hand_over
from workspace.secrets import delegation


def close(options: argparse.Namespace) -> int:
    """Seal a client's credentials in his folder, and show the passphrase once."""
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        passphrase = hand_over(
            laid, instant(settings), seller=options.seller, noted_by=options.noted_by
        )
    OUT.print("Identifiants déposés dans le dossier « Remise » du client, dans un PDF protégé ;")
    OUT.print("s'il y en a plusieurs, le plus récent est le bon.")
    OUT.print("La phrase qui l'ouvre, à dire au client par téléphone, n'est notée nulle part :")
    OUT.print(passphrase, markup=False, highlight=False, soft_wrap=True)
    return 0


def delegate(options: argparse.Namespace) -> int:
    """Keep the service account that acts for the agency's Workspace, with its administrator."""
    settings = Settings.read(needs=NEEDED)
    file = json.loads(options.file.read_text(encoding="utf-8"))
    with open_agency(settings) as agency:
        delegation.keep(agency.vault, file, admin=options.admin)
    OUT.print("Compte de service gardé dans le coffre ; effacez le fichier.")
    return 0


def keep(options: argparse.Namespace) -> int:
    """Keep the credentials of a client's mailbox in the vault, typed unseen."""
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        code = known_client(options.seller, laid.ledger.read().rows)
    warnings.simplefilter("error", getpass.GetPassWarning)  # typed unseen, or not at all
    try:
        typed = {name: getpass.getpass(f"{what} (vide : rien) : ") for name, what in LABELS.items()}
    except (EOFError, getpass.GetPassWarning):
        OUT.print(UNASKED)
        return 2
    with open_agency(settings) as agency:
        agency.vault.write(f"handover/{code}", json.dumps({k: v for k, v in typed.items() if v}))
    OUT.print(f"{code} : identifiants gardés dans le coffre.")
    return 0
