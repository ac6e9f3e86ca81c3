"""How pages say instants and sizes, in French."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
KILO = 1000


def instant(at: datetime) -> str:
    """Return an instant as people in Paris say it.

    >>> instant(datetime(2026, 11, 23, 7, 5, tzinfo=UTC))
    'lundi 23 novembre 2026, 08:05'
    """
    local = at.astimezone(PARIS)
    return (
        f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year}, {local:%H:%M}"
    )


def moment(at_ms: int) -> str:
    """Return an instant in milliseconds, short.

    >>> moment(1_795_417_500_000)
    '23/11/2026 08:05'
    """
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(PARIS):%d/%m/%Y %H:%M}"


def field(at: datetime) -> str:
    """Return an instant as an ``<input type="datetime-local">`` holds it."""
    return f"{at.astimezone(PARIS):%Y-%m-%dT%H:%M}"


def read_field(text: str) -> datetime:
    """Read such a field back; ValueError if it holds no instant."""
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def size(count: int) -> str:
    """Return a number of bytes.

    >>> size(999), size(34_512)
    ('999 o', '35 Ko')
    """
    if count < KILO:
        return f"{count} o"
    if count < KILO**2:
        return f"{round(count / KILO)} Ko"
    return f"{count / KILO**2:.1f} Mo".replace(".", ",")
