"""Google Sheets v4, and the spreadsheets' page."""

from __future__ import annotations

from workspace.sandbox.sheets import page, requests_metadata, spreadsheets, values
from workspace.sandbox.sheets.store import SCHEMA
from workspace.sandbox.wire import Handler, Product

HANDLERS: dict[str, Handler] = {
    **requests_metadata.HANDLERS,
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
