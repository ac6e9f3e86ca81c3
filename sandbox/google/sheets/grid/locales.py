"""What differs between a French and an English spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

NARROW = "\u202f"  # between thousands
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    """How a spreadsheet reads and writes."""

    decimal: str
    groups: str  # accepted between thousands; the first is written
    separator: str  # between a formula's arguments
    day_first: bool
    date_separators: str  # regular expression class, without brackets
    true: str
    false: str
    date: str  # default patterns
    time: str
    currency: str
    months: tuple[str, ...]
    days: tuple[str, ...]  # from Monday
    first_tab: str

    @property
    def date_time(self) -> str:
        return f"{self.date} {self.time}"


FRENCH = Locale(
    decimal=",",
    groups=f"{NARROW}{NO_BREAK} ",
    separator=";",
    day_first=True,
    date_separators=r"/.\-",
    true="VRAI",
    false="FAUX",
    date="dd/mm/yyyy",
    time="hh:mm:ss",
    currency=f"#,##0.00{NO_BREAK}€",
    months=(
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
    ),
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    first_tab="Feuille 1",
)
ENGLISH = Locale(
    decimal=".",
    groups=",",
    separator=",",
    day_first=False,
    date_separators=r"/\-",
    true="TRUE",
    false="FALSE",
    date="m/d/yyyy",
    time="h:mm:ss am/pm",
    currency="$#,##0.00",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    first_tab="Sheet1",
)


def of(name: str) -> Locale:
    """Return the rules of a spreadsheet's locale; all that is not French is English here."""
    return FRENCH if name.startswith("fr") else ENGLISH
