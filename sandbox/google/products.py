"""The products of this sandbox.  A new one is one more entry."""

from __future__ import annotations

from workspace.sandbox import directory, drive, forms, gmail, sheets
from workspace.sandbox.wire import Product

PRODUCTS: tuple[Product, ...] = (
    directory.PRODUCT,
    drive.PRODUCT,
    forms.PRODUCT,
    gmail.PRODUCT,
    sheets.PRODUCT,
)
