"""Gmail v1."""

from __future__ import annotations

from sandbox.google.api.call import Handler, Product
from sandbox.google.gmail.delivery import drafts, forwarding, forwarding_page, sending
from sandbox.google.gmail.mailbox import labels, listing, messages, resource, threads
from sandbox.google.gmail.mailbox.schema import SCHEMA
from sandbox.google.gmail.settings import aliases, delegates, filters, vacation

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
    "gmail.users.messages.attachments.get": resource.attachment,
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
    "gmail.users.settings.getAutoForwarding": forwarding.get_automatic,
    "gmail.users.settings.getVacation": vacation.get,
    "gmail.users.settings.updateAutoForwarding": forwarding.update_automatic,
    "gmail.users.settings.updateVacation": vacation.update,
    "gmail.users.settings.delegates.create": delegates.create,
    "gmail.users.settings.delegates.delete": delegates.delete,
    "gmail.users.settings.delegates.get": delegates.get,
    "gmail.users.settings.delegates.list": delegates.list_delegates,
    "gmail.users.settings.filters.create": filters.create,
    "gmail.users.settings.filters.delete": filters.delete,
    "gmail.users.settings.filters.get": filters.get,
    "gmail.users.settings.filters.list": filters.list_filters,
    "gmail.users.settings.forwardingAddresses.create": forwarding.create,
    "gmail.users.settings.forwardingAddresses.delete": forwarding.delete,
    "gmail.users.settings.forwardingAddresses.get": forwarding.get,
    "gmail.users.settings.forwardingAddresses.list": forwarding.list_addresses,
    "gmail.users.settings.sendAs.create": aliases.create,
    "gmail.users.settings.sendAs.delete": aliases.delete,
    "gmail.users.settings.sendAs.list": aliases.list_aliases,
    "gmail.users.threads.delete": threads.delete,
    "gmail.users.threads.get": threads.get,
    "gmail.users.threads.list": threads.list_threads,
    "gmail.users.threads.modify": threads.modify,
    "gmail.users.threads.trash": threads.trash,
    "gmail.users.threads.untrash": threads.untrash,
}
PRODUCT = Product(
    api="gmail",
    version="v1",
    handlers=HANDLERS,
    schema=SCHEMA,
    pages=forwarding_page.blueprint,
)

__all__ = ["HANDLERS", "PRODUCT", "SCHEMA"]
