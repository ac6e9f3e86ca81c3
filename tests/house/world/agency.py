"""Agencies of any size, as files like those of the demonstration: all rows right, no delay."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

from demonstration import AGENCY

ACCOUNT = "bureau@secretariat-plume.example"
CLIENTS = ("ROUXEL", "GRENAT", "NORDET", "PAGES", "SEMNOZ")
BUYERS = ("ADA", "GRACE")
HEAD = f"""instant = 2026-11-23T09:00:00+01:00
account = "{ACCOUNT}"
"""
MAILBOX = """
[[mailboxes]]
address = "{}"
name = "{}"
"""
Cells = Mapping[str, str]


def written(
    folder: Path,
    *,
    clients: int = 2,
    rows: int = 4,
    shared: bool = False,
    approval: str = "Aucune",
) -> Path:
    """Write an agency of so many clients and so many invoices, dealt out in turn.

    *shared*: each invoice goes to the buyer, to his accounts office and to the client.
    """
    folder.mkdir(parents=True)
    theirs = [row | {"Faire valider": approval} for row in _rows("Clients", CLIENTS[:clients])]
    buyers = [_buyer(c, b) for c in CLIENTS[:clients] for b in BUYERS]
    for row in theirs:
        copied = {
            "Envoi comptable": "Non",
            "Copie au client": "Chaque facture" if shared else "Non",
        }
        row.update(copied)
    for row in buyers if shared else ():
        row["E-mail service comptable"] = f"compta.{row['E-mail']}"
    _write(folder, "Clients", theirs)
    _write(folder, "Destinataires", buyers)
    _write(folder, "Factures", [_invoice(n, CLIENTS[n % clients]) for n in range(rows)])
    quiet = {"Bilan du jour": "Non"}
    settings = _rows("Paramètres", ())
    for row in settings:
        row["Valeur"] = quiet.get(row["Paramètre"], row["Valeur"])
    _write(folder, "Paramètres", settings)
    boxes = [(ACCOUNT, "Bureau"), *((c["Adresse d'envoi"], c["Code"]) for c in theirs)]
    boxes += [(c["E-mail principal"], c["Contact"]) for c in theirs]
    boxes += [(_address(c, b), b) for c in CLIENTS[:clients] for b in BUYERS]
    if shared:
        boxes += [(row["E-mail service comptable"], "Compta") for row in buyers]
    toml = HEAD + "".join(MAILBOX.format(*box) for box in boxes)
    (folder / "agency.toml").write_text(toml, encoding="utf-8")
    return folder


def _rows(title: str, codes: Iterable[str]) -> list[dict[str, str]]:
    with (AGENCY / f"{title}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter=";"))
    wanted = set(codes)
    return [row for row in found if not wanted or row["Code"] in wanted]


def _write(folder: Path, title: str, rows: list[dict[str, str]]) -> None:
    with (folder / f"{title}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def _address(client: str, buyer: str) -> str:
    return f"{buyer}.{client}@messagerie.example".lower()


def _buyer(client: str, buyer: str) -> dict[str, str]:
    return {
        "Code": f"{client}-{buyer}",
        "Client": client,
        "Nom": f"Mme {buyer.title()} Modèle",
        "Nature": "Particulier",
        "Adresse": "17 impasse des Noyers",
        "Code postal": "74230",
        "Ville": "Thônes",
        "E-mail": _address(client, buyer),
    }


def _invoice(number: int, client: str) -> dict[str, str]:
    vat = "" if client == "GRENAT" else "20 %"
    return {
        "Réf.": f"F{number + 1:04d}",
        "Destinataire": f"{client}-{BUYERS[number // len(CLIENTS) % len(BUYERS)]}",
        "Prestation du": "12/11/2026",
        "Désignation": f"Prestation n° {number + 1}",
        "Quantité": "1",
        "Prix unitaire HT": f"{100 + number},50",
        "TVA": vat,
        "Prête": "VRAI",
    }
