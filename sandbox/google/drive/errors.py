"""Drive's refusals.  Where Google's words are not documented they are our choice."""

from __future__ import annotations

from sandbox.google.api.call import GoogleError


def file_not_found(file_id: str) -> GoogleError:
    """Return the 404 for a file that is not there, or that this caller may not know of."""
    return GoogleError(404, "notFound", f"File not found: {file_id}.")


def forbidden(message: str, reason: str = "insufficientFilePermissions") -> GoogleError:
    """Return the 403 for what a role does not allow."""
    return GoogleError(403, reason, message)


def not_writable(name: str) -> GoogleError:
    """Return the 403 for a field that only Drive sets."""
    return GoogleError(
        403,
        "fieldNotWritable",
        f"The resource body includes fields which are not directly writable: {name}",
    )


def wrong(message: str, reason: str = "invalid") -> GoogleError:
    """Return the 400 for a value that makes no sense."""
    return GoogleError(400, reason, message)


def id_in_use() -> GoogleError:
    """Return the 409 of a second file under one id."""
    return GoogleError(409, "fileIdInUse", "A file already exists with the provided ID.")
