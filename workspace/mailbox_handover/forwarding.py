"""Forwards a mailbox's mail: by the setting, or by a filter that matches all mail.

Source: https://developers.google.com/workspace/gmail/api/guides/forwarding_settings
(read in docs/facts/google-apis.md#forwarding-and-delegation).
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from invoicing.values.problems import Problem, Source
from workspace.gmail.mailboxes import answering_for
from workspace.google.errors import GoogleRefused, answer
from workspace.mailbox_handover.accounts import Accounts, by_hand

ME = "me"
BY_HAND = "forwarding-by-hand"
REFUSED = "forwarding-refused"
UNAUTHORISED = "forwarding-unauthorised"
EVERYTHING = {"size": 1, "sizeComparison": "larger"}  # every mail has more than one byte


class Forwarding:
    """Jobs' port of the same name."""

    def __init__(self, accounts: Accounts) -> None:
        self._accounts = accounts

    def ask_forwarding(self, mailbox: str, to: str) -> None:
        addresses = self._managed(mailbox, to).forwardingAddresses()
        if self._status(mailbox, to):
            return
        try:
            answer(addresses.create(userId=ME, body={"forwardingEmail": to}))
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.CONFLICT:  # somebody named it since we looked
                return
            if refused.status == HTTPStatus.BAD_REQUEST:
                refused.problems = (_refused(mailbox, to),)
            raise

    def forwarding(self, mailbox: str, to: str) -> str:
        status = self._status(mailbox, to)
        is_on = status == "accepted" and (self._is_set(mailbox, to) or self._filters(mailbox, to))
        return "on" if is_on else status

    def forward(self, mailbox: str, to: str) -> None:
        body = {"enabled": True, "emailAddress": to, "disposition": "leaveInInbox"}
        answer(self._managed(mailbox, to).updateAutoForwarding(userId=ME, body=body))

    def forward_by_filter(self, mailbox: str, to: str) -> None:
        if self._filters(mailbox, to):
            return
        body = {"criteria": EVERYTHING, "action": {"forward": to}}
        filters = self._accounts.settings(mailbox).filters()
        try:
            answer(filters.create(userId=ME, body=body))
        except GoogleRefused as refused:
            if refused.status == HTTPStatus.FORBIDDEN:  # a consent that lacks this right
                raise by_hand(UNAUTHORISED, mailbox) from None
            raise

    def _managed(self, mailbox: str, to: str) -> Any:
        if not self._accounts.is_managed(mailbox):
            raise by_hand(BY_HAND, mailbox, to=to)
        return self._accounts.settings(mailbox)

    def _status(self, mailbox: str, to: str) -> str:
        """Return "", "pending" or "accepted"."""
        request = self._accounts.settings(mailbox).forwardingAddresses().list(userId=ME)
        named = self._answer(mailbox, request).get("forwardingAddresses", ())
        statuses = (each.get("verificationStatus", "") for each in named if _is(each, to))
        return next(("accepted" if each == "accepted" else "pending" for each in statuses), "")

    def _is_set(self, mailbox: str, to: str) -> bool:
        request = self._accounts.settings(mailbox).getAutoForwarding(userId=ME)
        setting = self._answer(mailbox, request)
        return bool(setting.get("enabled")) and _same(setting.get("emailAddress", ""), to)

    def _filters(self, mailbox: str, to: str) -> list[Mapping[str, Any]]:
        """Return the filters that send everything on to *to*."""
        request = self._accounts.settings(mailbox).filters().list(userId=ME)
        filters = self._answer(mailbox, request).get("filter", ())
        return [
            each
            for each in filters
            if each.get("criteria") == EVERYTHING
            and _same(each.get("action", {}).get("forward", ""), to)
        ]

    def _answer(self, mailbox: str, request: Any) -> dict[str, Any]:
        with answering_for(mailbox):
            return answer(request)


def _refused(mailbox: str, to: str) -> Problem:
    """Return the refusal of an address that Gmail does not take; both are for the workbook only."""
    source = Source(tab="Clients", header="E-mail principal")
    return Problem(code=REFUSED, source=source, values={"mailbox": mailbox, "to": to})


def _is(named: Mapping[str, Any], to: str) -> bool:
    return _same(named.get("forwardingEmail", ""), to)


def _same(one: str, other: str) -> bool:
    return one.strip().lower() == other.strip().lower()
