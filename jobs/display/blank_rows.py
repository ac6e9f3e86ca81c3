"""Keys are not invented by hand: empty rows with a `Réf.` stand ready below the others."""

from __future__ import annotations

from jobs.ports import Reading

READY = 200  # rows, once they are filled up
FEWEST = 100  # rows; below, they are filled up


def new_keys(reading: Reading) -> tuple[str, ...]:
    """Return the `Réf.` of the rows to append to `Factures`."""
    if reading.free_keys >= FEWEST:
        return ()
    first = reading.last_key + 1
    return tuple(f"F{number:04}" for number in range(first, first + READY - reading.free_keys))
