"""googleapiclient's services, from the discovery documents it ships, at any root.

``client_options={"api_endpoint": …}`` would not do: uploads go to https, batches to Google itself,
and Drive loses its ``/drive/v3/``.  Sheets is not built here: gspread's HTTP client serves it with
70 MiB less.  Source: docs/facts/google-apis.md#googleapiclients-services-at-another-root
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc

from workspace.google.session import Http


@dataclass(frozen=True, slots=True, kw_only=True)
class Roots:
    """Where each API answers, each on its own; "" is Google's own address."""

    sheets: str = ""
    drive: str = ""
    gmail: str = ""
    forms: str = ""
    admin: str = ""
    oauth: str = ""
    secrets: str = ""


def service(name: str, version: str, *, root: str, http: Http) -> Any:
    """Return a client of one API; *root* "" is Google's own.

    Plain calls, uploads, downloads and batches all go to *root*.
    """
    document = json.loads(get_static_doc(name, version))
    if root:
        document["rootUrl"] = root.rstrip("/") + "/"
        document.pop("mtlsRootUrl", None)
        document.pop("baseUrl", None)
    return _keeping(build_from_document(document, http=http), document)


def _keeping(client: Any, described: Mapping[str, Any]) -> Any:
    """Make a client keep its collections (``users()``, ``drafts()``), and return it.

    googleapiclient makes them anew, with all their methods, each time one is named: 1 ms a request.
    """
    for name, inner in described.get("resources", {}).items():
        setattr(client, name, cache(partial(_collection, getattr(client, name), inner)))
    return client


def _collection(make: Callable[[], Any], described: Mapping[str, Any]) -> Any:
    return _keeping(make(), described)
