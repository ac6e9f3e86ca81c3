"""The two parts of a problem's text, after *where*."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What is wrong, and what to do; ``{names}`` come from ``Problem.values``."""

    what: str
    remedy: str
    stops: bool = True  # False: `À vérifier`, the row goes on
