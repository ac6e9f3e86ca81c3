"""Google's discovery documents, as google-api-python-client ships them: which methods there are.

They are read once per process; a call costs a dictionary look-up and a few regular expressions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from googleapiclient.discovery_cache import get_static_doc

# Granted for single files: what other applications made stays out of sight.
NARROW = frozenset(
    f"https://www.googleapis.com/auth/drive.{name}"
    for name in ("file", "appdata", "apps", "apps.readonly", "photos.readonly", "meet.readonly")
)


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Api:
    """One API: its schemas and the query parameters that all its methods take."""

    name: str
    schemas: Mapping[str, Any]
    parameters: Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Method:
    """One method of an API."""

    id: str  # "drive.files.create"
    api: Api
    verb: str
    path: str
    parameters: Mapping[str, Any]
    request: str  # name of the body's schema, empty without a body
    response: str
    scopes: frozenset[str]
    upload_limit: int  # bytes; 0 where there is no upload

    @property
    def writes(self) -> bool:
        """Return whether it changes something: no read-only scope opens it."""
        return not any(scope.endswith("readonly") for scope in self.scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """The method that a request means."""

    method: Method
    path: Mapping[str, str]
    upload: bool


@lru_cache
def methods(name: str, version: str) -> tuple[Method, ...]:
    """Read one discovery document."""
    document = json.loads(get_static_doc(name, version))
    api = Api(name=name, schemas=document["schemas"], parameters=document["parameters"])
    return tuple(_method(api, document["servicePath"], raw) for raw in _walk(document))


def _walk(resource: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from _walk(inner)


def _method(api: Api, service_path: str, raw: Mapping[str, Any]) -> Method:
    return Method(
        id=_name(api, raw["id"]),
        api=api,
        verb=raw["httpMethod"],
        path="/" + service_path + raw["path"],
        parameters=raw.get("parameters", {}),
        request=raw.get("request", {}).get("$ref", ""),
        response=raw.get("response", {}).get("$ref", ""),
        scopes=frozenset(raw.get("scopes", ())),
        upload_limit=int(raw.get("mediaUpload", {}).get("maxSize", 0)),
    )


def _name(api: Api, method_id: str) -> str:
    return method_id if method_id.startswith(f"{api.name}.") else f"{api.name}.{method_id}"


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"{(\+?\w+)}", template)
    names = [(".+" if name[0] == "+" else "[^/]+", name.lstrip("+")) for name in parts[1::2]]
    groups = [f"(?P<{name}>{what})" for what, name in names]
    literals = [re.escape(part) for part in parts[::2]]
    return re.compile("".join(a + b for a, b in zip(literals, [*groups, ""], strict=True)))


def _common(paths: list[str]) -> str:
    """Return what all paths begin with, up to the first parameter.

    >>> _common(["/gmail/v1/users/{userId}/drafts", "/gmail/v1/users/{userId}/labels"])
    '/gmail/v1/users/'
    """
    first, last = min(paths), max(paths)
    same = next(
        (at for at, pair in enumerate(zip(first, last, strict=False)) if len(set(pair)) > 1),
        len(first),
    )
    return first[:same].partition("{")[0]


class Routes:
    """Finds the method of a path, over all the APIs that are served."""

    def __init__(self, apis: Iterable[tuple[str, str]]) -> None:
        self._table: dict[tuple[str, int], list[tuple[re.Pattern[str], Method]]] = {}
        self._prefixes: list[str] = []
        for name, version in apis:
            self._add(methods(name, version))

    def _add(self, methods: tuple[Method, ...]) -> None:
        self._prefixes.append(_common([method.path for method in methods]))
        # Literal paths first: files/generateIds is not the file "generateIds".
        for method in sorted(methods, key=lambda m: (m.path.count("{"), -len(m.path))):
            key = method.verb, method.path.count("/")
            self._table.setdefault(key, []).append((_pattern(method.path), method))

    def serves(self, path: str) -> bool:
        """Return whether a path is below one of the APIs."""
        return path.startswith((*self._prefixes, "/upload/", "/resumable/upload/"))

    def locate(self, verb: str, path: str) -> Located | None:
        """Return the method for an encoded path, or None."""
        bare = path.removeprefix("/resumable").removeprefix("/upload")
        upload = bare != path
        for pattern, method in self._table.get((verb, bare.count("/")), ()):
            match = pattern.fullmatch(bare)
            if match and (method.upload_limit or not upload):
                names = {key: unquote(value) for key, value in match.groupdict().items()}
                return Located(method=method, path=names, upload=upload)
        return None
