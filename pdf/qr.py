"""The QR code that a banking application reads to fill in a transfer, drawn as vectors.

Source: EPC069-12 version 3.1, "Quick Response Code: Guidelines to enable data capture for the
initiation of a SEPA credit transfer".
"""

from __future__ import annotations

import base64
import functools
import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from reportlab.graphics.barcode import qrencoder

from invoicing.amounts import CENT
from invoicing.invoice import Invoice
from pdf.kinds import is_owed

LARGEST = Decimal("999999999.99")  # EUR
NAME, REMITTANCE = 70, 140  # characters
BYTES = 331  # of the whole: what version 13 holds at level M
QUIET = 4  # modules of white around it
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
    'viewBox="0 0 {size} {size}"><path fill="#ffffff" d="M0 0h{size}v{size}h-{size}z"/>'
    '<path fill="none" stroke="#000000" stroke-width="1" d="{path}"/></svg>'
)


def transfer(invoice: Invoice) -> str:
    """Return what the code says; "" when no transfer can be asked for.

    In order: service tag, version, UTF-8, SEPA transfer, BIC, name, IBAN, amount, purpose,
    structured reference, remittance information.
    """
    seller, due = invoice.draft.seller, invoice.draft.settlement.net_payable
    iban = _joined(seller.iban)
    if not (iban and is_owed(invoice.draft) and due <= LARGEST):
        return ""
    name = " ".join(seller.name.split())[:NAME].strip()
    amount = f"EUR{due.quantize(CENT):f}"
    reference = " ".join(invoice.number.split())[:REMITTANCE]
    told = ("BCD", "002", "1", "SCT", _joined(seller.bic), name, iban, amount, "", "", reference)
    text = "\n".join(told)
    return text if len(text.encode()) <= BYTES else ""


def _joined(identifier: str) -> str:
    return re.sub(r"\s", "", identifier).upper()


@functools.lru_cache(maxsize=64)
def picture(text: str) -> bytes:
    """Draw the code as SVG in a ``data:`` URI; b"" of "".  It is bytes, as nobody reads it."""
    if not text:
        return b""
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = len(code.modules) + 2 * QUIET
    drawn = SVG.format(size=size, path="".join(_dark(code.modules)))
    return b"data:image/svg+xml;base64," + base64.b64encode(drawn.encode())


def _dark(modules: list[list[bool | None]]) -> Iterator[str]:
    """Yield each run of dark modules as a thick line, which is read twice as fast as a box."""
    for y, row in enumerate(modules, QUIET):
        x = QUIET
        for dark, run in itertools.groupby(map(bool, row)):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}.5h{width}"
            x += width
