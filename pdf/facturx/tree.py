"""The syntax of CII D22B: how an element is added, and how a value is written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from lxml import etree

from pdf.typesetting.printable_characters import composed

_URN = "urn:un:unece:uncefact:data:standard:"
SPACES = {
    "rsm": f"{_URN}CrossIndustryInvoice:100",
    "ram": f"{_URN}ReusableAggregateBusinessInformationEntity:100",
    "qdt": f"{_URN}QualifiedDataType:100",
    "udt": f"{_URN}UnqualifiedDataType:100",
}
FORBIDDEN = re.compile(  # XML 1.0 § 2.2; the repertoire takes \v and \f for blanks
    r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
EURO = "EUR"
Element = etree._Element  # noqa: SLF001 - lxml has no other name for it


def root() -> Element:
    """Return an empty CrossIndustryInvoice."""
    return etree.Element(f"{{{SPACES['rsm']}}}CrossIndustryInvoice", nsmap=SPACES)


def branch(parent: Element, path: str, *, space: str = "ram") -> Element:
    """Add the elements of a path, ``A/B/C``, and return the last."""
    for name in path.split("/"):
        parent = etree.SubElement(parent, f"{{{SPACES[space]}}}{name}")
    return parent


def leaf(parent: Element, path: str, text: str, **attributes: str) -> None:
    r"""Add a path that ends in a text; nothing where there is none (PEPPOL-R008).

    >>> tree = root()
    >>> leaf(tree, "SellerTradeParty/GlobalID", "12345678200010", schemeID="0009")
    >>> leaf(tree, "SellerTradeParty/Name", "")
    >>> leaf(tree, "Name", " Établi\v ")
    >>> tree[0][0].text, len(tree), tree[1].text
    ('12345678200010', 2, 'Établi')
    """
    if clean := FORBIDDEN.sub(" ", composed(text)).strip():
        added = branch(parent, path)
        added.text = clean
        added.attrib.update(attributes)


def day(parent: Element, path: str, when: date | None, *, space: str = "udt") -> None:
    """Add a date, if there is one, as AAAAMMJJ (BR-FR-03)."""
    if when:
        added = branch(branch(parent, path), "DateTimeString", space=space)
        added.text = f"{when:%Y%m%d}"
        added.set("format", "102")


def is_charge(parent: Element, *, charge: bool) -> None:
    """Say whether what follows is a charge or an allowance."""
    indicator = branch(branch(parent, "ChargeIndicator"), "Indicator", space="udt")
    indicator.text = "true" if charge else "false"


def money(value: Decimal) -> str:
    """EUR, two decimals; never a negative zero.

    >>> money(Decimal("-0.00")), money(Decimal("12.5"))
    ('0.00', '12.50')
    """
    return f"{value + 0:.2f}"


def percent(value: Decimal) -> str:
    """Two decimals: BR-FR-16 compares texts.

    >>> percent(Decimal(20)), percent(Decimal("5.5"))
    ('20.00', '5.50')
    """
    return f"{value:.2f}"


def number(value: Decimal) -> str:
    """A quantity or a price, without needless zeros and without exponent.

    >>> number(Decimal("12.50")), number(Decimal("1E+2")), number(Decimal("-0"))
    ('12.5', '100', '0')
    """
    text = f"{value + 0:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
