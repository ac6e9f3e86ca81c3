"""Nothing is billed again, and no series is started again, whatever people retype."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from invoicing.document.parties import Agency
from invoicing.history.events.documents import Numbered
from invoicing.history.history import History
from invoicing.register.entry import Entry
from invoicing.rows.tabs import InvoiceRow
from invoicing.rules.duplicates import asked_cells, asked_hash
from tests.invoicing.people import (
    MONDAY,
    SETTINGS,
    SIRET,
    a_buyer,
    a_client,
    a_line,
    an_invoice,
    books_of,
    codes,
    the_entry,
)

OTHER = "35600000000048"


def issued(row: InvoiceRow, **tabs: Any) -> History:
    """Number *row* as MARTIN-2026-0001."""
    entry = the_entry(row, **tabs)
    assert entry.candidate is not None
    event = Numbered(
        client_code="MARTIN",
        reference="F0001",
        number="MARTIN-2026-0001",
        issue_date=date(2026, 11, 23),
        siren=SIRET[:9],
        prefix="MARTIN",
        year=2026,
        rank=1,
        content_hash=entry.content,
        asked=entry.candidate.asked,
        file_id="file",
    )
    return History().then([(event, MONDAY)])


def after(row: InvoiceRow, **tabs: Any) -> Entry:
    return the_entry(row, history=issued(an_invoice()), **tabs)


def of_client(**cells: Any) -> list[str]:
    client = a_client(**cells)
    books = books_of(an_invoice(), history=issued(an_invoice()), clients=(client,))
    return [problem.code for problem in books.client_problems[client.code]]


def test_an_edited_row_says_that_its_invoice_has_not_changed() -> None:
    assert codes(after(an_invoice())) == []
    assert codes(after(an_invoice(net_price=Decimal(101)))) == ["changed-after-issue"]


def test_a_client_who_moves_leaves_his_past_invoices_in_peace() -> None:
    moved = a_client(street="9 rue Neuve", name="Menuiserie Martin & Fils")
    assert codes(after(an_invoice(), clients=(moved,))) == []


def test_a_retyped_key_is_not_billed_again() -> None:
    assert codes(after(an_invoice("F0002"))) == ["already-issued"]
    moved = a_client(street="9 rue Neuve")
    assert codes(after(an_invoice("F0002"), clients=(moved,))) == ["already-issued"]


def test_lines_may_be_sorted_after_issue_but_not_edited() -> None:
    lines = [
        a_line(row=row, item_name=name, net_price=Decimal(5)) for row, name in ((2, "B"), (3, "A"))
    ]
    history = issued(an_invoice(), lines=tuple(lines))
    for tab, found in ((lines[::-1], []), (lines[:1], ["changed-after-issue"])):
        entry = the_entry(an_invoice(), history=history, lines=tuple(tab))
        assert codes(entry) == found


def test_a_key_given_to_another_clients_buyer_is_not_billed_again() -> None:
    buyers = (a_buyer(siret=SIRET), a_buyer("ZED", client="ZOE", siret=SIRET))
    clients = (a_client(), a_client("ZOE", siret=OTHER, mailbox="zoe@martin.example"))
    row = an_invoice(buyer="ZED")
    assert codes(after(row, buyers=buyers, clients=clients)) == ["changed-after-issue"]


def test_the_same_again_beside_the_first_is_another_invoice() -> None:
    twice = books_of(an_invoice(), an_invoice("F0002", row=3), history=issued(an_invoice()))
    assert [codes(entry) for entry in twice.entries] == [[], []]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"siret": OTHER}, "siren-changed"),
        ({"code": "NEUF"}, "siren-known"),
        ({"code": "NEUF", "siret": OTHER, "series": "MARTIN"}, "shared-series"),
    ],
)
def test_no_series_starts_again(cells: dict[str, Any], code: str) -> None:
    assert code in of_client(**cells)
    assert of_client() == []


def test_two_companies_share_neither_series_nor_mailbox() -> None:
    other = a_client("ZOE", siret=OTHER, series="MARTIN")
    books = books_of(an_invoice(), clients=(a_client(), other))
    found = {problem.code for problem in books.client_problems["ZOE"]}
    assert found == {"shared-series", "shared-mailbox"}
    assert codes(books.entries[0]) == ["client-problem"]


def test_an_agency_without_a_name_issues_nothing() -> None:
    books = books_of(an_invoice(), settings=replace(SETTINGS, agency=Agency()))
    assert [problem.code for problem in books.client_problems["MARTIN"]] == ["agency-name"]


def test_an_empty_cell_is_not_part_of_what_was_asked() -> None:
    """So a column that is added later blocks no row that was issued before."""
    row = an_invoice()
    filled = {name for name, _ in asked_cells(row)}
    assert filled == {"buyer", "item_name", "net_price", "period_start"}
    assert asked_hash(row, ()) == asked_hash(replace(row, penalties=None), ())
    assert asked_hash(row, ()) != asked_hash(replace(row, penalties=Decimal(1)), ())
