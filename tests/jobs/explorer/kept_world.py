"""A world as it stands, from which any number of executions may begin."""

from __future__ import annotations

import io
import pickle

from invoicing.rows.tabs import Rows
from tests.jobs.world.world import World


class KeptWorld:
    """Gives copies of a world; rows are never changed, and stay the very same."""

    def __init__(self, world: World) -> None:
        """Keep it as it is now."""
        self._rows: list[Rows] = []
        content = io.BytesIO()
        _Keeping(content, self._rows).dump(world)
        self._content = content.getvalue()

    def copy(self) -> World:
        """Return a world of its own."""
        world = _Copying(io.BytesIO(self._content), self._rows).load()
        assert isinstance(world, World)
        return world


class _Keeping(pickle.Pickler):
    def __init__(self, file: io.BytesIO, rows: list[Rows]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._rows = rows

    def persistent_id(self, obj: object) -> int | None:
        if not isinstance(obj, Rows):
            return None
        self._rows.append(obj)
        return len(self._rows) - 1


class _Copying(pickle.Unpickler):  # noqa: S301  (our own)
    def __init__(self, file: io.BytesIO, rows: list[Rows]) -> None:
        super().__init__(file)
        self._rows = rows

    def persistent_load(self, pid: int) -> Rows:
        return self._rows[pid]
