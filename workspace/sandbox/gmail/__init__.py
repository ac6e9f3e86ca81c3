"""Gmail v1."""

from __future__ import annotations

from workspace.sandbox.gmail import drafts, labels, listing, messages, sending, shown, threads
from workspace.sandbox.gmail.schema import SCHEMA
from workspace.sandbox.wire import Handler, Product

HANDLERS: dict[str, Handler] = {
    "gmail.users.getProfile": messages.profile,
    "gmail.users.drafts.create": drafts.create,
    "gmail.users.drafts.delete": drafts.delete,
    "gmail.users.drafts.get": drafts.get,
    "gmail.users.drafts.list": drafts.list_drafts,
    "gmail.users.drafts.send": drafts.send,
    "gmail.users.drafts.update": drafts.update,
    "gmail.users.history.list": listing.history,
    "gmail.users.labels.create": labels.create,
    "gmail.users.labels.delete": labels.delete,
    "gmail.users.labels.get": labels.get,
    "gmail.users.labels.list": labels.list_labels,
    "gmail.users.labels.patch": labels.update,
    "gmail.users.labels.update": labels.update,
    "gmail.users.messages.attachments.get": shown.attachment,
    "gmail.users.messages.batchDelete": messages.batch_delete,
    "gmail.users.messages.batchModify": messages.batch_modify,
    "gmail.users.messages.delete": messages.delete,
    "gmail.users.messages.get": messages.get,
    "gmail.users.messages.import": messages.insert,
    "gmail.users.messages.insert": messages.insert,
    "gmail.users.messages.list": listing.list_messages,
    "gmail.users.messages.modify": messages.modify,
    "gmail.users.messages.send": sending.send,
    "gmail.users.messages.trash": messages.trash,
    "gmail.users.messages.untrash": messages.untrash,
    "gmail.users.threads.delete": threads.delete,
    "gmail.users.threads.get": threads.get,
    "gmail.users.threads.list": threads.list_threads,
    "gmail.users.threads.modify": threads.modify,
    "gmail.users.threads.trash": threads.trash,
    "gmail.users.threads.untrash": threads.untrash,
}
PRODUCT = Product(api="gmail", version="v1", handlers=HANDLERS, schema=SCHEMA)

__all__ = ["HANDLERS", "PRODUCT", "SCHEMA"]
