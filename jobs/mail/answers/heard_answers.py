"""What was heard, and what was listened to without error."""

from __future__ import annotations

from dataclasses import dataclass, field

from invoicing.history.events.event import Event
from invoicing.history.events.mailboxes import MailboxRead
from invoicing.values.mail_addresses import box_hash
from invoicing.values.problems import Problem

MANY = 20  # messages that are not read again and again


@dataclass(slots=True, kw_only=True)
class HeardAnswers:
    """What was heard, and what was listened to without error."""

    events: list[Event] = field(default_factory=list)
    form: bool = False  # it was read, and could have been answered
    flaws: tuple[Problem, ...] = ()  # of the Form
    boxes: set[str] = field(default_factory=set)  # that were read
    closed: set[str] = field(default_factory=set)  # hashes of those that let us in no more
    unread: int = 0  # messages since a mark, at the most

    @property
    def opened(self) -> set[str]:
        """Hashes of the mailboxes that were read."""
        return set(map(box_hash, self.boxes))

    @property
    def is_news(self) -> bool:
        """Whether it is worth a run; how far a mailbox was read is none, until much has come."""
        return self.unread > MANY or any(
            not isinstance(event, MailboxRead) for event in self.events
        )
