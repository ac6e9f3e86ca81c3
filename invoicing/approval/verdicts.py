"""What an answer of the Form is worth.

Approvals count under the current code only, and once; objections count under any genuine one, for
as long as the number has not been taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.history.approval_code import OLD_KEYS_COUNT, Code, Key, is_genuine, parsed
from invoicing.history.approval_file import Dossier, Outcome, Version
from invoicing.history.history import History
from invoicing.history.records import Key as DocumentKey

NOBODY: DocumentKey = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What it is worth, and whose it is."""

    outcome: Outcome
    key: DocumentKey = NOBODY
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """All that a verdict rests on."""

    history: History
    keys: Mapping[str, Key]  # by id
    standing: Mapping[DocumentKey, str] = field(default_factory=dict)  # content asked for now

    def judge(self, text: str, *, approves: bool | None, at: datetime) -> Verdict:
        """Judge an answer under the code *text*, submitted at *at* (aware)."""
        code = parsed(text)
        version = self.history.version(code.request) if code else None
        if code is None or version is None:
            return Verdict(outcome=Outcome.UNKNOWN)
        key = version.claim.seller, version.claim.key
        outcome = self._outcome(code, version, approves=approves, at=at)
        if outcome is Outcome.FORGED:
            return Verdict(outcome=outcome)
        return Verdict(outcome=outcome, key=key, request=version.claim.request)

    def _outcome(
        self, code: Code, version: Version, *, approves: bool | None, at: datetime
    ) -> Outcome:
        secret = self.keys.get(code.key)
        if secret is None or code.key != version.signed_with:
            return Outcome.FORGED
        if not is_genuine(code, version.claim, secret):
            return Outcome.FORGED
        if approves is None:
            return Outcome.UNKNOWN
        key = version.claim.seller, version.claim.key
        is_numbered = key in self.history.documents
        if not approves:
            return Outcome.LATE if is_numbered else Outcome.OBJECTED
        if is_numbered:
            return Outcome.SETTLED
        return self._approval(code, version, self.history.dossiers[key], at)

    def _approval(self, code: Code, version: Version, dossier: Dossier, at: datetime) -> Outcome:
        key = version.claim.seller, version.claim.key
        if version is not dossier.current or self.standing.get(key) != version.claim.content:
            return Outcome.STALE
        if version.is_decided:
            return Outcome.USED
        if at > version.claim.expires or self._is_outdated(code, at):
            return Outcome.EXPIRED
        return Outcome.APPROVED

    def _is_outdated(self, code: Code, at: datetime) -> bool:
        """Whether a newer key has been in use for so long that the old one counts no more."""
        following = self.keys.get(str(int(code.key) + 1))
        return following is not None and at > following.made + OLD_KEYS_COUNT
