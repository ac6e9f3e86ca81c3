"""The QR code of the box: what it says, and that a camera would read it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
import zxingcpp

from invoicing.document.invoice import Draft, Invoice
from invoicing.document.parties import Seller
from invoicing.values.amounts import Amount
from pdf.pages import payment_qr
from pdf.press import Press
from tests.pdf import samples

SCALE = 200 / 72  # 200 dots an inch: a scanner’s usual


def read(content: bytes) -> list[zxingcpp.Barcode]:
    page = pypdfium2.PdfDocument(io.BytesIO(content))[0].render(scale=SCALE).to_pil()
    return list(zxingcpp.read_barcodes(page))


def of(draft: Draft, seller: Seller) -> str:
    return payment_qr.transfer(samples.issue(replace(draft, seller=seller)))


def test_it_says_what_the_guideline_wants() -> None:
    assert payment_qr.transfer(samples.plain()).split("\n") == [
        "BCD", "002", "1", "SCT", "AGRIFRPP", "Menuiserie Martin", "FR7630006000011234567890189",
        "EUR3822.72", "", "", "MARTIN-2026-0001",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sample",
    [samples.plain, samples.franchise, samples.final, samples.held_back, samples.corrected,
     samples.extreme],
)  # fmt: skip
def test_it_is_read_back_from_the_page(press: Press, sample: Callable[[], Invoice]) -> None:
    invoice = sample()
    (code,) = read(press.invoice(invoice, samples.AT).content)
    assert code.text == payment_qr.transfer(invoice)
    assert code.ec_level == "M"


def test_it_asks_for_what_is_payable_now() -> None:
    assert "EUR3481.56" in payment_qr.transfer(samples.held_back())
    assert "EUR2022.72" in payment_qr.transfer(samples.final())


def test_there_is_none_where_nothing_can_be_transferred(press: Press) -> None:
    draft = samples.draft(1)
    assert of(draft, replace(draft.seller, iban="")) == ""
    assert payment_qr.transfer(samples.credit_note()) == ""
    dear = replace(draft, agreed_total=Amount(Decimal("1000000000.00")))
    assert of(dear, dear.seller) == ""
    assert read(press.invoice(samples.credit_note(), samples.AT).content) == []


def test_a_name_is_shortened_and_one_too_long_in_bytes_draws_nothing() -> None:
    draft = samples.draft(1)
    assert "\n" + "A" * 70 + "\n" in of(draft, replace(draft.seller, name="A" * 99))
    wide = replace(draft, seller=replace(draft.seller, name="é" * 99))
    assert payment_qr.transfer(samples.issue(wide, "N" * 140)) == ""
