"""An account's accesses ended: its sessions, other applications, and our own grant.

Sources: https://developers.google.com/workspace/admin/directory/v1/guides/manage-security,
https://developers.google.com/identity/protocols/oauth2/native-app#tokenrevoke
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from http import HTTPStatus
from typing import Any

from jobs.ports import Refused
from workspace.gmail.mailboxes import answering_for
from workspace.google.errors import GoogleRefused, answer, done, reply, translated, trouble
from workspace.mailbox_handover.accounts import Accounts
from workspace.mailbox_handover.forwarding import ME

REVOKE = "oauth2.revoke"
NOBODYS = {"invalid_client", "unauthorized_client"}  # says something of us, nothing of the grant


class LettingGo:
    """Jobs' port of the same name."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def sign_out(self, mailbox: str) -> None:
        done(self._accounts.directory_of(mailbox).users().signOut(userKey=mailbox))

    def withdraw(self, mailbox: str) -> None:
        for _, end in self._openings(mailbox):
            _ended(end)

    def accesses(self, mailbox: str) -> Sequence[str]:
        return list(dict.fromkeys(kind for kind, _ in self._openings(mailbox)))

    def _openings(self, mailbox: str) -> Iterator[tuple[str, Any]]:
        """Yield what opens the account besides its password and our grant, and what ends it."""
        directory, ours = self._accounts.directory_of(mailbox), self._application(mailbox)
        tokens = answer(directory.tokens().list(userKey=mailbox)).get("items", ())
        for client_id in {each["clientId"] for each in tokens} - {ours}:
            yield "token", directory.tokens().delete(userKey=mailbox, clientId=client_id)
        for each in answer(directory.asps().list(userKey=mailbox)).get("items", ()):
            yield "password", directory.asps().delete(userKey=mailbox, codeId=each["codeId"])
        delegates = self._accounts.settings(mailbox).delegates()
        for each in answer(delegates.list(userId=ME)).get("delegates", ()):
            yield "delegate", delegates.delete(userId=ME, delegateEmail=each["delegateEmail"])

    def sends_as(self, mailbox: str) -> Sequence[str]:
        with answering_for(mailbox):
            answered = answer(self._accounts.settings(mailbox).sendAs().list(userId=ME))
        aliases = (each for each in answered.get("sendAs", ()) if not each.get("isPrimary"))
        agreed = (each for each in aliases if each.get("verificationStatus") == "accepted")
        return [each["sendAsEmail"].lower() for each in agreed]

    def revoke(self, mailbox: str) -> None:
        token = self._accounts.token(mailbox)
        address = token.token_uri.removesuffix("/token") + "/revoke"
        with translated(REVOKE):
            response = self._accounts.plain.post(address, data={"token": token.refresh_token})
        if response.status_code == HTTPStatus.OK or _is_invalid(response.content):
            return
        raise trouble(REVOKE, reply(response.status_code, response.headers, response.content))

    def is_dead(self, mailbox: str) -> bool:
        with self._accounts.fresh() as mailboxes:
            try:
                answer(mailboxes(mailbox).users().getProfile(userId=ME))
            except GoogleRefused as refused:
                if refused.status != HTTPStatus.UNAUTHORIZED or refused.reason in NOBODYS:
                    raise
                return True
        return False

    def _application(self, mailbox: str) -> str:
        """Return the OAuth client that holds our grant; "" if we hold none."""
        try:
            return str(self._accounts.token(mailbox).client_id)
        except Refused:
            return ""


def _ended(request: Any) -> None:
    """Delete it; one that is gone is fine."""
    try:
        done(request)
    except GoogleRefused as refused:
        if refused.status != HTTPStatus.NOT_FOUND:
            raise


def _is_invalid(content: bytes) -> bool:
    """Return whether the token endpoint knows no such token (RFC 7009 as Google does it)."""
    return b'"invalid_token"' in content
