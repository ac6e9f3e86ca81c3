"""The word that lies across a page which is not the document itself, below all that it says.

It is text in an embedded face, in a tint so light that figures over it are as black as ever.
"""

from __future__ import annotations

import base64
import functools
from html import escape

TINT = "#f3dfd9"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="170mm" height="250mm" viewBox="0 0 170 250">'
    '<text x="85" y="168" transform="rotate(-40 85 160)" text-anchor="middle" fill="{tint}" '
    'font-family="Helvetica" font-weight="bold" font-size="{size}">{text}</text></svg>'
)
ROOM, WIDEST = 430.0, 24.0  # what all letters may take together, and one at most (of the 170 × 250)


@functools.lru_cache(maxsize=8)
def picture(text: str) -> bytes:
    """Draw a watermark as SVG in a ``data:`` URI."""
    size = min(WIDEST, ROOM / max(len(text), 1))
    drawn = SVG.format(tint=TINT, size=f"{size:.1f}", text=escape(text))
    return b"data:image/svg+xml;base64," + base64.b64encode(drawn.encode())
