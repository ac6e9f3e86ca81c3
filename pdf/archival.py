"""The last pass over a PDF: it becomes PDF/A-3b (ISO 19005-3).  One open, one save.

xhtml2pdf leaves three rules broken: no end of line before ``endstream``, no output intent for its
colours, no XMP packet.  A link also lacks its print flag.  The XML of Factur-X will be attached
here, between the output intent and the packet, and described in the packet.
"""

from __future__ import annotations

import io
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pdf.fonts import NARROW, STAND_IN

PRODUCER = "xhtml2pdf + pikepdf"
XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a PDF says of itself."""

    title: str
    author: str
    subject: str
    tool: str = "factures"


def archival(printed: bytes, about: About, at: datetime) -> bytes:
    """Make it PDF/A-3b, dated *at* (aware, UTC).  The same arguments give the same bytes."""
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == Name.Font:
                _settle_font(item)
        for page in pdf.pages:
            _settle_page(page)
        _intend_srgb(pdf)
        _describe(pdf, about, at)
        return _saved(pdf)


def _settle_font(font: Object) -> None:
    """See that it is embedded, and give the narrow space its own name again."""
    if "/FontFile2" not in font.get("/FontDescriptor", {}):
        message = f"font not embedded: {font.get('/BaseFont')}"
        raise ValueError(message)
    names = font.ToUnicode.read_bytes()
    restored = names.replace(_hex(STAND_IN), _hex(NARROW))
    if restored != names:
        font.ToUnicode.write(restored)


def _hex(character: str) -> bytes:
    return b"<%04X>" % ord(character)


def _settle_page(page: pikepdf.Page) -> None:
    if "/Trans" in page:
        del page["/Trans"]  # reportlab's is empty; validators stumble over it
    for annotation in page.get("/Annots", []):
        annotation.F = 4  # 6.3.2: a link is printed


@cache
def _srgb() -> bytes:
    return (files("pikepdf") / "pdfa/data/sRGB.icc").read_bytes()


def _intend_srgb(pdf: Pdf) -> None:
    """6.2.4.3: what the RGB values mean."""
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        RegistryName=String("http://www.color.org"),
        DestOutputProfile=pdf.make_stream(_srgb(), N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _describe(pdf: Pdf, about: About, at: datetime) -> None:
    """6.6.2.1, 6.7.3: an XMP packet, and the Info dictionary with the very same values."""
    words = {name: escape(text) for name, text in asdict(about).items()}
    packet = XMP.format(**words, producer=PRODUCER, date=f"{at:%Y-%m-%dT%H:%M:%S}+00:00")
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String("fr-FR")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    date = String(f"{at:D:%Y%m%d%H%M%S}+00'00'")
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Subject=String(about.subject),
            Creator=String(about.tool),
            Producer=String(PRODUCER),
            CreationDate=date,
            ModDate=date,
        )
    )


def _saved(pdf: Pdf) -> bytes:
    """With a classic cross-reference table: some strict readers refuse the other kind."""
    out = io.BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
        deterministic_id=True,
    )
    return out.getvalue()
