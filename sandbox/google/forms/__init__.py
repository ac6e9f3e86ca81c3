"""Google Forms v1, and the page where a form is answered."""

from __future__ import annotations

from sandbox.google.api.call import Handler, Product
from sandbox.google.forms import batch, documents, page, responses
from sandbox.google.forms.store import SCHEMA

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
