"""Checks parameters and bodies against the discovery documents and refuses as Google does."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sandbox.google.api.call import GoogleError
from sandbox.google.api.discovery import Api, Method

INTEGER = re.compile(r"-?\d{1,20}")
LIMITS = {
    "int32": (-(2**31), 2**31 - 1),
    "uint32": (0, 2**32 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint64": (0, 2**64 - 1),
}

# Revision 20261106 of Drive's document says "Output only" of the two fields that say whom to share
# with; https://developers.google.com/workspace/drive/api/guides/manage-sharing sends them.  Forms
# says it of a title that forms.create copies, by its own description.
WRITTEN = {("Permission", "emailAddress"), ("Permission", "domain"), ("Info", "documentTitle")}


def bad(message: str) -> GoogleError:
    """Return the 400 of a request that does not fit its description."""
    return GoogleError(400, "badRequest", message, "INVALID_ARGUMENT")


def check_query(
    method: Method, path: Mapping[str, str], query: Mapping[str, Sequence[str]]
) -> None:
    """Refuse unknown, missing, repeated and ill-typed parameters."""
    for name, values in query.items():
        spec = _parameter(method, name)
        if len(values) > 1 and not spec.get("repeated"):
            message = f'Invalid value at "{name}": the parameter may not be repeated.'
            raise bad(message)
        for value in values:
            _check_text(name, spec, value)
    for name, value in path.items():
        _check_text(name, method.parameters.get(name, {"type": "string"}), value)
    for name, spec in method.parameters.items():
        if spec.get("required") and name not in path and name not in query:
            raise GoogleError(400, "required", f"Required parameter: {name}", "INVALID_ARGUMENT")


def _parameter(method: Method, name: str) -> Mapping[str, Any]:
    spec = method.parameters.get(name) or method.api.parameters.get(name.replace("$", "", 1))
    spec = spec or method.api.parameters.get(name)
    if spec is None or spec.get("location") == "path":
        if name == "upload_id":
            return {"type": "string"}
        message = (
            f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter. '
            f"Field '{name}' could not be found in request message."
        )
        raise bad(message)
    return dict(spec)


def _check_text(name: str, spec: Mapping[str, Any], value: str) -> None:
    if spec["type"] == "integer" or spec.get("format") in LIMITS:
        _check_integer(name, spec, value)
    elif spec["type"] == "boolean" and value.lower() not in {"true", "false", "1", "0"}:
        message = f"Invalid value at '{name}' (TYPE_BOOL), \"{value}\""
        raise bad(message)
    elif "enum" in spec and value not in spec["enum"] and name != "$.xgafv":
        message = f"Invalid value at '{name}' (TYPE_ENUM), \"{value}\""
        raise bad(message)


def _check_integer(name: str, spec: Mapping[str, Any], value: str) -> None:
    low, high = LIMITS[spec.get("format", "int32")]
    low, high = int(spec.get("minimum", low)), int(spec.get("maximum", high))
    if not INTEGER.fullmatch(value):
        message = f"Invalid value at '{name}' (TYPE_INT32), \"{value}\""
        raise bad(message)
    if not low <= int(value) <= high:
        raise GoogleError(
            400,
            "invalidParameter",
            f"Invalid value '{value}'. Values must be within the range: [{low}, {high}]",
            "INVALID_ARGUMENT",
        )


def clean_body(api: Api, ref: str, value: Any) -> Any:
    """Return a body without nulls and read-only fields; refuse what its schema does not know."""
    return _clean(api, {"$ref": ref}, value, "")


def _clean(api: Api, spec: Mapping[str, Any], value: Any, where: str) -> Any:
    while "$ref" in spec:
        spec = api.schemas[spec["$ref"]]
    kind = spec.get("type", "any")
    if kind == "object":
        return _clean_object(api, spec, value, where)
    if kind == "array":
        return _clean_array(api, spec, value, where)
    if kind != "any":
        SCALARS[kind](spec, value, where)
    return value


def _clean_object(api: Api, spec: Mapping[str, Any], value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        message = f"Invalid value at '{where}' (type.googleapis.com), {_shown(value)}"
        raise bad(message)
    if "properties" not in spec and "additionalProperties" in spec:
        return _clean_map(api, spec["additionalProperties"], value, where)
    properties = spec.get("properties", {})
    result = {}
    for name, inner in value.items():
        if name not in properties:
            at = f" at '{where}'" if where else ""
            message = (
                f'Invalid JSON payload received. Unknown name "{name}"{at}: Cannot find field.'
            )
            raise bad(message)
        ignored = properties[name].get("readOnly") and (spec.get("id"), name) not in WRITTEN
        if inner is not None and not ignored:
            result[name] = _clean(api, properties[name], inner, f"{where}.{name}".lstrip("."))
    return result


def _clean_map(api: Api, spec: Mapping[str, Any], value: Any, where: str) -> dict[str, Any]:
    return {
        name: None if inner is None else _clean(api, spec, inner, f"{where}.{name}")
        for name, inner in value.items()
    }


def _clean_array(api: Api, spec: Mapping[str, Any], value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        message = f"Invalid JSON payload received. '{where}' is not an array but {_shown(value)}."
        raise bad(message)
    items = spec["items"]
    if items.get("type") == "any":
        return value
    return [_clean(api, items, inner, f"{where}[{i}]") for i, inner in enumerate(value)]


def _check_string(spec: Mapping[str, Any], value: Any, where: str) -> None:
    form = spec.get("format", "")
    if form in LIMITS:
        _whole(value, form, where)
    elif not isinstance(value, str):
        message = f"Invalid value at '{where}' (TYPE_STRING), {_shown(value)}"
        raise bad(message)
    elif "enum" in spec and value not in spec["enum"]:
        message = f"Invalid value at '{where}' (TYPE_ENUM), \"{value}\""
        raise bad(message)
    elif form == "byte":
        decoded(value, where)


def _whole(value: Any, form: str, where: str) -> None:
    low, high = LIMITS[form]
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if isinstance(value, bool) or not INTEGER.fullmatch(text) or not low <= int(text) <= high:
        message = f"Invalid value at '{where}' (TYPE_{form.upper()}), {_shown(value)}"
        raise bad(message)


def decoded(value: str, where: str) -> bytes:
    """Return base64 bytes, in either alphabet, with or without padding.

    >>> decoded("w6k", "raw").decode()
    'é'
    """
    text = re.sub(r"[\r\n]", "", value).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        message = f"Invalid value at '{where}' (TYPE_BYTES), Base64 decoding failed"
        raise bad(message) from None


def _check_number(spec: Mapping[str, Any], value: Any, where: str) -> None:
    if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", value):
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        message = f"Invalid value at '{where}' (TYPE_DOUBLE), {_shown(value)}"
        raise bad(message)


def _check_boolean(spec: Mapping[str, Any], value: Any, where: str) -> None:
    if not isinstance(value, bool):
        message = f"Invalid value at '{where}' (TYPE_BOOL), {_shown(value)}"
        raise bad(message)


def _check_whole(spec: Mapping[str, Any], value: Any, where: str) -> None:
    _whole(value, spec.get("format", "int32"), where)


def _shown(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else type(value).__name__


SCALARS: dict[str, Callable[[Mapping[str, Any], Any, str], None]] = {
    "string": _check_string,
    "integer": _check_whole,
    "number": _check_number,
    "boolean": _check_boolean,
}
