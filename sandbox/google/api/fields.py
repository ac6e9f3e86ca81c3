"""Partial responses, by the ``fields`` parameter, and partial writes.

Source: https://developers.google.com/workspace/drive/api/guides/fields-parameter
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sandbox.google.api.call import GoogleError
from sandbox.google.api.discovery import Api

TOKEN = re.compile(r"\s*([A-Za-z_$][\w$-]*|\*|[(),/.])")
Tree = dict[str, Any]  # name → inner tree; an empty tree keeps everything


def refused(name: str) -> GoogleError:
    """Return the 400 for a mask that names what the answer cannot have."""
    return GoogleError(
        400, "invalidParameter", f"Invalid field selection {name}", "INVALID_ARGUMENT"
    )


@lru_cache(maxsize=1024)
def compiled(api: Api, ref: str, mask: str) -> Tree:
    """Read a mask and check it against the schema of the answer.

    A tree is shared between calls: nobody may change it.
    """
    tree, rest = _list(_tokens(mask))
    if rest:
        raise refused(mask)
    _check(api, {"$ref": ref} if ref else {}, tree)
    return tree


def _tokens(mask: str) -> list[str]:
    tokens: list[str] = []
    at = 0
    while at < len(mask.rstrip()):
        match = TOKEN.match(mask, at)
        if not match:
            raise refused(mask)
        tokens.append(match[1])
        at = match.end()
    return tokens


def _list(tokens: list[str]) -> tuple[Tree, list[str]]:
    tree: Tree = {}
    while True:
        tokens = _item(tokens, tree)
        if not tokens or tokens[0] != ",":
            return tree, tokens
        tokens = tokens[1:]


def _item(tokens: list[str], tree: Tree) -> list[str]:
    if not tokens or tokens[0] in "(),/.":
        raise refused("".join(tokens[:1]))
    name, rest = tokens[0], tokens[1:]
    is_known = name in tree
    inner: Tree = tree.get(name, {})
    if rest and rest[0] in {"/", "."}:
        rest = _item(rest[1:], inner)
    elif rest and rest[0] == "(":
        fields, rest = _list(rest[1:])
        if not rest or rest[0] != ")":
            raise refused(name)
        rest = rest[1:]
        _merge(inner, fields)
    else:
        inner = {}
    tree[name] = {} if is_known and not tree[name] else inner
    return rest


def _merge(into: Tree, other: Tree) -> None:
    for name, inner in other.items():
        if name in into and into[name] and inner:
            _merge(into[name], inner)
        else:
            into[name] = {} if name in into else inner


def _check(api: Api, spec: Mapping[str, Any], tree: Tree) -> None:
    spec = _resolved(api, spec)
    for name, inner in tree.items():
        if name == "*":
            continue
        schema = spec.get("properties", {}).get(name) or spec.get("additionalProperties")
        if schema is None:
            raise refused(name)
        if inner:
            _check(api, schema, inner)


def _resolved(api: Api, spec: Mapping[str, Any]) -> Mapping[str, Any]:
    while "$ref" in spec or spec.get("type") == "array":
        spec = api.schemas[spec["$ref"]] if "$ref" in spec else spec["items"]
    return spec


def kept(value: Any, tree: Tree) -> Any:
    """Return what a mask keeps of an answer.

    >>> kept({"id": 1, "files": [{"name": "a", "size": 2}]}, {"files": {"name": {}}})
    {'files': [{'name': 'a'}]}
    """
    if not tree:
        return value
    if isinstance(value, list):
        return [kept(inner, tree) for inner in value]
    if not isinstance(value, dict):
        return value
    every: Tree | None = tree.get("*")
    return {
        name: kept(inner, tree.get(name, every) or {})
        for name, inner in value.items()
        if name in tree or every is not None
    }


def merged(old: Any, new: Any, path: list[str]) -> Any:
    """Put one branch of a value, as the mask of a write names it; the rest stays as it is.

    >>> merged({"a": 1, "b": {"c": 2, "d": 3}}, {"b": {"c": 4}}, ["b", "c"])
    {'a': 1, 'b': {'d': 3, 'c': 4}}
    """
    if not path:
        return new
    branch = merged((old or {}).get(path[0]), (new or {}).get(path[0]), path[1:])
    kept = {name: value for name, value in (old or {}).items() if name != path[0]}
    return kept if branch is None else {**kept, path[0]: branch}
