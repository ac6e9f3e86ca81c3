"""What became of a mail that was prepared, as the mailbox it was to leave from tells."""

from __future__ import annotations

from enum import Enum, unique


@unique
class Fate(Enum):
    """What became of a mail."""

    UNSENT = "unsent"
    """It lies there as we wrote it, and has not left: it may be sent."""

    EDITED = "edited"
    """It lies there, and somebody has changed it since: it is replaced by our bytes."""

    SENT = "sent"
    """It has left, and was found among what was sent."""

    LEAVING = "leaving"
    """It may be on its way: it is looked for again, and not sent."""

    UNKNOWN = "unknown"
    """It is neither there nor among what was sent: a person decides, it is never sent again."""
