"""The printed invoice: what stands on it, and what kind of file it is."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from invoicing.document.invoice import Invoice
from pdf import checks
from pdf.pages import pagination
from pdf.pages.invoice_view import InvoiceView, view
from pdf.press import TEMPLATES, Press
from pdf.typesetting import xhtml2pdf_run
from pdf.typesetting.drawn_text import pages, squeezed
from tests.pdf import samples
from tests.pdf.conftest import Golden

SAMPLES: dict[str, Callable[[], Invoice]] = {
    "plain": samples.plain,
    "rich": samples.rich,
    "franchise": samples.franchise,
    "reverse-charge": samples.reverse_charge,
    "extreme": samples.extreme,
    "held-back": samples.held_back,
    "final": samples.final,
    "credit-note": samples.credit_note,
    "corrected": samples.corrected,
    "deposit": samples.deposit,
    "situation": samples.situation,
    "agreed": samples.agreed,
}

Layouts = list[pagination.PageLayout]


def extracted(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_html_is_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    golden.check(f"{name}.html", press.html(view(SAMPLES[name]()), pagination.PageLayout(1, 5)))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_foreign_reader_finds_all_that_was_to_be_printed(press: Press, name: str) -> None:
    invoice = SAMPLES[name]()
    text = squeezed(extracted(press.invoice(invoice, samples.AT).content))
    for expected in checks.strings(view(invoice)):
        assert all(word in text for word in expected.split()), expected


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sound_invoice_has_no_flaws(press: Press, name: str) -> None:
    assert press.flaws(SAMPLES[name]()) == ()


def test_the_thousands_are_parted_by_a_narrow_space_in_the_file_too(press: Press) -> None:
    assert "3\u202f822,72" in extracted(press.invoice(samples.plain(5), samples.AT).content)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_font_is_embedded_and_ours(press: Press, name: str) -> None:
    content = press.invoice(SAMPLES[name](), samples.AT).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = [o for page in pdf.pages for o in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert "/FontFile2" in font.FontDescriptor
            assert "SourceSans3" in str(font.BaseFont) or "DejaVuSans" in str(font.BaseFont)


@pytest.mark.parametrize(
    ("count", "expected"), [(1, 1), (5, 1), (7, 1), (20, 2), (60, 3), (200, 8)]
)
def test_pages_are_counted_right(press: Press, count: int, expected: int) -> None:
    read = pages(press.invoice(samples.plain(count), samples.AT).content)
    assert len(read) == expected
    for rank, text in enumerate(read, 1):
        assert f"{rank}/{expected}" in text
        assert squeezed("Menuiserie Martin, SARL au capital") in text
        assert squeezed(pagination.TABLE) in text  # the head of the table is repeated
        assert (f"Facture{samples.plain().number},suite" in text) == (rank > 1)


@pytest.mark.parametrize("count", [7, 8, 9, 10, 18, 19, 20, 37, 38, 48, 49])
def test_the_sums_are_never_alone_nor_torn(press: Press, count: int) -> None:
    read = pages(press.invoice(samples.plain(count), samples.AT).content)
    with_sums = [text for text in read if "Netàpayer" in text]
    assert len(with_sums) == 1
    assert squeezed(pagination.TABLE) in with_sums[0]
    assert "TotalHT" in with_sums[0]
    assert "IBAN" in read[0]


@pytest.mark.parametrize("name", ["held-back", "final", "plain", "corrected"])
def test_what_just_does_not_fit_is_set_closer_on_one_page(press: Press, name: str) -> None:
    assert len(pages(press.invoice(SAMPLES[name](), samples.AT).content)) == 1


@pytest.mark.parametrize("count", range(5, 12))
def test_what_is_set_closer_loses_nothing(press: Press, count: int) -> None:
    made = replace(samples.held_back().draft, lines=samples.lines(count))
    read = pages(press.invoice(samples.issue(made), samples.AT).content)
    assert len(read) == (1 if count < 7 else 2)
    assert "MAAFPro" in read[-1]


def test_what_does_not_fit_set_closer_either_is_set_as_usual(press: Press) -> None:
    shown = view(samples.held_back())
    assert pagination.guess(shown).tight
    tried = Layouts()

    def loose(layout: pagination.PageLayout) -> bytes:
        tried.append(layout)
        return xhtml2pdf_run.typeset(press.html(shown, replace(layout, tight=False)), TEMPLATES)

    assert len(pagination.settle(shown, loose).pages) == 2
    assert tried[-1] == pagination.PageLayout(2, 3)


def test_two_processes_make_the_same_bytes(press: Press) -> None:
    code = (
        "import sys; from tests.pdf import samples; from pdf.press import Press;"
        "sys.stdout.buffer.write(Press().invoice(samples.rich(), samples.AT).content)"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout  # noqa: S603 - our own
    press.invoice(samples.plain(), samples.AT)  # what was printed before leaves no trace
    assert press.invoice(samples.rich(), samples.AT).content == other


def test_under_franchise_no_vat_is_shown(press: Press) -> None:
    text = "".join(pages(press.invoice(samples.franchise(), samples.AT).content))
    assert squeezed("TVA non applicable, art. 293 B du CGI") in text
    assert text.count("TVA") == 2  # this one, and the buyer’s number
    assert "TTC" not in text
    assert squeezed("Jean Petit EI") in text


def test_reverse_charge_names_its_reason_and_both_vat_numbers(press: Press) -> None:
    text = "".join(pages(press.invoice(samples.reverse_charge(), samples.AT).content))
    assert squeezed("TVA due par le preneur, art. 283-2 nonies du CGI") in text
    assert "FR32123456789" in text
    assert "FR40987654324" in text


def test_the_column_of_discounts_is_there_only_when_one_is_given() -> None:
    assert [column.title for column in view(samples.plain()).columns] == [
        "Quantité", "Prix unitaire HT", "TVA", "Montant HT",
    ]  # fmt: skip
    assert "Remise" in [column.title for column in view(samples.rich()).columns]


def test_nothing_is_asked_for_when_nothing_is_owed(press: Press) -> None:
    draft = samples.draft(1)
    back = replace(draft.lines[0], quantity=-draft.lines[0].quantity)
    invoice = samples.issue(replace(draft, lines=(*draft.lines, back)))
    text = "".join(pages(press.invoice(invoice, samples.AT).content))
    assert "Netàpayer0,00€" in text
    assert "IBAN" not in text


def test_the_pages_are_guessed_right_nearly_always(press: Press) -> None:
    """A wrong guess costs a second setting."""
    for invoice in (*map(samples.plain, (1, 5, 7, 12, 20, 30, 37, 60)), samples.final()):
        shown, tried = view(invoice), Layouts()

        def typeset(
            layout: pagination.PageLayout, of: InvoiceView = shown, to: Layouts = tried
        ) -> bytes:
            to.append(layout)
            return xhtml2pdf_run.typeset(press.html(of, layout), TEMPLATES)

        pagination.settle(shown, typeset)
        assert len(tried) == 1, len(shown.rows)


def test_a_text_that_was_not_drawn_is_a_flaw(press: Press) -> None:
    printed = press.printed(view(samples.plain()))
    (flaw,) = checks.of_print(view(samples.credit_note()), printed)
    assert flaw.code == "text-lost"
    assert flaw.values["texts"].startswith("« Avoir »")


def test_too_many_pages_are_a_flaw(press: Press) -> None:
    shown, out = view(samples.plain()), io.BytesIO()
    with pikepdf.open(io.BytesIO(press.printed(shown).pdf)) as pdf:
        for _ in range(checks.MOST_PAGES):
            pdf.pages.append(pdf.pages[0])
        pdf.save(out)
    printed = pagination.Printed(pdf=out.getvalue())
    assert [flaw.code for flaw in checks.of_print(shown, printed)] == ["document-too-large"]


def test_a_complaint_of_the_typesetter_is_a_flaw(tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    style = tmp_path / "templates/pages/invoice.css"
    style.write_text("p { box-shadow: 1px 1px }\n" + style.read_text(encoding="utf-8"))
    (flaw,) = Press(tmp_path / "templates").flaws(samples.plain())
    assert flaw.code == "press-refused"
    assert "box-shadow" in flaw.values["complaint"]
