"""Google Forms v1, and the page where a form is answered."""

from __future__ import annotations

from workspace.sandbox.forms import batch, documents, page, responses
from workspace.sandbox.forms.store import SCHEMA
from workspace.sandbox.wire import Handler, Product

HANDLERS: dict[str, Handler] = {
    **batch.HANDLERS,
    **documents.HANDLERS,
    **responses.HANDLERS,
}
NATIVES = documents.NATIVES
PRODUCT = Product(
    api="forms",
    version="v1",
    handlers=HANDLERS,
    schema=SCHEMA,
    file_id="formId",
    natives=NATIVES,
    pages=page.blueprint,
)

__all__ = ["HANDLERS", "NATIVES", "PRODUCT", "SCHEMA"]
