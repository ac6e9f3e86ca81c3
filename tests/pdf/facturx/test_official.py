"""The official rules are really run, and the reader of the XML really reads."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from invoicing.document.invoice import Invoice
from invoicing.texts.problems.table import sentence
from invoicing.values.amounts import Amount
from jobs.ports import Refused
from pdf import checks
from pdf.facturx.cii import cii
from pdf.facturx.official_rules import broken
from pdf.facturx.read_back import differing
from pdf.press import Press
from tests.pdf import samples
from tests.pdf.facturx.test_cii import CASES

GRAND = b"<ram:GrandTotalAmount>3822.72</ram:GrandTotalAmount>"


def spoilt(old: bytes, new: bytes) -> bytes:
    xml = cii(samples.plain())
    assert xml.count(old) == 1
    return xml.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (GRAND, GRAND.replace(b"2.72", b"2.73"), "BR-CO-15"),
        (b"<ram:SubjectCode>PMT<", b"<ram:SubjectCode>AAI<", "BR-FR-05_BT-22_PMT"),
        (b"<ram:TypeCode>380<", b"<ram:TypeCode>381<", "BR-FR-CO-05_BT-3"),
        (b">S1<", b">A1<", "BR-FR-08_BT-23"),
        (b"<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>", b"", "XSD"),
    ],
)
def test_a_wrong_xml_breaks_the_rule_meant_for_it(old: bytes, new: bytes, rule: str) -> None:
    assert rule in [found.rule for found in broken(spoilt(old, new))]


def test_an_empty_element_is_told_wherever_the_schema_does_not_ask_for_it() -> None:
    empty = spoilt(b">BC-2026-118<", b"><")
    assert [found.rule for found in broken(empty)] == ["PEPPOL-EN16931-R008"]


def test_neither_facturx_nor_saxon_is_loaded_before_something_is_checked() -> None:
    code = "import sys, desk; print({'facturx', 'saxonche'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)  # noqa: S603 - our own
    assert done.stdout.strip() == b"set()"


@pytest.mark.parametrize("name", CASES)
def test_the_xml_read_back_is_the_invoice(name: str) -> None:
    assert differing(CASES[name], cii(CASES[name])) == []


def changed(invoice: Invoice) -> dict[str, Invoice]:
    draft = invoice.draft
    first, *rest = draft.lines
    more = replace(first, quantity=first.quantity + 1)
    return {
        "BT-1": replace(invoice, number="MARTIN-2026-0002"),
        "BT-2": replace(invoice, issue_date=invoice.issue_date - timedelta(days=1)),
        "BT-9": replace(invoice, due_date=invoice.due_date + timedelta(days=1)),
        "BT-84": replace(
            invoice, draft=replace(draft, seller=replace(draft.seller, iban="FR7600000"))
        ),
        "BT-114": replace(
            invoice, draft=replace(draft, agreed_total=Amount(Decimal("3823.00")))
        ),
        "BT-129 ligne 1": replace(invoice, draft=replace(draft, lines=(more, *rest))),
        "BT-131 ligne 5": replace(invoice, draft=replace(draft, lines=draft.lines[:-1])),
    }  # fmt: skip


@pytest.mark.parametrize("term", changed(samples.plain()))
def test_an_xml_of_another_invoice_differs_in_the_term(term: str) -> None:
    invoice = samples.plain()
    assert term in differing(changed(invoice)[term], cii(invoice))


def test_a_broken_rule_is_a_flaw_with_its_name() -> None:
    wrong = spoilt(GRAND, GRAND.replace(b"2.72", b"2.73"))
    found = list(checks.of_xml(samples.plain(), wrong))
    rules = [flaw.values["rule"] for flaw in found if flaw.code == "xml-rule"]
    assert rules == ["BR-CO-15", "BR-CO-16"]
    (differs,) = [flaw for flaw in found if flaw.code == "xml-differs"]
    assert differs.values == {"fields": "BT-112"}


def test_what_no_platform_would_take_gets_no_number(press: Press) -> None:
    unreachable = replace(samples.BUYER, legal_id="", siret="", email="")
    (flaw,) = press.flaws(samples.issue(replace(samples.draft(1), buyer=unreachable)))
    assert flaw.code == "xml-rule"
    assert flaw.values["rule"].startswith("BR-FR-12")


def test_what_has_a_number_is_checked_again_before_it_is_archived(press: Press) -> None:
    unreachable = replace(samples.BUYER, legal_id="", siret="", email="")
    invoice = samples.issue(replace(samples.draft(1), buyer=unreachable))
    with pytest.raises(Refused) as refused:
        press.invoice(invoice, samples.AT)
    (problem,) = refused.value.problems
    assert "la facture MARTIN-2026-0001, déjà numérotée" in sentence(problem)
    assert problem.values["flaws"] == "xml-rule"
