"""Another owner for a file in Drive.

Source: https://developers.google.com/workspace/drive/api/guides/transfer-file
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jobs.ports import Tenure
from workspace.google.errors import GoogleRefused, answer

CONSENT = "consentRequiredForOwnershipTransfer"
STANDING = "owners(emailAddress),permissions(emailAddress,pendingOwner)"


@dataclass(frozen=True, slots=True)
class Ownership:
    """Jobs' port of the same name, by the agency's account."""

    drive: Any  # ``service("drive", "v3", …)``

    def offer(self, file_id: str, address: str) -> Tenure:
        """Google writes to the new owner; that cannot be turned off."""
        standing = self._standing(file_id, address.strip().lower())
        if standing is not Tenure.SHARED:
            return standing
        try:
            self._give(file_id, address, {"role": "owner"}, transferOwnership=True)
        except GoogleRefused as refused:
            if refused.reason != CONSENT:
                return Tenure.SHARED
            return self._ask(file_id, address)
        return Tenure.OWNED

    def _ask(self, file_id: str, address: str) -> Tenure:
        try:
            self._give(file_id, address, {"role": "writer", "pendingOwner": True})
        except GoogleRefused:
            return Tenure.SHARED
        return Tenure.OFFERED

    def _give(self, file_id: str, address: str, role: dict[str, Any], **options: Any) -> None:
        body = {"type": "user", "emailAddress": address, **role}
        permissions = self.drive.permissions()
        answer(permissions.create(fileId=file_id, body=body, fields="id", **options))

    def _standing(self, file_id: str, address: str) -> Tenure:
        file = answer(
            self.drive.files().get(fileId=file_id, fields=STANDING, supportsAllDrives=True)
        )
        if any(_is(each, address) for each in file.get("owners", ())):
            return Tenure.OWNED
        asked = (each for each in file.get("permissions", ()) if each.get("pendingOwner"))
        return Tenure.OFFERED if any(_is(each, address) for each in asked) else Tenure.SHARED


def _is(somebody: dict[str, Any], address: str) -> bool:
    return bool(somebody.get("emailAddress", "").lower() == address)
