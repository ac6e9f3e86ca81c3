"""What must be true of the world, whatever happened.  Each harm is a sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from invoicing.history.approval_file import RequestVersion
from invoicing.history.events.approvals import Answered, ArrivalEvent
from invoicing.history.events.contract_end import KitLaid, KitReserved
from invoicing.history.events.transmissions import DeliveryEvent
from invoicing.history.history import History
from invoicing.history.records import IssuedDocument, Transmission
from invoicing.register.entry import DocumentState
from invoicing.register.register import Register
from jobs.documents.folders import HANDED_OVER
from jobs.engine.journal_chain import Head, chain, event_of
from jobs.ports import Conflict, Document, JournalRow, Ticket
from tests.jobs.world.world import WORKBOOK, Workbook, World

VERSION = re.compile(r"\S+ v\d+")  # in the subject of a request

HEARD = (Answered, ArrivalEvent, DeliveryEvent)


def newest_ticket(world: World) -> Ticket:
    """The last of the chain of tickets."""
    following = {ticket.next for ticket, _ in world.tickets.values()}
    first = next(iter(world.tickets.values()))[0]
    last = first
    while last.next in following and last.next in world.tickets:
        last = world.tickets[last.next][0]
    return last


def reached(world: World, book: Workbook | None = None) -> list[JournalRow]:
    """Follow the newest ticket's head back through the Journal."""
    ticket = newest_ticket(world)
    head = Head(batch=ticket.head, hash=ticket.head_hash)
    return chain((book or world.workbook).journal, head)


def history_of(world: World) -> History:
    """What the Journal says."""
    return History().then(event_of(row) for row in reached(world))


def harms(world: World) -> list[str]:
    """Harms that nothing can undo: found in the world alone, at any moment."""
    found = [*_sent_twice(world), *_asked_twice(world), *_numbered_twice(world)]
    return [*found, *_filed_twice(world), *_edited(world)]


def _sent_twice(world: World) -> Iterator[str]:
    sent = Counter(sent.mail.letter.subject for sent in world.sent)
    yield from (f"sent twice: {what}" for what, count in sent.items() if count > 1)


def _asked_twice(world: World) -> Iterator[str]:
    """One version, one request; one transmission, one mail, whatever deadline it names."""
    transmissions = Counter(sent.mail.reference for sent in world.sent)
    yield from (f"left twice: {what}" for what, count in transmissions.items() if count > 1)
    subjects = (sent.mail.letter.subject for sent in world.sent)
    asked = (subject.partition(" avant")[0] for subject in subjects)
    versions = Counter(v for each in asked for v in VERSION.findall(each) if "À valider" in each)
    yield from (f"asked twice: {what}" for what, count in versions.items() if count > 1)


def _numbered_twice(world: World) -> Iterator[str]:
    """One number, one document: the file's text is its number, content and instant."""
    attached = [document for sent in world.sent for document in sent.mail.attachments]
    contents: dict[str, set[str]] = defaultdict(set)
    numbers: dict[str, set[str]] = defaultdict(set)
    for document in (*_documents(world), *attached):
        contents[document.name].add(document.sha256)
        numbers[document.content.decode().split("\n")[1]].add(document.name)
    yield from (f"two documents under {name}" for name, found in contents.items() if len(found) > 1)
    yield from (f"one document, {sorted(found)}" for found in numbers.values() if len(found) > 1)


def _documents(world: World) -> Iterator[Document]:
    """What lies in the archive, but for what is handed over at the end."""
    for file_id, document in world.files.items():
        if world.folders[world.parents[file_id]][1] != HANDED_OVER:
            yield document


def _filed_twice(world: World) -> Iterator[str]:
    places = ((world.parents[file_id], document.name) for file_id, document in world.files.items())
    yield from (f"filed twice: {name}" for (_, name), n in Counter(places).items() if n > 1)


def _edited(world: World) -> Iterator[str]:
    yield from (f"sent as edited: {s.mail.letter.subject}" for s in world.sent if s.edited)


def faults(world: World) -> list[str]:
    """Everything that is wrong once all is quiet again."""
    found = harms(world)
    try:
        history = history_of(world)
    except Conflict as conflict:
        return [*found, f"the chain is broken: {conflict}"]
    found += [*_gaps(history), *_files(world, history), *_mails(world, history)]
    found += [*_unapproved(world, history), *_heard_twice(world)]
    return [*found, *_unfinished(world, history), *_orphans(world, history)]


def _unapproved(world: World, history: History) -> Iterator[str]:
    """What the client was to see first has a number only with his consent to that very content."""
    for entry in Register.opened(world.workbook.rows, history, world.now).entries:
        if entry.document is None or not (entry.reasons or entry.dossier.versions):
            continue
        approval = entry.dossier.approval
        if approval is None or approval.content != entry.document.content:
            yield f"numbered without approval: {entry.key}"


def _heard_twice(world: World) -> Iterator[str]:
    """An answer, or a mail that came in, is recorded once for each document it concerns."""
    heard = [each for each in map(event_of, reached(world)) if isinstance(each[0], HEARD)]
    counts = Counter(replace(event, record="") for event, _ in heard)
    yield from (f"heard twice: {event}" for event, count in counts.items() if count > 1)


def _gaps(history: History) -> Iterator[str]:
    series: dict[str, list[IssuedDocument]] = defaultdict(list)
    for document in history.documents.values():
        series[document.number.rpartition("-")[0]].append(document)
    for name, documents in series.items():
        ranks = sorted(int(document.number.rpartition("-")[2]) for document in documents)
        if ranks != list(range(ranks[0], ranks[0] + len(ranks))):
            yield f"series {name} has {ranks}"
        in_order = sorted(documents, key=lambda document: document.number)
        if any(after.issue_date < before.issue_date for before, after in pairwise(in_order)):
            yield f"series {name} goes back in time"


def _files(world: World, history: History) -> Iterator[str]:
    recorded = {document.file_id: document.sha256 for document in history.documents.values()}
    recorded |= {version.file_id: version.sha256 for version in _versions(history)}
    previews = [each for some in history.previews.values() for each in some]
    recorded |= {preview.file_id: preview.sha256 for preview in previews}
    recorded.pop("", None)  # of a client's change no draft is printed
    by_hand = [(d, each) for d in history.documents.values() for each in _all(d) if each.file_id]
    recorded |= {each.file_id: document.sha256 for document, each in by_hand}
    notes = {each.note_id for _, each in by_hand} & world.files.keys()
    recorded |= {note_id: world.files[note_id].sha256 for note_id in notes}
    recorded |= dict(_kits(history))
    for file_id in world.files.keys() - recorded.keys():
        yield f"an orphan file: {world.files[file_id].name}"
    for file_id, sha256 in recorded.items():
        lying = world.files.get(file_id)
        if sha256 and (lying is None or lying.sha256 != sha256):
            yield f"a file is not what was recorded: {file_id}"
    folders = {folder.id for folder in history.folders.values() if folder.made}
    if folders != set(world.folders):
        yield f"folders {sorted(world.folders)}, recorded {sorted(folders)}"


def _kits(history: History) -> Iterator[tuple[str, str]]:
    """The ids of what was handed over, and what lies there."""
    for closing in history.closings.values():
        done, begun = closing.done(KitLaid), closing.begun(KitReserved)
        if done and begun:
            ids = begun.event
            yield from ((ids.zip, done.zip), (ids.slip, done.slip))
            yield from zip(ids.documents, done.documents, strict=True)


def _mails(world: World, history: History) -> Iterator[str]:
    left = {sent.message_id for sent in world.sent}
    recorded = {each.message_id for each in _transmissions(history) if each.sent_at} - {""}
    if left != recorded:
        yield f"mails {sorted(left)}, recorded {sorted(recorded)}"
    shas = {document.sha256 for document in history.documents.values()}
    shas |= {version.sha256 for version in _versions(history)}
    for sent in world.sent:
        if {document.sha256 for document in sent.mail.attachments} - shas:
            yield f"a mail carries another file: {sent.mail.letter.subject}"


def _versions(history: History) -> Iterator[RequestVersion]:
    for dossier in history.dossiers.values():
        yield from dossier.versions


def _transmissions(history: History) -> Iterator[Transmission]:
    yield from (each for document in history.documents.values() for each in _all(document))
    yield from history.letters.values()


def _all(document: IssuedDocument) -> Iterator[Transmission]:
    for known in document.transmissions.values():
        yield from (known, *known.earlier)


def _unfinished(world: World, history: History) -> Iterator[str]:
    for entry in Register.opened(world.workbook.rows, history, world.now).entries:
        state = entry.state(world.now)
        if entry.row is None or (entry.candidate is None and entry.document is None):
            continue
        cells = world.workbook.shown.get("Factures", {}).get(entry.row.identity, {})
        if state is DocumentState.LOST:
            if not cells.get("À vérifier"):
                yield f"lost in silence: {entry.key}"
        elif state in {DocumentState.TO_DELIVER, DocumentState.UNDELIVERED}:
            continue
        elif state is not DocumentState.SENT:
            yield f"{tuple(entry.key)} is {state.value}"
        elif cells.get("Statut") != (entry.outcome.value if entry.outcome else "Envoyée"):
            yield f"{entry.key} is sent and shows {cells.get('Statut')}"


def _orphans(world: World, history: History) -> Iterator[str]:
    recorded = {each.draft_id for each in _transmissions(history)}
    for box, drafts in world.drafts.items():
        yield from (f"an orphan draft in {box}" for draft in drafts if draft not in recorded)


def tickets_of(world: World) -> int:
    """How many tickets there have been."""
    return sum(ticket.workbook == WORKBOOK for ticket, _ in world.tickets.values())
