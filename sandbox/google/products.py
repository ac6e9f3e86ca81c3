"""The products of this sandbox.  A new one is one more entry."""

from __future__ import annotations

from sandbox.google import directory, drive, forms, gmail, sheets
from sandbox.google.api.call import Product

PRODUCTS: tuple[Product, ...] = (
    directory.PRODUCT,
    drive.PRODUCT,
    forms.PRODUCT,
    gmail.PRODUCT,
    sheets.PRODUCT,
)
