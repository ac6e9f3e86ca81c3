"""Credit notes and corrected invoices: what a row may point at, and what comes of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.document.invoice import DocumentType, Draft
from invoicing.document.parties import Regime
from invoicing.register.statuses import status
from invoicing.values.amounts import Amount, Percent
from tests.invoicing.people import a_buyer, a_client, a_line, vat
from tests.invoicing.shelves import Shelf, a_credit, a_payment, a_row, empty

FIRST, SECOND = "MARTIN-2026-0001", "MARTIN-2026-0002"
CORRECTED, DEPOSIT = DocumentType.CORRECTED, DocumentType.DEPOSIT
OTHERS = (a_buyer(), a_buyer("PETIT"), a_buyer("ADA", "ZOE"))


def a_shelf(**cells: Any) -> Shelf:
    """One invoice of three pieces at 100 EUR."""
    clients = (a_client(), a_client("ZOE", siret="55210055400013", mailbox="z@zoe.example"))
    shelf = Shelf(tabs={"clients": clients, "buyers": OTHERS})
    shelf.issue(a_row("F0001", **{"quantity": Decimal(3), **cells}))
    return shelf


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"original": ""}, "no-original"),
        ({"original": "ZZZ"}, "unknown-number"),
        ({"original": "MARTIN-2026-001"}, "unknown-number-near"),
        ({"buyer": "ADA"}, "original-other-client"),
        ({"buyer": "PETIT"}, "original-other-buyer"),
        ({"reason": ""}, "no-reason"),
        ({"item_name": "Pose", "net_price": Decimal("300.01")}, "credit-above"),
        ({"item_name": "Pose", "net_price": Decimal(9), "vat": vat("10 %")}, "credit-vat"),
        ({"retention": Decimal(5)}, "credit-held-back"),
        ({"penalties": Decimal(5)}, "credit-held-back"),
    ],
)
def test_a_credit_note_that_cannot_be_says_why(cells: dict[str, Any], code: str) -> None:
    assert a_shelf().codes(a_credit("F0002", FIRST, **cells)) == [code]


def test_a_row_that_names_an_original_and_no_type_bills_nothing_again() -> None:
    assert a_shelf().codes(a_row("F0002", original=FIRST)) == ["original-elsewhere"]


def test_a_number_may_be_typed_in_small_letters() -> None:
    assert a_shelf().codes(a_credit("F0002", " martin-2026-0001 ")) == []


def test_a_credit_note_is_not_credited() -> None:
    shelf = a_shelf()
    shelf.issue(a_credit("F0002", FIRST))
    assert shelf.codes(a_credit("F0003", SECOND)) == ["original-is-credit"]
    assert shelf.codes(a_credit("F0003", FIRST)) == ["original-credited"]


def test_what_was_replaced_is_neither_credited_nor_replaced_again() -> None:
    shelf = a_shelf()
    shelf.issue(a_row("F0002", CORRECTED, original=FIRST, reason="Prix"))
    assert shelf.codes(a_credit("F0003", FIRST)) == ["original-replaced"]
    assert shelf.codes(a_credit("F0003", SECOND)) == []


def test_a_part_that_was_credited_is_not_billed_again_by_a_corrected_invoice() -> None:
    shelf = a_shelf()
    shelf.issue(a_credit("F0002", FIRST, item_name="Pose", net_price=Decimal(100)))
    wrong = a_row("F0003", CORRECTED, original=FIRST, reason="Prix")
    assert shelf.codes(wrong) == ["corrects-credited"]


def test_a_deposit_is_not_corrected_but_credited_as_what_it_is() -> None:
    shelf = a_shelf(document_type=DEPOSIT)
    assert shelf.codes(a_row("F0002", CORRECTED, original=FIRST, reason="Prix")) == [
        "corrects-special"
    ]
    assert shelf.issue(a_credit("F0002", FIRST)).document_type.code == "503"


def test_a_deposit_that_a_final_invoice_deducts_stands_until_that_one_is_cancelled() -> None:
    shelf = a_shelf(document_type=DEPOSIT, affair="A")
    shelf.payments.append(a_payment(FIRST, "360"))
    shelf.issue(a_row("F0002", DocumentType.FINAL, affair="A", net_price=Decimal(900)))
    assert shelf.codes(a_credit("F0003", FIRST)) == ["original-deducted"]
    shelf.issue(a_credit("F0003", SECOND))
    assert shelf.codes(a_credit("F0004", FIRST)) == []


def test_a_content_that_has_been_emptied_is_told() -> None:
    shelf = a_shelf()
    del shelf.originals[FIRST]
    assert shelf.codes(a_credit("F0002", FIRST)) == ["original-emptied"]


def test_a_credit_note_follows_its_original_and_not_the_tabs_of_today() -> None:
    shelf = a_shelf()
    moved = a_buyer(name="Durand & Fils", street="9 rue Neuve", email="new@durand.example")
    taxed = a_client(regime=Regime.FRANCHISE, default_vat=None)
    shelf.tabs = {"clients": (taxed,), "buyers": (moved,)}
    note = shelf.issue(a_credit("F0002", FIRST))
    assert (note.buyer.name, note.buyer.address.street) == ("Durand SARL", "3 quai")
    assert note.buyer.email == "new@durand.example"
    assert note.seller.regime is Regime.TAXABLE
    assert note.lines == shelf.originals[FIRST].draft.lines


def test_a_line_without_vat_is_credited_under_the_only_one_of_its_original() -> None:
    shelf = a_shelf(vat=vat("5,5 %"))
    note = shelf.issue(a_credit("F0002", FIRST, item_name="Geste", net_price=Decimal(10)))
    assert note.words == {"5,5 %"}


def test_what_is_left_stands_in_its_own_lines_or_in_one_for_each_rate() -> None:
    shelf = a_shelf()
    shelf.issue(a_credit("F0002", FIRST, item_name="Geste commercial", net_price=Decimal(10)))
    (line,) = shelf.issue(a_credit("F0003", FIRST)).lines
    assert (line.item_name, line.net_amount) == (f"Reste de la facture {FIRST}", Decimal(290))


def test_of_two_credit_notes_ticked_at_once_one_waits() -> None:
    shelf = a_shelf()
    first, second = a_credit("F0002", FIRST), a_credit("F0003", FIRST)
    entries = [e for e in shelf.books(first, second).entries if e.document is None]
    assert [[p.code for p in e.problems] for e in entries] == [[], ["waits-its-turn"]]


def test_a_credit_note_that_is_to_be_issued_later_keeps_nobody_waiting() -> None:
    shelf = a_shelf()
    later = a_credit("F0002", FIRST, issue_from=shelf.now.date().replace(year=2027))
    entries = [e for e in shelf.books(later, a_credit("F0003", FIRST)).entries if not e.document]
    assert [e.problems for e in entries] == [(), ()]


def test_an_original_says_what_became_of_it_and_its_row_has_not_changed() -> None:
    shelf = a_shelf()
    shelf.issue(a_credit("F0002", FIRST))
    original = shelf.books().entries[0]
    assert original.problems == ()
    assert original.outcome is not None
    assert original.outcome.value == "Annulée par avoir"
    assert status(original, shelf.now) == "Émise, à envoyer"  # that it has left is told first


def test_a_corrected_invoice_without_lines_keeps_those_of_its_original() -> None:
    shelf = a_shelf()
    made = shelf.issue(empty("F0002", CORRECTED, original=FIRST, reason="Adresse"))
    assert made.lines == shelf.originals[FIRST].draft.lines
    assert [old.number for old in made.preceding] == [FIRST]


CENTS = st.integers(1, 99_999).map(lambda cents: Decimal(cents) / 100)
WORDS = st.sampled_from(["20 %", "10 %", "5,5 %", "2,1 %"])
LINES = st.lists(st.tuples(CENTS, WORDS), min_size=1, max_size=4)


def price(draft: Draft) -> Amount:
    return draft.totals.price_with_vat


@given(lines=LINES, taken=st.lists(st.tuples(CENTS, WORDS), max_size=4), discount=st.integers(0, 9))
@settings(max_examples=60, deadline=None)
def test_credit_notes_never_take_back_more_than_was_billed_and_the_last_one_takes_the_rest(
    lines: list[tuple[Decimal, str]], taken: list[tuple[Decimal, str]], discount: int
) -> None:
    shelf = Shelf()
    row = replace(empty("F0001", DocumentType.INVOICE), document_discount=Decimal(discount))
    typed = [a_line("F0001", n, item_name=f"L{n}", net_price=euros, vat=vat(word))
             for n, (euros, word) in enumerate(lines)]  # fmt: skip
    billed = price(shelf.issue(row, *typed))
    credited = Decimal(0)
    for nth, (euros, word) in enumerate(taken, start=2):
        asked = a_credit(f"F{nth:04}", FIRST, item_name="R", net_price=euros, vat=vat(word))
        if not shelf.codes(asked):
            credited += price(shelf.issue(asked))
    assert credited <= billed
    rest = a_credit("F0009", FIRST)
    if credited < billed:
        note = shelf.issue(rest)
        assert credited + price(note) == billed
        assert abs(note.totals.rounding) <= Percent(Decimal(1))
    assert shelf.codes(replace(rest, key="F0010")) == ["original-credited"]
