"""Requests per minute and account, as Google counts them; off until a test sets them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import datetime

from sandbox.google.api.call import GoogleError
from sandbox.google.api.discovery import Method

WINDOW = 60.0  # seconds of the sandbox's clock


class Quotas:
    """Counts by product ("gmail") or product and direction ("sheets.read", "sheets.write")."""

    def __init__(self) -> None:
        self.limits: dict[str, int] = {}
        self._seen: dict[tuple[str, str], deque[float]] = {}

    def set(self, limits: Mapping[str, int]) -> None:
        """Set the limits; an empty mapping switches them off."""
        self.limits = dict(limits)
        self._seen.clear()

    def count(self, method: Method, account: str, now: datetime) -> None:
        """Count one call, or refuse it with 429."""
        if not self.limits:
            return
        name = method.api.name
        for key in (name, f"{name}.{'write' if method.writes else 'read'}"):
            if key in self.limits:
                self._count(key, account, now.timestamp())

    def _count(self, key: str, account: str, at: float) -> None:
        seen = self._seen.setdefault((key, account), deque())
        while seen and not at - WINDOW < seen[0] <= at:
            seen.popleft()
        if len(seen) >= self.limits[key]:
            product, _, direction = key.partition(".")
            what = {"read": "Read requests", "write": "Write requests"}.get(direction, "Queries")
            raise GoogleError(
                429,
                "rateLimitExceeded",
                f"Quota exceeded for quota metric '{what}' and limit '{what} per minute per user' "
                f"of service '{product}.googleapis.com'.",
                "RESOURCE_EXHAUSTED",
            )
        seen.append(at)
