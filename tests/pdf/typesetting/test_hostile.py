"""Strings that mean harm, or only look like it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invoicing.texts.problems.printing import PRINTING
from invoicing.values.roles import Role
from pdf.press import TEMPLATES, Press
from pdf.typesetting import fonts, printable_characters, xhtml2pdf_run
from pdf.typesetting.drawn_text import pages, squeezed
from tests.pdf import samples

DRAWN = fonts.install(TEMPLATES / "fonts")
MARKUP = (
    "<b>Durand</b> & fils",
    "{{ 7 * 7 }} {% raw %}",
    "<img src=file:///etc/passwd>",
    "<a href='javascript:alert(1)'>ici</a>",
    "<pdf:nextpage><style>p { color: white }</style>",
    "]]> --> </td></table> &amp; &#x202e;",
    '=HYPERLINK("http://x")',
)  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_printed_as_it_was_typed(press: Press, text: str) -> None:
    draft = samples.draft(1)
    hostile = samples.issue(replace(draft, subject=text, buyer=replace(draft.buyer, name=text)))
    assert press.flaws(hostile) == ()
    drawn = "".join(pages(press.invoice(hostile, samples.AT).content))
    assert drawn.count(squeezed(text)) == 2


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_escaped_in_html_mail_and_only_there(press: Press, text: str) -> None:
    draft = samples.draft(1)
    hostile = samples.issue(replace(draft, subject=text, payer=text, reason=text))
    for role in tuple(Role):
        letter = press.cover_mail(hostile, role)
        assert squeezed(text) in squeezed(letter.text)
        assert "<img" not in letter.html
        assert "<a " not in letter.html


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("Merci 😀", "glyph-missing", "😀 (U+1F600)"),
        ("木工", "glyph-missing", "木 (U+6728), 工 (U+5DE5)"),
        ("שלום", "glyph-missing", "ש (U+05E9)"),
        ("x\u0323\u0331", "glyph-missing", "U+0331"),
        ("facture\u202e0001", "unprintable", "U+202E"),
        ("a\u200bb", "unprintable", "U+200B"),
        ("a\x07b", "unprintable", "U+0007"),
        ("a\ue02fb", "unprintable", "U+E02F"),
    ],
)
def test_a_character_that_cannot_be_set_is_named_with_its_place(
    press: Press, text: str, code: str, named: str
) -> None:
    draft = samples.draft(2)
    second = replace(draft.lines[1], item_name=text)
    (flaw,) = press.flaws(samples.issue(replace(draft, lines=(draft.lines[0], second))))
    assert flaw.code == code
    assert flaw.values["where"] == "Désignation, ligne 2"
    assert named in flaw.values["characters"]


def test_accents_typed_apart_are_joined(press: Press) -> None:
    draft = replace(samples.draft(1), subject="E\u0301te\u0301")
    drawn = "".join(pages(press.invoice(samples.issue(draft), samples.AT).content))
    assert "Été" in drawn


def test_every_flaw_has_its_words(press: Press) -> None:
    values = {"where": "Objet", "characters": "x", "texts": "x", "pages": "60", "size": "1,2",
              "complaint": "x", "rule": "BR-1", "text": "x", "fields": "BT-1",
              "value": "x", "contrast": "1,2", "client": "ROUXEL"}  # fmt: skip
    for text in PRINTING.values():
        assert f"{text.what} {text.remedy}".format_map(values)


@pytest.mark.parametrize(
    "html",
    [
        "<p>木</p>",
        "<img src='file:///etc/passwd'>",
        "<img src='http://169.254.169.254/latest'>",
        "<style>@import url(file:///etc/passwd);</style><p>x</p>",
        "<style>p { box-shadow: 1px 1px }</style><p>x</p>",
        "<p style='font-family: Nowhere'>x</p>",
    ],
)
def test_what_xhtml2pdf_only_warns_of_is_an_error(html: str) -> None:
    with pytest.raises(xhtml2pdf_run.Unprintable):
        xhtml2pdf_run.typeset(html, TEMPLATES)


def test_a_template_may_not_read_beside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"")
    with pytest.raises(xhtml2pdf_run.Unprintable):
        xhtml2pdf_run.typeset(f"<img src='{tmp_path}/x.png'>", TEMPLATES)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    text=st.text(
        st.sampled_from(sorted(c for c in DRAWN if printable_characters.is_set(c, DRAWN))),
        min_size=1, max_size=120,
    )
)  # fmt: skip
def test_any_text_of_the_repertoire_prints_and_is_found_again(press: Press, text: str) -> None:
    draft = samples.draft(1)
    made = (replace(draft.lines[0], item_name=text),)
    assert press.flaws(samples.issue(replace(draft, lines=made, subject=text))) == ()
