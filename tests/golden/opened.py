"""A golden, opened: the one module of this folder that knows the product.

What it tells is in plain words, dates and numbers, whatever classes and modules are called.
"""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from commands.set_up import establish
from demonstration import variables
from demonstration.furnish import _open_account
from invoicing.history.approval_file import ApprovalFile, Objection
from invoicing.history.contract_end import ContractEnd
from invoicing.history.events.codec import facts_of
from invoicing.history.history import History
from invoicing.history.records import DeliveryNews, IssuedDocument, Transmission
from invoicing.values.canonical_json import sha256
from jobs.audit.audit import audit
from jobs.engine.frozen_contents import FrozenContents
from jobs.engine.originals import opened as register_of
from jobs.engine.snapshot import Snapshot, recalled
from jobs.handover_kit.read_back import opened as kit_of
from jobs.on_request.restore_kit import restore
from jobs.ports import Press
from jobs.proof.journal_extract import flaws as pack_flaws
from jobs.proof.pack import proof
from sandbox.server import Sandbox
from tests.house.world.agency import ACCOUNT
from tests.house.world.house import GOOGLE, House
from tests.house.world.inspection import sent
from tests.house.world.plain import PlainPress

Told = dict[str, Any]
COLUMNS = ("batch", "parent", "rank", "instant", "seller", "key", "event", "facts", "hash")
CELLS = ("Statut", "Prochaine étape", "Numéro", "Réception", "Validée par")


@contextmanager
def opened(folder: Path, *, press: Press | None = None) -> Iterator[House]:
    """Start the sandbox on what lies in *folder*; the port is another one each time."""
    with Sandbox(folder / GOOGLE, port=0) as sandbox:
        kept = json.loads((folder / "env.json").read_text(encoding="utf-8"))
        environment = {
            **sandbox.environment(),
            **kept,
            "VAULT": f"file:{(folder / GOOGLE / 'vault').resolve()}",
            "RETRY_BACKOFF": "0.05",
            "OAUTHLIB_INSECURE_TRANSPORT": "1",
        }
        press = press or PlainPress()
        yield House(folder=folder / GOOGLE, url=sandbox.url, environment=environment, press=press)


@contextmanager
def unpacked(archive: Path, to: Path) -> Iterator[House]:
    """Open a copy of a golden in *to*."""
    with tarfile.open(archive) as held:
        held.extractall(to, filter="data")
    with opened(to) as house:
        yield house


def at(house: House, instant: str) -> datetime:
    """Set the sandbox's clock, and return the instant."""
    house.control("PUT", "/clock", {"now": instant})
    return datetime.fromisoformat(instant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """The rows of the Journal that the newest ticket's head reaches, oldest first."""

    rows: tuple[Told, ...]
    contents: Mapping[str, str]  # by the SHA-256 that a fact names
    named: frozenset[str]  # such names

    @property
    def digest(self) -> str:
        """SHA-256 of all cells, contents included."""
        text = json.dumps([self.rows, sorted(self.contents.items())], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def events(self) -> dict[str, int]:
        """How many there are of each kind."""
        return dict(sorted(Counter(str(row["event"]) for row in self.rows).items()))


def journal(house: House) -> Journal:
    """Read it whole; a chain that is broken raises."""
    with house.desk() as laid:
        rows = recalled(laid).rows
        texts = laid.ledger.contents(rows)
    named = [json.loads(row.facts).get("record", "") for row in rows]
    return Journal(
        rows=tuple({name: getattr(row, name) for name in COLUMNS} for row in rows),
        contents={sha256(text.encode()): text for text in texts if text},
        named=frozenset(filter(None, named)),
    )


def rows_of(house: House) -> int:
    """How long the Journal is."""
    with house.hands() as hands:
        return len(hands.rows("Journal", "Lot"))


def states(house: House, now: datetime) -> Told:
    """Say where everything stands, as the Journal and the rows make it."""
    with house.desk() as laid:
        memory = recalled(laid)
        return {**_books(memory, now), **_history(memory.history)}


def _books(memory: Snapshot, now: datetime) -> Told:
    contents = FrozenContents(ledger=memory.desk.ledger, journal=memory.reading.journal)
    books = register_of(contents, memory.reading.rows, memory.history, now)
    entries = [each for each in books.entries if each.row is None or each.row.buyer]
    return {
        "states": {"/".join(each.key): each.state(now).value for each in entries},
        "outcomes": {"/".join(each.key): each.outcome.value for each in entries if each.outcome},
        "problems": {
            "/".join(each.key): sorted(problem.code for problem in each.problems)
            for each in entries
            if each.problems
        },
        "clients": {
            code: sorted(problem.code for problem in some)
            for code, some in books.client_problems.items()
            if some
        },
    }


def _history(past: History) -> Told:
    return {
        "documents": {"/".join(key): _document(each) for key, each in past.documents.items()},
        "dossiers": {"/".join(key): _dossier(each) for key, each in past.dossiers.items()},
        "letters": {"/".join(key): _transmission(each) for key, each in past.letters.items()},
        "series": {
            f"{series.siren} {series.number(last.rank)}": last.on.isoformat()
            for series, last in past.series.items()
        },
        "seen": {"/".join(key): each.at.isoformat() for key, each in past.seen.items()},
        "folders": {" ".join(key): [each.id, each.made] for key, each in past.folders.items()},
        "trusts": {code: [each.iban, each.approver] for code, each in past.trusts.items()},
        "wishes": {
            "/".join(key): [each.action, each.is_withdrawn] for key, each in past.wishes.items()
        },
        "previews": {
            "/".join(key): [[each.file_id, each.sha256, each.name] for each in some]
            for key, some in past.previews.items()
        },
        "closings": {code: _closing(each) for code, each in past.closings.items()},
        "called off": {
            code: [each.at.isoformat(), _closing(each.closing)]
            for code, each in past.called_off.items()
        },
        "marks": {box: [each.mark, each.at.isoformat()] for box, each in past.marks.items()},
        "news": sorted(
            [each.code, each.client_code, each.reference] for each in past.news.values()
        ),
        "heard": sorted(["/".join(key), each] for each, key in past.heard.items()),
        "dead": {box: since.isoformat() for box, since in past.dead.items()},
    }


def _document(each: IssuedDocument) -> Told:
    return {
        "number": each.number,
        "date": each.issue_date.isoformat(),
        "numbered": each.numbered_at.isoformat(),
        "type": str(each.document_type.value),
        "after": list(each.after),
        "ends": each.ends,
        "record": each.record,
        "content": each.content,
        "file": [each.file_id, each.name, each.sha256, each.locked],
        "sendings": {
            role: _transmission(each.transmissions.get(role, Transmission())) for role in each.roles
        },
    }


def _transmission(known: Transmission) -> Told:
    told = {
        "channel": known.channel,
        "attempt": known.attempt,
        "sent": known.sent_at.isoformat() if known.sent_at else "",
        "lost": known.is_unknown,
        "drafted": bool(known.draft_id),
        "laid out": known.is_laid_out,
        "reference": known.reference,
        "until": known.until.isoformat() if known.until else "",
        "came back": _return(known.bounce),
        "delayed": _return(known.delay),
        "read": _return(known.reading),
        "answered": _return(known.answer),
        "earlier": [_transmission(each) for each in known.earlier],
    }
    return {name: value for name, value in told.items() if value}


def _return(found: DeliveryNews | None) -> str:
    if found is None:
        return ""
    return f"{found.at.isoformat()}{' for good' if found.is_permanent else ''}"


def _dossier(known: ApprovalFile) -> Told:
    approval = known.approval
    told = {
        "requests": [
            [each.claim.request, each.at.isoformat(), each.name, each.is_silent, each.is_decided,
             each.against.isoformat() if each.against else ""]
            for each in known.versions
        ],
        "approved": [approval.how, approval.by, approval.at.isoformat()] if approval else [],
        "objection": _hint(known.objection),
        "reply": _hint(known.reply),
        "bounce": _hint(known.bounce),
        "late": _hint(known.late),
        "mute": known.is_mute,
        "over": known.is_over,
        "agreements": len(known.agreements),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def _hint(found: Objection | None) -> list[str]:
    return [found.at.isoformat(), found.record, *found.subjects] if found else []


def _closing(known: ContractEnd) -> Told:
    begun = [*known.attempts.values(), *known.volumes.values()]
    return {
        "steps": {step.value: [done.at.isoformat(), facts_of(done.event)]
                  for step, done in known.steps.items()},
        "tried": {facts_of(each.event)["what"]: each.at.isoformat() for each in begun},
        "next": known.next.value if known.next else "",
    }  # fmt: skip


def audited(house: House, now: datetime) -> Told:
    """What an audit finds: how much was looked at, and the codes."""
    with house.desk() as laid:
        found = audit(laid, now)
    return {
        "rows": found.rows,
        "documents": found.documents,
        "mails": found.mails,
        "findings": sorted([each.code, each.where, each.what] for each in found.findings),
    }


def proved(house: House, now: datetime, number: str) -> dict[str, bytes]:
    """DeliveryNews the files of a proof pack; whatever lacks is named with no content."""
    with house.desk() as laid:
        pack = proof(laid, now, number=number)
    files = {each.name: each.content for each in pack.files}
    return files | {f"lacking: {name}": b"" for name in pack.missing}


def verified(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with a proof pack, in French."""
    return list(pack_flaws(files))


def shown(house: House) -> Told:
    """The cells of « Factures », « Clients », « Envois » and « Clôtures » that people look at."""
    with house.hands() as hands:
        rows = {
            "Factures": hands.rows("Factures", "Réf.", "Destinataire", *CELLS),
            "Clients": hands.rows("Clients", "Code", "Statut", "Derniers numéros"),
            "Envois": hands.rows("Envois", "Clé", "État"),
            "Clôtures": hands.rows("Clôtures", "Clé", "État"),
        }
    found = {tab: {row[0]: list(row[1:]) for row in some} for tab, some in rows.items()}
    found["Factures"] = {key: row[1:] for key, row in found["Factures"].items() if row[0]}
    return found


def run(house: House, *, seller: str = "") -> Told:
    """One billing run: how it ended, what it issued, what it sent to whom, what is shown then."""
    before = {str(mail["Message-ID"]) for mail in sent(house)}
    report = house.run(seller=seller).as_json()
    new = [mail for mail in sent(house) if str(mail["Message-ID"]) not in before]
    return {
        "end": report["end"],
        "issued": {each["seller"]: each["issued"] for each in report["sellers"] if each["issued"]},
        "mails": sorted(map(_headed, new)),
        "cells": shown(house)["Factures"],
    }


def _headed(mail: EmailMessage) -> list[str]:
    return [str(mail["From"]), str(mail["To"]), str(mail["Subject"])]


def kit_told(paths: Sequence[Path]) -> Told:
    """What a kit holds, and what is wrong with it."""
    with kit_of(paths) as kit:
        client, tables = kit.rows()
        return {
            "client": client,
            "flaws": list(kit.flaws()),
            "files": dict(sorted(kit.hashes.items())),
            "rows": {table.title: len(table.rows) for table in tables},
        }


@contextmanager
def emptied(folder: Path) -> Iterator[House]:
    """Another agency's Google, set up, and nothing typed."""
    agency = folder / "agency"
    agency.mkdir(parents=True)
    (agency / "agency.toml").write_text(f'account = "{ACCOUNT}"\n', encoding="utf-8")
    with Sandbox(folder / GOOGLE, port=0) as sandbox:
        environment = variables(sandbox, folder / GOOGLE, agency=agency)
        house = House(
            folder=folder / GOOGLE, url=sandbox.url, environment=environment, press=PlainPress()
        )
        _open_account(house.settings, ACCOUNT, "Bureau")
        environment["WORKBOOK_ID"] = establish(house.settings)[-1].partition("=")[2]
        yield house


def restored(house: House, now: datetime, paths: Sequence[Path]) -> Told:
    """Read a kit back into an empty workbook: what is told of it, and the cells it has then."""
    with house.desk() as laid, kit_of(paths) as kit:
        told = restore(laid, now, kit)
    with house.hands() as hands:
        cells = {tab: _filled(hands.grid(tab)) for tab in told.rows}
    return {
        "client": told.client,
        "end": told.end.value,
        "rows": told.rows,
        "files": told.files,
        "cells": cells,
        "again": house.run().as_json()["sellers"],
    }


def _filled(grid: Sequence[Sequence[Any]]) -> list[Told]:
    """The rows that hold more than a key, header → cell; links name files that differ."""
    headers, *rows = grid
    found = [dict(zip(map(str, headers), row, strict=False)) for row in rows]
    kept = [
        {
            name: cell if isinstance(cell, bool) else str(cell)
            for name, cell in row.items()
            if cell not in {"", None} and name != "PDF"
        }
        for row in found
    ]
    return [row for row in kept if sum(cell is not False for cell in row.values()) > 1]
