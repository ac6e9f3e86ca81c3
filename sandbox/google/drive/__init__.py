"""Google Drive v3."""

from __future__ import annotations

from sandbox.google.api.call import Handler, Product
from sandbox.google.drive import files, ids, listing, permissions, revisions
from sandbox.google.drive.adopt import adopt, retitle, touch
from sandbox.google.drive.schema import SCHEMA

HANDLERS: dict[str, Handler] = {
    "drive.about.get": listing.about,
    "drive.files.copy": files.copy,
    "drive.files.create": files.create,
    "drive.files.delete": files.delete,
    "drive.files.emptyTrash": files.empty_trash,
    "drive.files.generateIds": ids.generate_ids,
    "drive.files.get": files.get,
    "drive.files.list": listing.list_files,
    "drive.files.update": files.update,
    "drive.permissions.create": permissions.create,
    "drive.permissions.delete": permissions.delete,
    "drive.permissions.get": permissions.get,
    "drive.permissions.list": permissions.list_permissions,
    "drive.permissions.update": permissions.update,
    "drive.revisions.delete": revisions.revisions_delete,
    "drive.revisions.get": revisions.revisions_get,
    "drive.revisions.list": revisions.revisions_list,
    "drive.revisions.update": revisions.revisions_update,
}
PRODUCT = Product(api="drive", version="v3", handlers=HANDLERS, schema=SCHEMA)

__all__ = ["HANDLERS", "PRODUCT", "SCHEMA", "adopt", "retitle", "touch"]
