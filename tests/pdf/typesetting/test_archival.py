"""veraPDF's word on it: every kind of invoice is PDF/A-3b."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import facturx
import pikepdf
import pytest

from pdf.facturx.cii import cii
from pdf.press import TEMPLATES, Press
from pdf.typesetting.pdfa import About, archival, carried
from pdf.typesetting.xhtml2pdf_run import typeset
from tests.pdf import samples
from tests.pdf.facturx.test_cii import CASES
from tests.tools.judge import verdicts

LINKED = "<p><a href='https://example.org'>lien</a> œ Ÿ № Ω → ✓</p><ul><li>puce</li></ul>"
ABOUT = About(title="Essai & « cie »", author="<Nous>", subject="")


@pytest.mark.verapdf
def test_verapdf_passes_every_kind_of_invoice(press: Press, tmp_path: Path) -> None:
    draft = samples.draft(2)
    odd = samples.issue(replace(draft, subject="Œuvre & <fils> “Ÿ” № 5 → Ωμέγα Юг ½ m³ ✓ ﬁ"))
    made = [*CASES.values(), odd]
    contents = [press.invoice(invoice, samples.AT).content for invoice in made]
    contents.append(archival(typeset(LINKED, TEMPLATES), ABOUT, samples.AT))
    for rank, content in enumerate(contents):
        (tmp_path / f"{rank}.pdf").write_bytes(content)
    (tmp_path / "raw.pdf").write_bytes(typeset("<p>x</p>", TEMPLATES))
    said = verdicts(sorted(tmp_path.glob("*.pdf")))
    assert said.count("PASS ") == len(contents), said
    assert said.count("FAIL ") == 1, said  # the raw one: veraPDF did look


def test_the_file_says_what_it_is(press: Press) -> None:
    content = press.invoice(samples.plain(), samples.AT).content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.docinfo.Title) == "Facture MARTIN-2026-0001 – Menuiserie Martin"
        assert str(pdf.docinfo.CreationDate) == "D:20261124083000+00'00'"
        assert str(pdf.Root.Lang) == "fr-FR"
        assert b"<pdfaid:part>3</pdfaid:part>" in pdf.Root.Metadata.read_bytes()


def test_the_instant_alone_changes_the_bytes(press: Press) -> None:
    later = samples.AT + timedelta(seconds=1)
    first = press.invoice(samples.plain(), samples.AT)
    assert first == press.invoice(samples.plain(), samples.AT)
    assert first != press.invoice(samples.plain(), later)


@pytest.mark.parametrize("name", CASES)
def test_the_xml_lies_in_the_file_byte_for_byte(press: Press, name: str) -> None:
    content = press.invoice(CASES[name], samples.AT).content
    xml = cii(CASES[name])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert list(pdf.attachments) == ["factur-x.xml"]
        assert pdf.attachments["factur-x.xml"].get_file().read_bytes() == xml
        (associated,) = pdf.Root.AF.as_list()
        assert associated.AFRelationship == pikepdf.Name.Data
        assert b"<fx:ConformanceLevel>EN 16931<" in pdf.Root.Metadata.read_bytes()
    assert facturx.get_facturx_xml_from_pdf(content, check_xsd=False) == ("factur-x.xml", xml)


def test_a_paper_without_xml_says_nothing_of_one() -> None:
    content = archival(typeset(LINKED, TEMPLATES), ABOUT, samples.AT)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert not pdf.attachments
        assert "/AF" not in pdf.Root
        assert b"fx:" not in pdf.Root.Metadata.read_bytes()


def test_what_a_pdf_carries_is_given_back_and_what_is_none_carries_nothing() -> None:
    assert carried(b"%PDF-1.7 plain") == b""
    bare = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bare)
    assert carried(bare.getvalue()) == b""
