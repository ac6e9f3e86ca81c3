"""spreadsheets.batchUpdate: a list of requests, applied in order, all of them or none."""

from __future__ import annotations

from collections.abc import Callable

from workspace.sandbox.refusals import within
from workspace.sandbox.sheets import (
    requests_borders,
    requests_cells,
    requests_dimensions,
    requests_groups,
    requests_looks,
    requests_metadata,
    requests_paste,
    requests_ranges,
    requests_sheets,
)
from workspace.sandbox.sheets.edit import Edit, change
from workspace.sandbox.sheets.errors import refuse
from workspace.sandbox.sheets.known_fields import check_mask
from workspace.sandbox.sheets.model import Json
from workspace.sandbox.sheets.resource import Wanted, spreadsheet
from workspace.sandbox.wire import Call, GoogleError

REQUESTS: dict[str, Callable[[Edit, Json], Json]] = {
    **requests_borders.REQUESTS,
    **requests_cells.REQUESTS,
    **requests_dimensions.REQUESTS,
    **requests_groups.REQUESTS,
    **requests_looks.REQUESTS,
    **requests_metadata.REQUESTS,
    **requests_paste.REQUESTS,
    **requests_ranges.REQUESTS,
    **requests_sheets.REQUESTS,
}


def batch_update(call: Call) -> Json:
    """spreadsheets.batchUpdate."""
    requests = call.body.get("requests") or refuse("Must specify at least one request.")
    with change(call, call.path["spreadsheetId"]) as edit:
        replies = [one(edit, index, request) for index, request in enumerate(requests)]
        answer: Json = {"spreadsheetId": edit.book.id, "replies": replies}
    if call.body.get("includeSpreadsheetInResponse"):
        wanted = Wanted(
            ranges=call.body.get("responseRanges", ()),
            data=bool(call.body.get("responseIncludeGridData")),
        )
        answer["updatedSpreadsheet"] = spreadsheet(edit.book, call, wanted)
    return answer


def one(edit: Edit, index: int, request: Json) -> Json:
    """Apply one request; an error names it."""
    if len(request) != 1:
        refuse(f"Invalid requests[{index}]: exactly one kind of request must be set.")
    ((kind, body),) = request.items()
    known = REQUESTS.get(kind)
    try:
        check_mask(kind, body)
        return known(edit, body) if known else refuse("The sandbox does not play this request.")
    except GoogleError as error:
        where = f"requests[{index}].{kind}"
        raise within(where, error) from None
