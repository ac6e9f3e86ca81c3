"""Pages that prove or hand over something."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoicing.values.printed_page import PageSection, PrintedPage
from pdf.pages.line_columns import WIDTH
from pdf.pages.proof_view import widths
from pdf.press import Press
from pdf.typesetting.drawn_text import pages, squeezed
from pdf.typesetting.filename import LONGEST
from tests.pdf import samples
from tests.pdf.conftest import Golden
from tests.pdf.pages import papers
from tests.pdf.pages.papers import PAGES, PROOF, SHA
from tests.pdf.test_press import extracted
from tests.pdf.typesetting.test_hostile import MARKUP


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reads_as_the_golden_one(press: Press, golden: Golden, name: str) -> None:
    golden.check(f"page-{name}.txt", extracted(press.page(PAGES[name], samples.AT).content) + "\n")


def test_long_values_are_broken_and_none_is_lost(press: Press) -> None:
    (text,) = pages(press.page(PROOF, samples.AT).content)
    assert text.count(SHA) == 2
    assert squeezed(papers.MESSAGE) in text


def test_every_page_has_its_number_and_a_long_table_its_head(press: Press) -> None:
    read = pages(press.page(papers.DELIVERY, samples.AT).content)
    assert len(read) == 3
    for rank, text in enumerate(read, 1):
        assert f"{rank}/3" in text
        assert ("Bordereauderemise,suite" in text) == (rank > 1)
    assert "EmpreinteSHA-256" in read[1]
    assert "PourMenuiserieMartin" in read[-1]


def test_what_is_signed_stands_above_the_boxes(press: Press) -> None:
    clauses = PageSection(heading="Déclarations", lines=("Le client a tout reçu.",) * 3)
    for rows in range(20, 30):  # some of which fill the page
        listed = replace(papers.DELIVERY.sections[0], rows=papers.DELIVERY.sections[0].rows[:rows])
        page = replace(papers.DELIVERY, sections=(listed, clauses))
        last = pages(press.page(page, samples.AT).content)[-1]
        assert last.index("Déclarations") < last.index("PourCabinetLumière")


def test_the_first_page_of_a_long_table_is_not_left_empty(press: Press) -> None:
    assert "MARTIN-2026-0001.pdf" in pages(press.page(papers.DELIVERY, samples.AT).content)[0]


def test_it_is_archival_and_depends_on_the_instant_alone(press: Press) -> None:
    first = press.page(PROOF, samples.AT)
    assert first == press.page(PROOF, samples.AT)
    assert first != press.page(PROOF, samples.AT + timedelta(seconds=1))
    with pikepdf.open(io.BytesIO(first.content)) as pdf:
        assert not pdf.attachments
        assert str(pdf.docinfo.Title) == "Preuve de validation"
        assert b"<pdfaid:part>3</pdfaid:part>" in pdf.Root.Metadata.read_bytes()


def test_a_reply_that_cannot_be_set_is_still_proved(press: Press) -> None:
    said = PageSection(heading="Réponse 😀", facts=(("De", "木\u202e"),), lines=("Ok 👍\u200b",))
    text = "".join(pages(press.page(replace(PROOF, sections=(said,)), samples.AT).content))
    assert "Réponse[U+1F600]" in text
    assert "[U+6728][U+202E]" in text
    assert "Ok[U+1F44D][U+200B]" in text


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_as_it_was_typed(press: Press, text: str) -> None:
    section = PageSection(heading=text, facts=((text, text),), columns=(text,), rows=((text,),))
    made = replace(PROOF, title=text, intro=(text,), sections=(section,), footer=text)
    drawn = "".join(pages(press.page(made, samples.AT).content))
    assert drawn.count(squeezed(text)) == 8


def test_its_name_is_ascii_and_short(press: Press) -> None:
    name = press.page(replace(PROOF, name="../é" + "x" * 80), samples.AT).name
    assert name.isascii()
    assert "/" not in name
    assert len(name) <= LONGEST


def test_a_row_that_is_too_short_is_filled_up(press: Press) -> None:
    section = PageSection(heading="", columns=("Un", "Deux"), rows=(("seul",),))
    made = PrintedPage(title="T", subtitle="", name="t", author="A", sections=(section,))
    assert "seul" in "".join(pages(press.page(made, samples.AT).content))


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines=st.lists(st.text(max_size=200), max_size=4))
def test_any_text_can_be_proved(press: Press, lines: list[str]) -> None:
    section = PageSection(heading="Ce qu’il a écrit", lines=tuple(lines))
    made = press.page(replace(PROOF, sections=(section,)), samples.AT)
    assert "Cequ’ilaécrit" in "".join(pages(made.content))


@given(lengths=st.lists(st.integers(0, 200), min_size=1, max_size=6))
def test_the_columns_fill_the_page(lengths: list[int]) -> None:
    shared = widths(("x",) * len(lengths), (tuple("y" * length for length in lengths),))
    assert abs(sum(shared) - WIDTH) < 1
    assert all(width > 0 for width in shared)
