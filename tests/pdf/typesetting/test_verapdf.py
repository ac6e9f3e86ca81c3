"""veraPDF's word on every other kind of page, and on invoices that nobody thought of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from invoicing.document.invoice import Draft
from pdf.press import Press
from tests.pdf import samples
from tests.pdf.facturx.test_cii_any import drafts
from tests.pdf.pages.papers import PAGES, PROOF
from tests.pdf.pages.test_draft import unnumbered
from tests.pdf.pages.trade import QUOTES, REMINDERS
from tests.pdf.test_press import SAMPLES
from tests.pdf.typesetting.test_logo import clear, file, of, turned
from tests.tools.judge import verdicts

LOGOS = (clear(), turned(), file("CMYK", kind="JPEG"), file("P", kind="GIF"), file("LA"))
GENERATED = 12


def judged(contents: Iterable[bytes], folder: Path) -> tuple[int, str]:
    """How many were asked about, and what was said."""
    files = []
    for rank, content in enumerate(contents):
        files.append(folder / f"{rank:02}.pdf")
        files[-1].write_bytes(content)
    return len(files), verdicts(files)


def all_kinds(press: Press) -> Iterator[bytes]:
    for sample in SAMPLES.values():
        yield press.draft(unnumbered(sample), "F0012", samples.AT).content
    for page in PAGES.values():
        yield press.page(page, samples.AT).content
    for quote in QUOTES.values():
        yield press.quote(quote, samples.AT).content
    for reminder in REMINDERS.values():
        yield press.reminder(reminder, samples.AT).content
    yield press.page(replace(PROOF, title="\x07", author="<Ω> \x00 & 木"), samples.AT).content
    for logo in LOGOS:
        yield press.invoice(of(logo, "#8a1538"), samples.AT, logo).content


@pytest.mark.verapdf
def test_verapdf_passes_drafts_pages_quotes_reminders_and_logos(
    press: Press, tmp_path: Path
) -> None:
    count, said = judged(all_kinds(press), tmp_path)
    assert said.count("PASS ") == count, said


@pytest.mark.verapdf
def test_verapdf_passes_any_invoice(press: Press, tmp_path: Path) -> None:
    made: list[bytes] = []

    @settings(
        max_examples=GENERATED,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(drafts())
    def printed(draft: Draft) -> None:
        made.append(press.invoice(samples.issue(draft), samples.AT).content)

    printed()
    count, said = judged(made, tmp_path)
    assert count >= GENERATED / 2
    assert said.count("PASS ") == count, said
