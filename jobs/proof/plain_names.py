"""Names of files that stand in any folder."""

from __future__ import annotations

import re
import unicodedata


def plain(name: str) -> str:
    """A file's name: what the Journal says may not lead out of the folder."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._+-]+", "-", letters).strip("-.")[:100] or "sans-nom"
