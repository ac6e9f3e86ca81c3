"""What must be true once all is quiet: of the Drive folder, the mailboxes, Sheet and Journal."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from invoicing.history import History, Issued
from jobs.election import look, newest, remembered
from tests.house.house import House, shown

OURS = {"Facturation.gsheet", "Validation de vos factures.gform"}


def history(house: House) -> History:
    """Fold the Journal."""
    with house.desk() as laid:
        reading, ticket = look(laid)
        return remembered(reading, newest(laid, ticket))[1]


def tickets(house: House) -> int:
    """How many tickets there have been."""
    return len(list(house.folder.glob("drive/**/ticket *")))


def sent(house: House) -> list[EmailMessage]:
    """All mails that have left."""
    return [
        message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
        for path in sorted(house.folder.glob("mail/*/sent/*.eml"))
    ]


def attached(mail: EmailMessage) -> bytes:
    (part,) = mail.iter_attachments()
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


def files(house: House) -> dict[str, Path]:
    """Every issued document that lies in the Drive tree, by its path from the account's root."""
    found = (path for path in house.folder.glob("drive/**/*") if path.is_file())
    root = house.folder / "drive" / house.settings.agency_account
    return {
        str(path.relative_to(root)): path
        for path in found
        if path.name not in OURS
        and not path.name.startswith("ticket ")
        and path.parent.name != "Logos"
    }


def faults(house: House, expected: int) -> list[str]:
    """Say everything that is wrong; *expected*: how many invoices have gone out."""
    issued = list(history(house).documents.values())
    found = [] if len(issued) == expected else [f"{len(issued)} documents in the Journal"]
    return [*found, *_numbers(issued), *_files(house, issued), *_mails(house, issued),
            *_shown(house, issued)]  # fmt: skip


def _numbers(issued: list[Issued]) -> Iterator[str]:
    """One number each, and no gap."""
    numbers = sorted(document.number for document in issued)
    for series in {number.rpartition("-")[0] for number in numbers}:
        ranks = [int(n.rpartition("-")[2]) for n in numbers if n.rpartition("-")[0] == series]
        if ranks != list(range(ranks[0], ranks[0] + len(ranks))):
            yield f"series {series} has {ranks}"


def _files(house: House, issued: list[Issued]) -> Iterator[str]:
    """One file per number under its client and year, its bytes as recorded; and no other."""
    lying = files(house)
    recorded = {document.name: document for document in issued}
    drafts = {version.sha256 for d in history(house).dossiers.values() for version in d.versions}
    for path, file in lying.items():
        document = recorded.pop(file.name, None)
        if document is None and hashlib.sha256(file.read_bytes()).hexdigest() in drafts:
            continue
        if document is None:
            yield f"a stray file: {path}"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != document.sha256:
            yield f"other bytes than recorded: {path}"
        elif not _is_at_home(Path(path), document):
            yield f"in a strange place: {path}"
    yield from (f"no file: {name}" for name in recorded)


def _is_at_home(path: Path, document: Issued) -> bool:
    *above, client, year = path.parent.parts
    theirs = client.startswith(f"{document.seller} – ") and year == str(document.issue_date.year)
    return theirs and above == ["Facturation"] and document.number in path.name


def _mails(house: House, issued: list[Issued]) -> Iterator[str]:
    """One sent mail a document, with the archived bytes, and one a letter; no draft is left."""
    letters = {each.message_header for each in history(house).letters.values() if each.sent_at}
    mails = [mail for mail in sent(house) if mail["Message-ID"].strip() not in letters]
    left = Counter(hashlib.sha256(attached(mail)).hexdigest() for mail in mails)
    if left != Counter(document.sha256 for document in issued):
        yield f"{left.total()} mails, of {len(left)} documents, for {len(issued)}"
    if len(sent(house)) - len(mails) != len(letters):
        yield f"{len(sent(house)) - len(mails)} letters, {len(letters)} recorded"
    yield from (f"a draft: {path.name}" for path in house.folder.glob("mail/*/drafts/*.eml"))


def _shown(house: House, issued: list[Issued]) -> Iterator[str]:
    """The Sheet tells the same."""
    cells_of = shown(house, "Statut", "Numéro", "Problème")
    for document in issued:
        cells = cells_of.get(document.key)
        if cells != ("Envoyée", document.number, ""):
            yield f"{document.key} shows {cells}"
    with house.hands() as hands:
        rows = hands.rows("Envois", "Numéro", "Empreinte", "État")
    if sorted(rows) != sorted((d.number, d.sha256, "envoyé") for d in issued):
        yield f"Envois has {[row[0] for row in rows]}"


def is_quiet(house: House) -> bool:
    """Whether one more run finds nothing to do and takes no ticket."""
    before = tickets(house)
    return house.run().end.value == "idle" and tickets(house) == before
