"""Admin SDK's Directory API v1: one user and the security of the account."""

from __future__ import annotations

from sandbox.google.api.call import Handler, Product
from sandbox.google.directory import security, users

HANDLERS: dict[str, Handler] = {
    "admin.directory.asps.delete": security.delete_password,
    "admin.directory.asps.get": security.get_password,
    "admin.directory.asps.list": security.list_passwords,
    "admin.directory.tokens.delete": security.delete_token,
    "admin.directory.tokens.get": security.get_token,
    "admin.directory.tokens.list": security.list_tokens,
    "admin.directory.users.get": users.get,
    "admin.directory.users.patch": users.update,
    "admin.directory.users.signOut": users.sign_out,
    "admin.directory.users.update": users.update,
    "admin.directory.verificationCodes.generate": security.generate_codes,
    "admin.directory.verificationCodes.invalidate": security.invalidate_codes,
    "admin.directory.verificationCodes.list": security.list_codes,
}
PRODUCT = Product(api="admin", version="directory_v1", handlers=HANDLERS)
