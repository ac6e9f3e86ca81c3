"""What an answer of the Form is worth.

Approvals count under the current code only, and once; objections count under any genuine one, for
as long as the number has not been taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from invoicing.history.approval_code import OLD_KEYS_COUNT, Code, SigningKey, is_genuine, parsed
from invoicing.history.approval_file import AnswerOutcome, ApprovalFile, RequestVersion
from invoicing.history.history import History
from invoicing.history.records import DocumentKey

NOBODY = DocumentKey(client="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What an answer is worth, and to which request it belongs."""

    outcome: AnswerOutcome
    key: DocumentKey = NOBODY
    request: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerContext:
    """What an answer is judged by."""

    history: History
    keys: Mapping[str, SigningKey]  # by id
    standing: Mapping[DocumentKey, str] = field(default_factory=dict)  # content asked for now

    def judge(self, text: str, *, approves: bool | None, at: datetime) -> Verdict:
        """Judge an answer under the code *text*, submitted at *at* (aware)."""
        code = parsed(text)
        version = self.history.version(code.request) if code else None
        if code is None or version is None:
            return Verdict(outcome=AnswerOutcome.UNKNOWN)
        key = version.claim.key
        outcome = self._outcome(code, version, approves=approves, at=at)
        if outcome is AnswerOutcome.FORGED:
            return Verdict(outcome=outcome)
        return Verdict(outcome=outcome, key=key, request=version.claim.request)

    def _outcome(
        self, code: Code, version: RequestVersion, *, approves: bool | None, at: datetime
    ) -> AnswerOutcome:
        secret = self.keys.get(code.key)
        if secret is None or code.key != version.signed_with:
            return AnswerOutcome.FORGED
        if not is_genuine(code, version.claim, secret):
            return AnswerOutcome.FORGED
        if approves is None:
            return AnswerOutcome.UNKNOWN
        key = version.claim.key
        is_numbered = key in self.history.documents
        if not approves:
            return AnswerOutcome.LATE if is_numbered else AnswerOutcome.OBJECTED
        if is_numbered:
            return AnswerOutcome.SETTLED
        return self._approval(code, version, self.history.dossiers[key], at)

    def _approval(
        self, code: Code, version: RequestVersion, dossier: ApprovalFile, at: datetime
    ) -> AnswerOutcome:
        key = version.claim.key
        if version is not dossier.current or self.standing.get(key) != version.claim.content:
            return AnswerOutcome.STALE
        if version.is_decided:
            return AnswerOutcome.USED
        if at > version.claim.expires or self._is_outdated(code, at):
            return AnswerOutcome.EXPIRED
        return AnswerOutcome.APPROVED

    def _is_outdated(self, code: Code, at: datetime) -> bool:
        """Whether a newer key has been in use for so long that the old one counts no more."""
        following = self.keys.get(str(int(code.key) + 1))
        return following is not None and at > following.made + OLD_KEYS_COUNT
