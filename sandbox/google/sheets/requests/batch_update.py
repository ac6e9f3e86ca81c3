"""spreadsheets.batchUpdate: a list of requests, applied in order, all of them or none."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.google.api.call import Call, GoogleError
from sandbox.google.api.errors import within
from sandbox.google.sheets.grid.edit import Edit, change
from sandbox.google.sheets.grid.errors import refuse
from sandbox.google.sheets.grid.model import Json
from sandbox.google.sheets.requests import (
    borders,
    cells,
    dimensions,
    formats,
    groups,
    metadata,
    paste,
    tabs,
)
from sandbox.google.sheets.requests import ranges as requests_ranges
from sandbox.google.sheets.requests.known_fields import check_mask
from sandbox.google.sheets.requests.resource import RequestedFields, spreadsheet

REQUESTS: dict[str, Callable[[Edit, Json], Json]] = {
    **borders.REQUESTS,
    **cells.REQUESTS,
    **dimensions.REQUESTS,
    **groups.REQUESTS,
    **formats.REQUESTS,
    **metadata.REQUESTS,
    **paste.REQUESTS,
    **requests_ranges.REQUESTS,
    **tabs.REQUESTS,
}


def batch_update(call: Call) -> Json:
    """spreadsheets.batchUpdate."""
    requests = call.body.get("requests") or refuse("Must specify at least one request.")
    with change(call, call.path["spreadsheetId"]) as edit:
        replies = [one(edit, index, request) for index, request in enumerate(requests)]
        answer: Json = {"spreadsheetId": edit.book.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        fields = RequestedFields(
            ranges=call.body.get("responseRanges", ()),
            data=bool(call.body.get("responseIncludeGridData")),
        )
        answer["updatedSpreadsheet"] = spreadsheet(edit.book, call, fields)
    return answer


def one(edit: Edit, index: int, request: Json) -> Json:
    """Apply one request; an error names it."""
    if len(request) != 1:
        refuse(f"Invalid requests[{index}]: exactly one kind of request must be set.")
    ((kind, body),) = request.items()
    perform = REQUESTS.get(kind)
    try:
        check_mask(kind, body)
        return perform(edit, body) if perform else refuse("The sandbox does not play this request.")
    except GoogleError as error:
        where = f"requests[{index}].{kind}"
        raise within(where, error) from None
