"""The sandbox's clock: the machine's, moved by an offset that is kept with the state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from sandbox.state.store import Store, set_setting, setting

FIRST, LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
NAME = "clock_offset_seconds"


class Clock:
    """Tells and sets the time; from where it is set it runs on with real time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.transaction() as db:
            self._offset = timedelta(seconds=float(setting(db, NAME, "0")))

    def now(self) -> datetime:
        """Return the instant, UTC."""
        return datetime.now(UTC) + self._offset

    def set(self, at: datetime) -> None:
        """Set the clock to an aware instant."""
        self._keep(at - datetime.now(UTC))

    def advance(self, by: timedelta) -> None:
        """Move the clock on; a negative duration moves it back."""
        self._keep(self._offset + by)

    def _keep(self, offset: timedelta) -> None:
        if not FIRST <= datetime.now(UTC) + offset < LAST:
            message = "the clock runs from 1970 to 9000"
            raise ValueError(message)
        self._offset = offset
        with self._store.transaction() as db:
            set_setting(db, NAME, repr(offset.total_seconds()))


def http_date(at: datetime) -> str:
    """Return an instant as RFC 9110 writes it in a ``Date`` header.

    >>> http_date(datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    'Mon, 23 Nov 2026 07:00:00 GMT'
    """
    return format_datetime(at.astimezone(UTC), usegmt=True)


def rfc3339(at: datetime) -> str:
    """Return an instant as Drive writes it, in milliseconds.

    >>> rfc3339(datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    '2026-11-23T07:00:00.000Z'
    """
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def milliseconds(at: datetime) -> int:
    """Return an instant as Gmail counts it: milliseconds since 1970."""
    return int(at.timestamp() * 1000)
