"""What a person delivers: a portal, a platform, the post, the client himself.

The file and a page that says what to do where are laid into the client's folder « À déposer »; the
person fills `Déposée le` and `Référence de dépôt`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from invoicing.history.events.event import Event
from invoicing.history.events.transmissions import AtHand, LaidOut
from invoicing.history.records import Stage, Transmission
from invoicing.register.entry import Entry, under_way
from invoicing.rows.recipients import Recipient
from invoicing.values.channels import BY_HAND
from jobs.channels.task_page import errand
from jobs.documents.at_hand import DocumentsAtHand
from jobs.documents.folders import made, missing, reserved
from jobs.documents.issued_documents import archived, content
from jobs.engine.context import Context
from jobs.engine.departures import depart
from jobs.mail.dispatch import Dispatch

FOLDER = "À déposer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document that a person is to deliver to somebody."""

    entry: Entry
    recipient: Recipient
    known: Transmission

    @property
    def client_code(self) -> str:
        """The client's code."""
        return self.entry.client_code

    @property
    def is_new(self) -> bool:
        """Say whether no ids are reserved for it yet."""
        return self.known.stage is Stage.NEW

    @property
    def reference(self) -> str:
        """`Réf.` of the document."""
        return self.entry.key.reference

    @property
    def role(self) -> str:
        """To whom it goes."""
        return self.recipient.role

    @property
    def origin(self) -> str:
        """The client whose folder it is laid into."""
        return self.client_code

    def laid_out(self, ids: Iterator[str]) -> LaidOut:
        """Reserve the ids of its file and of the page."""
        return LaidOut(
            client_code=self.client_code,
            reference=self.reference,
            role=self.role,
            channel=self.recipient.channel,
            file_id=next(ids),
            note_id=next(ids),
        )

    def at_hand(self) -> AtHand:
        """Say that both lie there."""
        return AtHand(client_code=self.client_code, reference=self.reference, role=self.role)


def tasks(context: Context) -> Iterator[Task]:
    """Return what is to be laid out."""
    for entry in context.entries():
        for recipient in under_way(entry):
            known = entry.issued.transmissions.get(recipient.role, Transmission())
            is_ours = known.carried_by(recipient.channel) in BY_HAND
            if is_ours and recipient.channel in BY_HAND:
                yield Task(entry=entry, recipient=recipient, known=known)


@dataclass(frozen=True, slots=True)
class ByHand:
    """The second channel."""

    context: Context
    dispatch: Dispatch
    documents: DocumentsAtHand

    @property
    def consumes(self) -> bool:
        """Laying a file out again under its reserved id changes nothing."""
        return True

    def greet(self) -> None:
        """Do nothing: a person is always there."""

    def settle(self) -> None:
        """Do nothing: laying out a file again changes nothing, for its id was recorded."""

    def prepare(self) -> None:
        """Reserve the ids of the files, and record them."""
        context, new = self.context, [task for task in tasks(self.context) if task.is_new]
        if not new or context.is_over:
            return
        sirens = {task.entry.issued.siren for task in new}
        lacking = {folder for siren in sirens for folder in missing(context, siren, FOLDER)}
        ids = iter(context.desk.archive.reserve(2 * len(new) + len(lacking)))
        folders = dict(context.register.history.folders)
        events: list[Event] = []
        for task in new:
            siren = task.entry.issued.siren
            events += reserved(folders, ids, code=task.client_code, siren=siren, part=FOLDER)
            events.append(task.laid_out(ids))
        context.record(events)

    def deliver(self) -> None:
        """Lay out the file and the page."""
        waiting = [task for task in tasks(self.context) if not task.is_new]
        step = partial(_lay_out, self.context, self.documents)
        depart(self.context, waiting, step, consumes=self.consumes)


def _lay_out(context: Context, documents: DocumentsAtHand, task: Task) -> list[Event]:
    entry, known = task.entry, task.known
    invoice, document = content(context, documents, entry), archived(context, documents, entry)
    folder, events = made(context, documents, task.client_code, invoice.draft.seller, part=FOLDER)
    at = known.drafted_at or context.register.now
    page = context.desk.press.page(errand(invoice, task.recipient), at)
    properties = {
        "client": task.client_code,
        "ref": entry.key.reference[:60],
        "content": entry.issued.content,
    }
    for file_id, file in ((known.file_id, document), (known.note_id, page)):
        context.run.may_act()
        context.desk.archive.put(file_id, file, folder=folder, properties=properties)
    return [*events, task.at_hand()]
