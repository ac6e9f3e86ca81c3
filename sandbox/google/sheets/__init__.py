"""Google Sheets v4, and the spreadsheets' page."""

from __future__ import annotations

from sandbox.google.api.call import Handler, Product
from sandbox.google.sheets import spreadsheets, values
from sandbox.google.sheets.grid.store import SCHEMA
from sandbox.google.sheets.page import page
from sandbox.google.sheets.requests import metadata

HANDLERS: dict[str, Handler] = {
    **metadata.HANDLERS,
    **spreadsheets.HANDLERS,
    **values.HANDLERS,
}
NATIVES = spreadsheets.NATIVES
PRODUCT = Product(
    api="sheets",
    version="v4",
    handlers=HANDLERS,
    schema=SCHEMA,
    file_id="spreadsheetId",
    natives=NATIVES,
    pages=page.blueprint,
)

__all__ = ["HANDLERS", "NATIVES", "PRODUCT", "SCHEMA"]
