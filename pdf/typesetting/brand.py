"""What a client company's papers look like: its logo and its colour, or ours where it has none.

An invoice records the SHA-256 of the logo and the colour (``Seller.logo``, ``Seller.colour``), and
the bytes come beside it: the same invoice and instant thus give the same bytes, or nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.document.parties import Seller
from invoicing.values import colour
from jobs.ports import Flaw
from pdf.typesetting.logo import Picture, Unusable, picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Colours of the page, and the picture at its head."""

    accent: str = "#1d5563"  # title, edge of the box, head of the table
    strong: str = "#1d5563"  # amounts that stand out
    tint: str = "#eef4f5"  # ground of the box
    edge: str = ""  # a rule at the left of the box
    logo: Picture | None = None


PLAIN = Brand()
UNPRINTED = {"printed": False}  # a part of a view that is no text of the page


def flaws(seller: Seller, logo: bytes) -> Iterator[Flaw]:
    """Yield what is wrong with the colour and the logo of a client company."""
    if flaw := colour.fault(seller.colour):
        yield Flaw(code=flaw[0], values=flaw[1])
    if hashlib.sha256(logo).hexdigest() != seller.logo and (seller.logo or logo):
        yield Flaw(code="logo-differs")
    elif seller.logo:
        try:
            picture(logo)
        except Unusable as unusable:
            yield unusable.flaw


def look(seller: Seller, logo: bytes) -> Brand:
    """Return colours and logo of a seller.  May raise Unusable."""
    for flaw in flaws(seller, logo):
        raise Unusable(flaw)
    drawn = picture(logo) if seller.logo else None
    own = colour.read_colour(seller.colour)
    if own is None:
        return Brand(logo=drawn)
    return Brand(accent=own, strong="#20262b", tint="#f4f5f6", edge=own, logo=drawn)
