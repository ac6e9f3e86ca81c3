"""What people, buyers and the world did in a golden, while it was made."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import requests

from demonstration import AGENCY
from tests.house.approval.approving import links
from tests.house.closing.ending import refreshed
from tests.house.world.agency import _rows, _write
from tests.house.world.gate import Gate, Killed
from tests.house.world.house import House
from tests.house.world.inspection import sent
from tests.workspace.forms.agency_form import submit

KEYS = {"Factures", "Clients", "Destinataires", "Clôtures", "Paramètres"}  # by their first column
OFFICE = "bureau@secretariat-plume.example"
NO = "Il y a une erreur"
RECEIPT = """\
From: {sender}
To: {to}
Subject: =?utf-8?q?Accus=C3=A9_de_lecture?=
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="R"

--R
Content-Type: text/plain; charset=utf-8

Votre message a été lu.

--R
Content-Type: message/disposition-notification

Reporting-UA: acheteur.example; Microsoft Outlook 16
Final-Recipient: rfc822;{sender}
Original-Message-ID: {about}
Disposition: manual-action/MDN-sent-manually; displayed

--R--
"""


def agency(folder: Path, *clients: str, **cells: str) -> Path:
    """Write an agency of some of the demonstration's clients, with their buyers, and no invoice.

    *cells*: of `Paramètres`, by the first word.
    """
    folder.mkdir(parents=True)
    shutil.copy(AGENCY / "agency.toml", folder / "agency.toml")
    text = (folder / "agency.toml").read_text(encoding="utf-8")
    start = text.replace("2026-11-23T09:00:00+01:00", "2026-02-09T09:00:00+01:00")
    (folder / "agency.toml").write_text(start.partition("[logos]")[0], encoding="utf-8")
    _write(folder, "Clients", _rows("Clients", clients))
    buyers = [row for row in _rows("Destinataires", ()) if row["Client"] in clients]
    _write(folder, "Destinataires", buyers)
    settings = _rows("Paramètres", ())
    for row in settings:
        row["Valeur"] = cells.get(row["Paramètre"].partition(" ")[0], row["Valeur"])
    _write(folder, "Paramètres", settings)
    return folder


def day(text: str) -> int:
    """A date as a cell has it."""
    return (date.fromisoformat(text) - date(1899, 12, 30)).days


def clock(house: House, instant: str) -> None:
    """Set the clock; on the wall of Paris in winter."""
    house.control("PUT", "/clock", {"now": f"{instant}:00+01:00"})


def typed(house: House, tab: str, key: str, cells: Mapping[str, object]) -> None:
    """Somebody types some cells of a row: that of *key*, or the first that is empty."""
    with house.hands() as hands:
        grid = hands.grid(tab)
        keyed = tab in KEYS
        names = [str(line[0]) if line else "" for line in (*grid, [])]
        row = names.index(key if keyed else "") + 1
        data = [
            {"range": f"'{tab}'!{_letter(grid[0].index(header))}{row}", "values": [[value]]}
            for header, value in cells.items()
        ]
        hands.sheets.write(hands.book, data)


def _letter(index: int) -> str:
    above, rest = divmod(index, 26)
    return (chr(ord("A") + above - 1) if above else "") + chr(ord("A") + rest)


def row(house: House, key: str, buyer: str, price: float | None, /, **more: object) -> None:
    """Somebody fills a row of « Factures » and ticks it; *more*: cells, `_` for a blank."""
    now = date.fromisoformat(house.control("GET", "/clock")["now"][:10])
    cells: dict[str, object] = {"Destinataire": buyer, "Prestation du": day(now.isoformat())}
    if price is not None:
        cells |= {"Désignation": f"Prestation {key}", "Quantité": 1, "Prix unitaire HT": price}
    cells |= {name.replace("_", " "): value for name, value in more.items()}
    typed(house, "Factures", key, {"Prête": True} | cells)


def works(house: House, key: str, *progress: int | None) -> None:
    """The lines of a contract of works, each with its progress."""
    for nth, (done, price) in enumerate(zip(progress, (1000.01, 2499.99), strict=True), 1):
        cells: dict[str, object] = {"Réf.": key, "Désignation": f"Ouvrage {nth}", "Quantité": 1,
                                    "Prix unitaire HT": price}  # fmt: skip
        if done is not None:
            cells["Avancement cumulé (%)"] = done
        typed(house, "Lignes", "", cells)


def paid(house: House, number: str, amount: float, on: str) -> None:
    """Money has come in."""
    cells = {"Numéro": number, "Date": day(on), "Montant": amount, "Moyen": "Virement"}
    typed(house, "Règlements", "", cells)


def number_of(house: House, key: str) -> str:
    """`Numéro` of a row."""
    with house.hands() as hands:
        return str(dict(hands.rows("Factures", "Réf.", "Numéro"))[key])


def mail_about(house: House, words: str, to: str = "") -> EmailMessage:
    """The newest mail that has left with these words in its subject."""
    found = [
        mail for mail in sent(house) if words in str(mail["Subject"]) and to in str(mail["To"])
    ]
    return max(found, key=lambda mail: mail["Date"].datetime)


def replied(house: House, mail: EmailMessage, text: str) -> None:
    """Whoever got a mail writes back."""
    header = str(mail["Message-ID"]).strip()
    body = {"to": mail["From"].addresses[0].addr_spec, "from": mail["To"].addresses[0].addr_spec,
            "subject": f"Re: {mail['Subject']}", "text": text, "in_reply_to": header,
            "references": header}  # fmt: skip
    house.control("POST", "/sandbox/mail", body)


def read(house: House, mail: EmailMessage) -> None:
    """A buyer's program says that it was read."""
    to, sender = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
    raw = RECEIPT.format(sender=sender, to=to, about=str(mail["Message-ID"]).strip()).encode()
    body = {"to": to, "raw": base64.urlsafe_b64encode(raw).decode()}
    house.control("POST", "/sandbox/mail", body)


def bounces(house: House, address: str, kind: str) -> None:
    house.control("POST", "/sandbox/bounces", {"address": address, "kind": kind})


def answers(mail: EmailMessage, nth: int, **more: Any) -> None:
    """Follow the n-th button of a request, and send the Form."""
    assert submit(links(mail)[nth], **more) == 200


def api(house: House, account: str, verb: str, path: str, *, body: object = None) -> Any:
    """Call Google as one of our accounts."""
    token = refreshed(house, account)["access_token"]
    answer = requests.request(verb, f"{house.url}{path}", json=body, timeout=10,
                              headers={"Authorization": f"Bearer {token}"})  # fmt: skip
    answer.raise_for_status()
    return answer.json() if answer.content else None


def no_lock(house: House) -> None:
    """Drive will refuse to make the next file read-only."""
    fault = {"kind": "status", "method": "drive.files.update", "status": 403,
             "reason": "insufficientFilePermissions"}  # fmt: skip
    house.control("POST", "/sandbox/faults", [fault])


def killed(house: House, before: str) -> None:
    """A run dies before a request; its ticket stays taken."""

    def die() -> None:
        raise Killed

    assert house.dies(Gate(acts=[(before, die)]))


def drafts(house: House, box: str) -> dict[str, str]:
    """The drafts that lie in a mailbox: subject → id."""
    path = "/gmail/v1/users/me/drafts"
    found = api(house, box, "GET", path).get("drafts", [])
    return {_subject(house, box, f"{path}/{each['id']}"): each["id"] for each in found}


def _subject(house: House, box: str, path: str) -> str:
    return str(_mail(api(house, box, "GET", f"{path}?format=raw"))["Subject"])


def _mail(draft: Any) -> EmailMessage:
    raw = base64.urlsafe_b64decode(draft["message"]["raw"] + "===")
    return message_from_bytes(raw, _class=EmailMessage, policy=default)


def edits(house: House, box: str, draft: str) -> None:
    """Somebody opens a draft and saves it again."""
    path = f"/gmail/v1/users/me/drafts/{draft}"
    lying = api(house, box, "GET", f"{path}?format=raw")
    raw = base64.urlsafe_b64decode(lying["message"]["raw"] + "===").replace(b"\r\n", b"\n")
    changed = base64.urlsafe_b64encode(raw + b"\n").decode()
    api(house, box, "PUT", path, body={"id": draft, "message": {"raw": changed}})


def deletes(house: House, box: str, draft: str) -> None:
    """Somebody deletes a draft by hand."""
    api(house, box, "DELETE", f"/gmail/v1/users/me/drafts/{draft}")


def form_answers(house: House, *, accepting: bool) -> None:
    """Somebody closes the Form, or opens it again."""
    query = "q=mimeType%3D'application/vnd.google-apps.form'"
    (form,) = api(house, OFFICE, "GET", f"/drive/v3/files?{query}")["files"]
    state = {"isPublished": True, "isAcceptingResponses": accepting}
    body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
    api(house, OFFICE, "POST", f"/v1/forms/{form['id']}:setPublishSettings", body=body)


def settled(house: House, *, wait: timedelta = timedelta(0)) -> None:
    """Let runs come by until nothing is due."""
    for _ in range(8):
        report = house.run()
        if report.end.value == "idle":
            return
        assert report.end.value == "done", report.as_json()
        house.later(wait)
    raise AssertionError(report.as_json())
