"""What must be true once all is quiet: of the Drive folder, the mailboxes, Sheet and Journal."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from invoicing.history.history import History
from invoicing.history.records import IssuedDocument, Transmission
from invoicing.values.channels import BY_HAND
from jobs.channels.by_hand import FOLDER
from jobs.engine.election import look, newest, remembered
from tests.house.world.house import House, shown

OURS = {"Facturation.gsheet", "Votre réponse.gform"}
LOGOS = "Logos"  # the folder of what clients' papers are dressed in


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
    return _lying(house, "*/sent")


def received(house: House, address: str) -> list[EmailMessage]:
    """The mails in somebody's inbox, oldest first."""
    return _lying(house, f"{address}/inbox")


def _lying(house: House, where: str) -> list[EmailMessage]:
    return [
        message_from_bytes(path.read_bytes(), _class=EmailMessage, policy=policy.default)
        for path in sorted(house.folder.glob(f"mail/{where}/*.eml"))
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
        and path.parent.name != LOGOS
    }


def faults(house: House, expected: int) -> list[str]:
    """Say everything that is wrong; *expected*: how many invoices have gone out."""
    issued = list(history(house).documents.values())
    found = [] if len(issued) == expected else [f"{len(issued)} documents in the Journal"]
    return [*found, *_numbers(issued), *_files(house, issued), *_mails(house, issued),
            *_shown(house, issued)]  # fmt: skip


def _numbers(issued: list[IssuedDocument]) -> Iterator[str]:
    """One number each, and no gap."""
    numbers = sorted(document.number for document in issued)
    for series in {number.rpartition("-")[0] for number in numbers}:
        ranks = [int(n.rpartition("-")[2]) for n in numbers if n.rpartition("-")[0] == series]
        if ranks != list(range(ranks[0], ranks[0] + len(ranks))):
            yield f"series {series} has {ranks}"


def _files(house: House, issued: list[IssuedDocument]) -> Iterator[str]:
    """One file per number at home, its bytes as recorded, and no other.

    Where a person delivers it, it lies in « À déposer » once more, with its page.
    """
    recorded = {document.name: document for document in issued}
    wanted = Counter(recorded.keys())
    for document in issued:
        for _ in _by_hand(document):
            wanted.update([document.name, f"A-FAIRE-{document.number}.pdf"])
    past = history(house)
    drafts = {version.sha256 for d in past.dossiers.values() for version in d.versions}
    drafts |= {preview.sha256 for some in past.previews.values() for preview in some}
    for path, file in files(house).items():
        known = recorded.get(file.name)
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        if sha256 in drafts:
            continue
        wanted[file.name] -= 1
        if wanted[file.name] < 0:
            yield f"a stray file: {path}"
        elif known is not None and sha256 != known.sha256:
            yield f"other bytes than recorded: {path}"
        elif Path(path).parent.name != FOLDER and not (known and _is_at_home(Path(path), known)):
            yield f"in a strange place: {path}"
    yield from (f"{count} files lack: {name}" for name, count in wanted.items() if count > 0)


def _by_hand(document: IssuedDocument) -> list[Transmission]:
    return [known for known in document.transmissions.values() if known.is_laid_out]


def _is_at_home(path: Path, document: IssuedDocument) -> bool:
    *above, client, year = path.parent.parts
    theirs = client.startswith(f"{document.client_code} – ") and year == str(
        document.issue_date.year
    )
    return theirs and above == ["Facturation"] and document.number in path.name


def _mails(house: House, issued: list[IssuedDocument]) -> Iterator[str]:
    """One mail a recipient of a document, with the archived bytes, and one a letter; no draft."""
    letters = {each.message_header for each in history(house).letters.values() if each.sent_at}
    mails = [mail for mail in sent(house) if mail["Message-ID"].strip() not in letters]
    left = Counter(hashlib.sha256(attached(mail)).hexdigest() for mail in mails)
    by_mail = {d.sha256: len(d.roles) - len(_by_hand(d)) for d in issued}
    if left != +Counter(by_mail):
        yield f"{left.total()} mails, of {len(left)} documents, for {sum(by_mail.values())}"
    for document in issued:
        open_ones = [role for role in document.roles if not _is_done(document, role)]
        yield from (f"{document.number}: {role} is open" for role in open_ones)
    if len(sent(house)) - len(mails) != len(letters):
        yield f"{len(sent(house)) - len(mails)} letters, {len(letters)} recorded"
    yield from (f"a draft: {path.name}" for path in house.folder.glob("mail/*/drafts/*.eml"))


def _is_done(document: IssuedDocument, role: str) -> bool:
    known = document.transmissions.get(role, Transmission())
    return known.sent_at is not None or known.is_laid_out


def _shown(house: House, issued: list[IssuedDocument]) -> Iterator[str]:
    """The Sheet tells the same."""
    cells_of = shown(house, "Statut", "Numéro", "Problème")
    for document in issued:
        main = document.main
        status = "Envoyée" if main.sent_at else BY_HAND.get(main.channel, "?")
        if cells_of.get(document.reference) != (status, document.number, ""):
            yield f"{document.reference} shows {cells_of.get(document.reference)}"
    with house.hands() as hands:
        rows = hands.rows("Envois", "Clé", "Empreinte", "État")
    if sorted(rows) != sorted(row for document in issued for row in _sendings(document)):
        yield f"Envois has {[row[0] for row in rows]}"


def _sendings(document: IssuedDocument) -> Iterator[tuple[str, str, str]]:
    for role, known in document.transmissions.items():
        state = "envoyé" if known.sent_at else "à faire"
        yield f"{document.number}/{role}", document.sha256, state


def is_quiet(house: House) -> bool:
    """Whether one more run finds nothing to do and takes no ticket."""
    before = tickets(house)
    return house.run().end.value == "idle" and tickets(house) == before
