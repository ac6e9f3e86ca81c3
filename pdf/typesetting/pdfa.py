"""The last pass over a PDF: it becomes PDF/A-3b (ISO 19005-3).  One open, one save.

xhtml2pdf leaves three rules broken: no end of line before ``endstream``, no output intent for its
colours, no XMP packet.  A link also lacks its print flag.  The XML of Factur-X is attached here
(ISO 19005-3, 6.8), and described in the packet as Factur-X 1.09 wants it.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from pdf.typesetting.fonts import NARROW, STAND_IN

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
{extension}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
XML_NAME = "factur-x.xml"
FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PROPERTIES = (  # of the packet: name, value, and what it is
    ("DocumentFileName", XML_NAME, "The name of the embedded XML document"),
    ("DocumentType", "INVOICE", "The type of the hybrid document"),
    ("Version", "1.0", "The version of the standard applying to the embedded XML document"),
    ("ConformanceLevel", "EN 16931", "The conformance level of the embedded XML document"),
)
DECLARED = """<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{0}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>{2}</pdfaProperty:description></rdf:li>
"""
EXTENSION = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{fx}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>
{declared}</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:fx="{fx}">
{values}</rdf:Description>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The metadata of a PDF."""

    title: str
    author: str
    subject: str
    tool: str = "factures"


def archival(
    printed: bytes, about: About, at: datetime, *, xml: bytes = b"", code: bytes = b""
) -> bytes:
    """Make a PDF a PDF/A-3b, dated *at* (aware, UTC).  The same arguments give the same bytes.

    With *xml*, the invoice as CII, it is a Factur-X of the profile EN 16931.  *code*: what is to be
    drawn where its one pixel stands (pdf/pages/payment_qr.py).
    """
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == Name.Font:
                _settle_font(item)
            elif code and isinstance(item, Stream) and item.get("/Width") == 1:
                _draw(item, code)
        for page in pdf.pages:
            _settle_page(page)
        _intend_srgb(pdf)
        if xml:
            _attach(pdf, xml, at)
        _describe(pdf, about, at, _extension() if xml else "")
        return _saved(pdf)


def carried(document: bytes) -> bytes:
    """Return the XML that a Factur-X carries; b"" when it carries none, or is no PDF."""
    try:
        with pikepdf.open(io.BytesIO(document)) as pdf:
            attachment = pdf.attachments.get(XML_NAME)
            return b"" if attachment is None else attachment.get_file().read_bytes()
    except pikepdf.PdfError:
        return b""


def _settle_font(font: Object) -> None:
    """Check that a font is embedded, and name the narrow space again."""
    if "/FontFile2" not in font.get("/FontDescriptor", {}):
        message = f"font not embedded: {font.get('/BaseFont')}"
        raise ValueError(message)
    names = font.ToUnicode.read_bytes()
    restored = names.replace(_hex(STAND_IN), _hex(NARROW))
    if restored != names:
        font.ToUnicode.write(restored)


def _hex(character: str) -> bytes:
    return b"<%04X>" % ord(character)


def _draw(picture: Object, drawing: bytes) -> None:
    """Make a picture a drawing: both fill the unit square (ISO 32000-1, 8.10.1)."""
    for key in ("/Width", "/Height", "/ColorSpace", "/BitsPerComponent"):
        del picture[key]
    picture.Subtype, picture.BBox = Name.Form, Array([0, 0, 1, 1])
    picture.write(drawing)


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


def _attach(pdf: Pdf, xml: bytes, at: datetime) -> None:
    """6.8: an associated file.  "Data": the page was set from the same values as the XML."""
    stream = pdf.make_stream(
        xml,
        Type=Name.EmbeddedFile,
        Subtype=Name("/text/xml"),
        Params=Dictionary(
            ModDate=_date(at),
            Size=len(xml),
            CheckSum=String(hashlib.md5(xml, usedforsecurity=False).digest()),
        ),
    )
    attached = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(XML_NAME),
            UF=String(XML_NAME),
            Desc=String("Factur-X"),
            AFRelationship=Name.Data,
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    pdf.Root.AF = pdf.make_indirect(Array([attached]))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(XML_NAME), attached])))


def _extension() -> str:
    """Return what the packet says of the XML, with the schema that makes it legal (6.6.2.3)."""
    values = (f"<fx:{name}>{value}</fx:{name}>\n" for name, value, _ in PROPERTIES)
    declared = (DECLARED.format(*of) for of in PROPERTIES)
    return EXTENSION.format(fx=FX, declared="".join(declared), values="".join(values))


def _date(at: datetime) -> String:
    return String(f"{at:D:%Y%m%d%H%M%S}+00'00'")


def _describe(pdf: Pdf, about: About, at: datetime, extension: str) -> None:
    """6.6.2.1, 6.7.3: an XMP packet, and the Info dictionary with the very same values."""
    words = {name: escape(text) for name, text in asdict(about).items()}
    date = f"{at:%Y-%m-%dT%H:%M:%S}+00:00"
    packet = XMP.format(**words, producer=PRODUCER, date=date, extension=extension)
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = String("fr-FR")
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.docinfo = pdf.make_indirect(
        Dictionary(
            Title=String(about.title),
            Author=String(about.author),
            Subject=String(about.subject),
            Creator=String(about.tool),
            Producer=String(PRODUCER),
            CreationDate=_date(at),
            ModDate=_date(at),
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
