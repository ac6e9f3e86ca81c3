"""Deposits, situations and the final invoice of an affair; and what `Règlements` says is paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.document.invoice import DocumentType
from invoicing.register.entry import DocumentState
from invoicing.rows.tabs import InvoiceRow, LineRow
from invoicing.values.amounts import amount, total
from tests.invoicing.people import a_buyer, a_line
from tests.invoicing.shelves import Shelf, a_credit, a_payment, a_row, empty

FIRST, SECOND = "MARTIN-2026-0001", "MARTIN-2026-0002"
DEPOSIT, SITUATION, FINAL = DocumentType.DEPOSIT, DocumentType.SITUATION, DocumentType.FINAL


def a_situation(key: str, done: str, /, **cells: Any) -> InvoiceRow:
    """One line of a thousand euros."""
    usual = {
        "affair": "A",
        "item_name": "Toit",
        "net_price": Decimal(1000),
        "progress": Decimal(done),
    }
    made: dict[str, Any] = {"document_type": SITUATION, **usual, **cells}
    return a_row(key, **made)


def under_way() -> Shelf:
    shelf = Shelf()
    shelf.issue(a_situation("F0001", "30"))
    return shelf


def paid(amount_paid: str = "360", **cells: Any) -> Shelf:
    """A deposit of 300 EUR, and what has come in."""
    shelf = Shelf()
    shelf.issue(a_row("F0001", DEPOSIT, affair="A", net_price=Decimal(300), **cells))
    shelf.payments.append(a_payment(FIRST, amount_paid))
    return shelf


def a_final(key: str = "F0005", /, **cells: Any) -> InvoiceRow:
    return a_row(key, FINAL, **{"affair": "A", "net_price": Decimal(1000), **cells})


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"affair": ""}, ["no-affair"]),
        ({"progress": None}, ["no-progress"]),
        ({"progress": Decimal(120)}, ["progress-range"]),
        ({"progress": Decimal(20)}, ["progress-down"]),
        ({"progress": Decimal(40), "net_price": Decimal(500)}, ["progress-down"]),
        ({"progress": Decimal(30)}, ["zero-total"]),
        ({"document_discount": Decimal(5)}, ["situation-discount"]),
        ({"item_name": "Toiture"}, ["situation-line-gone"]),
        ({"original": FIRST}, ["original-elsewhere"]),
    ],
)
def test_a_situation_that_cannot_be_says_why(cells: dict[str, Any], expected: list[str]) -> None:
    assert under_way().codes(a_situation("F0002", "50", **cells)) == expected


def test_a_situation_has_its_only_line_in_its_own_row() -> None:
    shelf = under_way()
    (line,) = shelf.issue(a_situation("F0002", "100")).lines
    assert (line.quantity, line.unit, line.net_price) == (Decimal(1), "forfait", Decimal(700))
    assert line.progress is not None
    assert (line.progress.before, line.progress.cumulated) == (Decimal(300), Decimal(1000))


def test_progress_on_a_plain_invoice_is_a_forgotten_type() -> None:
    row = a_situation("F0001", "30", document_type=None)
    assert Shelf().codes(row) == ["progress-elsewhere"]


def test_an_affair_is_its_buyer_s() -> None:
    shelf = under_way()
    shelf.tabs["buyers"] = (a_buyer(), a_buyer("PETIT"))
    draft = shelf.issue(a_situation("F0002", "20", buyer="PETIT"))
    assert draft.preceding == ()


def test_a_situation_is_not_credited_in_part() -> None:
    part = a_credit("F0002", FIRST, item_name="Toit", net_price=Decimal(100))
    assert under_way().codes(part) == ["situation-in-part"]


def test_a_line_that_deducts_goes_forward_too() -> None:
    shelf = Shelf()
    lines = [
        a_line("F0001", item_name="Toit", net_price=Decimal(1000), progress=Decimal(50)),
        a_line("F0001", 3, item_name="Reprise", net_price=Decimal(100), quantity=Decimal(-1),
               progress=Decimal(100)),
    ]  # fmt: skip
    draft = shelf.issue(empty("F0001", SITUATION, affair="A"), *lines)
    assert [line.net_amount for line in draft.lines] == [Decimal(500), Decimal(-100)]
    assert all(line.net_price >= 0 for line in draft.lines)


def test_a_final_invoice_bills_the_rest_of_what_situations_have_begun() -> None:
    shelf = under_way()
    (line,) = shelf.issue(a_final(item_name="Toit")).lines
    assert line.net_amount == Decimal(700)
    assert shelf.codes(a_situation("F0006", "100")) == ["affair-settled"]
    assert shelf.codes(a_final("F0006", item_name="Toit")) == ["affair-settled"]
    assert shelf.codes(a_credit("F0006", FIRST)) == ["original-deducted"]


def test_a_final_invoice_is_of_all_that_is_left() -> None:
    assert paid().codes(a_final(progress=Decimal(80))) == ["final-progress"]


def test_a_final_invoice_without_an_affair_is_tied_to_nothing() -> None:
    assert paid().codes(a_final(affair="")) == ["no-affair"]


@pytest.mark.parametrize("amount_paid", ["0.01", "359.99"])
def test_a_deposit_that_is_not_wholly_paid_is_not_deducted(amount_paid: str) -> None:
    (problem,) = paid(amount_paid).asked(a_final()).problems
    assert problem.code == "deposit-unpaid"
    assert problem.values["total"].startswith("360")


def test_a_deposit_is_deducted_as_far_as_it_has_not_been_credited() -> None:
    shelf = paid("240")
    shelf.issue(a_credit("F0002", FIRST, item_name="Rabais", net_price=Decimal(100)))
    (deposit,) = shelf.issue(a_final()).deposits
    assert (deposit.total_without_vat, deposit.total_vat) == (Decimal(200), Decimal(40))


def test_deposits_may_pay_all_of_it_and_no_more() -> None:
    assert paid().codes(a_final(net_price=Decimal(300))) == []
    assert paid().codes(a_final(net_price=Decimal("299.99"))) == ["deposits-above"]


def test_a_deposit_is_deducted_once() -> None:
    """Credited line by line, the final invoice gives back its price, not the deposit."""
    shelf = paid()
    shelf.issue(a_final("F0002"))
    shelf.issue(a_credit("F0003", SECOND, item_name="Pose", net_price=Decimal(400)))
    shelf.issue(a_credit("F0004", SECOND))
    assert shelf.codes(a_final()) == ["deducted-twice"]
    assert shelf.codes(a_final(affair="B")) == []


def test_a_final_invoice_waits_for_a_deposit_that_is_ticked_beside_it() -> None:
    shelf, final = Shelf(), a_final("F0002")
    deposit = a_row("F0003", DEPOSIT, affair="a", net_price=Decimal(300))
    waiting, other = shelf.books(final, deposit).entries
    assert [problem.code for problem in waiting.problems] == ["deposit-not-issued"]
    assert other.problems == ()
    later = replace(deposit, issue_from=date(2026, 12, 1))
    assert shelf.books(final, later).entries[0].problems == ()


def test_a_final_invoice_without_a_deposit_is_remarked_and_goes_on() -> None:
    shelf = Shelf()
    entry = shelf.asked(a_final(period_start=shelf.now.date(), period_end=None))
    assert [remark.code for remark in entry.remarks] == ["no-deposit", "new-buyer"]
    assert entry.state(shelf.now) is DocumentState.READY


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"number": " martin-2026-0001"}, []),
        ({"number": ""}, ["payment-no-number"]),
        ({"number": "MARTIN-2026-0010"}, ["unknown-number-near"]),
        ({"number": "X"}, ["unknown-number"]),
        ({"paid": None}, ["payment-no-amount"]),
        ({"paid": Decimal(0)}, ["payment-no-amount"]),
        ({"on": None}, ["payment-no-date"]),
        ({"on": date(2026, 12, 1)}, ["payment-later"]),
        ({"on": date(2025, 2, 1)}, ["payment-earlier"]),
    ],
)
def test_a_payment_that_is_wrong_says_so_and_counts_for_nothing(
    cells: dict[str, Any], expected: list[str]
) -> None:
    shelf = paid()
    shelf.payments = [a_payment(FIRST, "360", **cells)]
    assert [problem.code for problem in shelf.books().payment_problems] == expected
    assert shelf.codes(a_final()) == (["deposit-unpaid"] if expected else [])


def test_what_was_paid_back_is_not_paid() -> None:
    shelf = paid()
    shelf.payments.append(a_payment(FIRST, "-360"))
    assert shelf.codes(a_final()) == ["deposit-unpaid"]


PRICES = st.integers(1, 9_999_999).map(lambda cents: Decimal(cents) / 100)
CONTRACT = st.lists(
    st.tuples(PRICES, st.sampled_from(["1", "3", "0.3333", "12.5", "-1"]), st.integers(0, 30)),
    min_size=1,
    max_size=4,
)
STEPS = st.lists(st.integers(100, 9999), max_size=4, unique=True).map(sorted)


@given(contract=CONTRACT, steps=STEPS, ends_final=st.booleans())
@settings(max_examples=60, deadline=None)
def test_all_situations_together_are_the_contract_to_the_cent(
    contract: list[tuple[Decimal, str, int]], steps: list[int], *, ends_final: bool
) -> None:
    def lines(key: str, done: Decimal | None) -> list[LineRow]:
        return [
            a_line(key, n, item_name="Lot", net_price=price, quantity=Decimal(quantity),
                   discount=Decimal(off), progress=done)
            for n, (price, quantity, off) in enumerate(contract)
        ]  # fmt: skip

    shelf = Shelf()
    drafts = []
    for nth, step in enumerate(steps, start=1):
        row = empty(f"F{nth:04}", SITUATION, affair="A")
        its = lines(row.key, Decimal(step) / 100)
        if not shelf.codes(row, *its):
            drafts.append(shelf.issue(row, *its))
    last = FINAL if ends_final else SITUATION
    row, its = empty("F0009", last, affair="A"), lines("F0009", Decimal(100))
    left = shelf.codes(row, *its)
    if left:  # nothing of it can be billed: below zero, too small or too large
        assert set(left) <= {"zero-total", "negative-total", "negative-base", "above-limit"}
        return
    drafts.append(shelf.issue(row, *its))
    for rank, (price, quantity, off) in enumerate(contract):
        gross = amount(price * Decimal(quantity))
        whole = amount(gross - amount(gross * off / 100))
        if not ends_final or len(drafts) > 1:
            assert total(draft.lines[rank].net_amount for draft in drafts) == whole
    assert all(line.net_price >= 0 for draft in drafts for line in draft.lines)
