"""The QR code that a banking application reads to fill in a transfer, drawn as vectors.

xhtml2pdf sets one grey pixel where it is to stand (``STAND_IN``), and the last pass over the PDF
(pdf/typesetting/pdfa.py) puts the drawing into its place.  An SVG would take a tenth of the time
that the whole document takes.

Source: EPC069-12 version 3.1, "Quick Response Code: Guidelines to enable data capture for the
initiation of a SEPA credit transfer".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import segno

from invoicing.document.invoice import Invoice
from invoicing.values.amounts import CENT
from pdf.pages.document_kinds import is_owed

LARGEST = Decimal("999999999.99")  # EUR
NAME, REMITTANCE = 70, 140  # characters
BYTES = 331  # of the whole: what version 13 holds at level M
QUIET = 4  # modules of white around it
STAND_IN = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCB"
    "d81ytgAAAABJRU5ErkJggg=="
)
WHITE, BLACK = "1 g 0 0 1 1 re f", "0 g"


def transfer(invoice: Invoice) -> str:
    """Return the text of the code; "" when no transfer can be asked for.

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
    fields = ("BCD", "002", "1", "SCT", _joined(seller.bic), name, iban, amount, "", "", reference)
    text = "\n".join(fields)
    return text if len(text.encode()) <= BYTES else ""


def _joined(identifier: str) -> str:
    return re.sub(r"\s", "", identifier).upper()


def drawing(text: str) -> bytes:
    """Draw the code in the unit square, as operators of a PDF's content stream."""
    modules = code(text).matrix
    size = len(modules) + 2 * QUIET
    scale = f"{1 / size:.6f} 0 0 {-1 / size:.6f} 0 1 cm"
    return " ".join((WHITE, BLACK, scale, *_dark(modules), "f")).encode()


def code(text: str) -> segno.QRCode:
    """Make the code at level M, in UTF-8, which its third line alone declares."""
    return segno.make_qr(text, error="M", boost_error=False, encoding="utf-8")


def _dark(modules: Iterable[Iterable[int]]) -> Iterator[str]:
    """Yield each run of dark modules as a box."""
    for y, row in enumerate(modules, QUIET):
        x = QUIET
        for is_dark, run in itertools.groupby(row):
            width = len(list(run))
            if is_dark:
                yield f"{x} {y} {width} 1 re"
            x += width
