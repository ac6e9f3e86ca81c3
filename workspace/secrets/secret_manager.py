"""The vault in Google's Secret Manager (``VAULT=gcp:PROJECT``).

Entries: ``google/<address>``, ``approval-key/<id>``, ``handover/<client>``, ``google-admin``.
A new client needs an entry, not a deployment.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

from workspace.google.errors import GoogleRefused, answer

NOT_FOUND = 404
DESTROYED = "FAILED_PRECONDITION"  # what Secret Manager answers of a version that is no more
LIVING = "NOT state:DESTROYED"
PAGE = 250
PLAIN = re.compile(rb"[A-Za-z0-9-]")


class SecretManagerVault:
    """Secret Manager v1 of one project; each secret's latest version counts.

    Source: https://cloud.google.com/secret-manager/docs/reference/rest

    Args:
        secrets: ``service("secretmanager", "v1", …)``.
        project: its id.
    """

    def __init__(self, secrets: Any, project: str) -> None:
        self._secrets = secrets.projects().secrets()
        self._project = f"projects/{project}"

    def read(self, name: str) -> str | None:
        latest = f"{self._path(name)}/versions/latest"
        try:
            version = answer(self._secrets.versions().access(name=latest), "payload")
        except GoogleRefused as refused:
            if refused.status == NOT_FOUND or refused.reason == DESTROYED:
                return None
            raise
        return base64.b64decode(version["payload"]["data"]).decode()

    def write(self, name: str, secret: str) -> None:
        try:
            self._add(name, secret)
        except GoogleRefused as refused:
            if refused.status != NOT_FOUND:
                raise
            self._create(name)
            self._add(name, secret)

    def holds(self, name: str) -> bool:
        return bool(self._living(name))

    def destroy(self, name: str) -> None:
        """Destroy every version; the empty secret stays, so that its permissions do."""
        for version in self._living(name):
            answer(self._secrets.versions().destroy(name=version, body={}))

    def _living(self, name: str) -> list[str]:
        try:
            return list(self._listed(name))
        except GoogleRefused as refused:
            if refused.status == NOT_FOUND:
                return []
            raise

    def _listed(self, name: str) -> Iterator[str]:
        versions = self._secrets.versions()
        request = versions.list(parent=self._path(name), filter=LIVING, pageSize=PAGE)
        while request is not None:
            page = answer(request)
            yield from (each["name"] for each in page.get("versions", ()))
            request = versions.list_next(request, page)

    def _path(self, name: str) -> str:
        return f"{self._project}/secrets/{secret_id(name)}"

    def _add(self, name: str, secret: str) -> None:
        body = {"payload": {"data": base64.b64encode(secret.encode()).decode()}}
        answer(self._secrets.addVersion(parent=self._path(name), body=body))

    def _create(self, name: str) -> None:
        body: dict[str, Any] = {"replication": {"automatic": {}}}
        answer(self._secrets.create(parent=self._project, secretId=secret_id(name), body=body))


def secret_id(name: str) -> str:
    """Write an entry's name in the letters that Secret Manager allows, each name differently.

    >>> secret_id("google/ada@example.fr")
    'google_2fada_40example_2efr'
    """
    pieces = (bytes([byte]) for byte in name.encode())
    return "".join(p.decode() if PLAIN.fullmatch(p) else f"_{p.hex()}" for p in pieces)
