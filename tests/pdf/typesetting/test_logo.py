"""The client company's logo and colour: what is taken, what is refused, what is drawn."""

from __future__ import annotations

import base64
import hashlib
import io
import struct
import zlib
from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from invoicing.document.invoice import Invoice
from invoicing.texts.problems.printing import PRINTING
from invoicing.values import colour
from invoicing.values.canonical_json import content_hash, from_json, to_json
from jobs.ports import Refused
from pdf.pages import pagination
from pdf.pages.invoice_view import view
from pdf.press import Press
from pdf.typesetting import logo
from pdf.typesetting.brand import look
from pdf.typesetting.logo import Unusable, picture
from tests.pdf import samples

RED = (200, 16, 46)


def file(mode: str = "RGB", size: tuple[int, int] = (300, 100), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, RED).convert(mode).save(out, kind)
    return out.getvalue()


def clear() -> bytes:
    """Red on the left, nothing on the right."""
    image = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    image.paste((*RED, 255), (0, 0, 100, 100))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def turned() -> bytes:
    """Upright on a phone, lying in the file."""
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.new("RGB", (400, 100), RED).save(out, "JPEG", exif=exif)
    return out.getvalue()


def animated() -> bytes:
    frames = [Image.new("L", (32, 32), shade) for shade in (0, 99)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def declaring(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 10)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows)
            + chunk(b"IEND", b""))  # fmt: skip


def drawn(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(base64.b64decode(picture(content).source.split(b",")[1])))


def told(content: bytes) -> str:
    """The code of what is wrong with it, or ""."""
    try:
        picture(content)
    except Unusable as refused:
        return refused.flaw.code
    return ""


def of(seller_logo: bytes = b"", typed: str = "") -> Invoice:
    recorded = hashlib.sha256(seller_logo).hexdigest() if seller_logo else ""
    seller = replace(samples.SELLER, logo=recorded, colour=typed)
    return samples.issue(replace(samples.draft(), seller=seller))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("RGB", "PNG"), ("RGBA", "PNG"), ("L", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("1", "PNG"),
     ("RGB", "JPEG"), ("CMYK", "JPEG"), ("L", "JPEG"), ("P", "GIF"), ("RGB", "WEBP"),
     ("RGBA", "WEBP")],
)  # fmt: skip
def test_every_usual_picture_becomes_rgb(mode: str, kind: str) -> None:
    made = drawn(file(mode, kind=kind))
    assert made.mode == "RGB"
    assert made.format in {"PNG", "JPEG"}
    if mode in {"RGB", "RGBA", "CMYK", "P"}:
        close = zip(made.getpixel((9, 9)), RED, strict=True)  # type: ignore[arg-type]
        assert all(abs(found - wanted) < 40 for found, wanted in close)


def test_what_is_clear_becomes_white() -> None:
    made = drawn(clear())
    assert made.getpixel((5, 5)) == RED
    assert made.getpixel((made.width - 5, 5)) == (255, 255, 255)


def test_a_clear_colour_of_a_palette_becomes_white() -> None:
    image = Image.new("P", (40, 40), 1)
    image.putpalette([0, 0, 0, *RED])
    image.paste(0, (0, 0, 20, 40))
    out = io.BytesIO()
    image.save(out, "PNG", transparency=0)
    assert drawn(out.getvalue()).getpixel((1, 1)) == (255, 255, 255)


def test_a_photograph_is_turned_upright() -> None:
    made = picture(turned())
    assert made.height == logo.ROOM[1]
    assert made.width < made.height


@pytest.mark.parametrize("size", [(4000, 40), (400, 4000), (16, 16), (600, 200)])
def test_it_keeps_its_shape_and_fits_its_room(size: tuple[int, int]) -> None:
    made = picture(file(size=size))
    assert made.width <= logo.ROOM[0]
    assert made.height <= logo.ROOM[1]
    assert made.width / made.height == pytest.approx(size[0] / size[1], rel=0.3)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "logo-unusable"),
        (b"Bonjour, voici le logo", "logo-unusable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo-unusable"),
        (b"%PDF-1.7 ...", "logo-unusable"),
        (file()[:120], "logo-unusable"),
        (file(kind="JPEG")[:300], "logo-unusable"),
        (file(kind="WEBP")[:60], "logo-unusable"),
        (b"RIFF\x10\0\0\0WEBPVP8 broken", "logo-unusable"),
        (file(kind="BMP"), "logo-unusable"),
        (file(size=(8, 8)), "logo-unusable"),
        (declaring(300, 300), "logo-unusable"),
        (animated(), "logo-animated"),
        (declaring(5000, 40), "logo-too-large"),
        (declaring(60000, 60000), "logo-too-large"),
        (file() + b"\0" * logo.MOST_BYTES, "logo-too-large"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_code(content: bytes, code: str) -> None:
    assert told(content) == code


@settings(max_examples=200, deadline=None)
@given(data=st.data(), kind=st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]))
def test_a_damaged_file_is_drawn_or_refused(data: st.DataObject, kind: str) -> None:
    content = bytearray(file("RGB", (40, 30), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert told(bytes(content)) in {"", *(code for code in PRINTING if code.startswith("logo-"))}


@pytest.mark.parametrize(
    ("typed", "code"),
    [("bleu", "colour-unknown"), ("#12345", "colour-unknown"), ("#ffff00", "colour-pale"),
     ("#777777", "colour-pale"), ("red;}", "colour-unknown")],
)  # fmt: skip
def test_a_colour_that_cannot_be_read_is_refused(press: Press, typed: str, code: str) -> None:
    (flaw,) = press.flaws(of(typed=typed))
    assert flaw.code == code
    assert PRINTING[code].what.format_map(flaw.values)


def test_a_colour_is_used_for_title_box_and_table_only() -> None:
    own = look(of(typed="#8A1538").draft.seller, b"")
    assert (own.accent, own.edge, own.strong) == ("#8a1538", "#8a1538", "#20262b")
    assert colour.contrast(own.strong) > colour.CONTRAST


def test_the_logo_is_drawn_at_the_head_of_the_page(press: Press) -> None:
    invoice = of(file(), "#8a1538")
    assert press.flaws(invoice, file()) == ()
    for content in (
        press.invoice(invoice, samples.AT, file()).content,
        press.draft(invoice, "F0012", samples.AT, logo=file()).content,
    ):
        page = pypdfium2.PdfDocument(io.BytesIO(content))[0].render(scale=2).to_pil()
        assert page.getpixel((130, 120)) == RED
        assert page.getpixel((130, 1500)) == (255, 255, 255)


def test_the_same_invoice_gives_the_same_bytes_or_nothing(press: Press) -> None:
    invoice = of(file())
    first = press.invoice(invoice, samples.AT, file())
    assert first == press.invoice(invoice, samples.AT, file())
    for other in (b"", clear()):
        with pytest.raises(Refused) as refused:
            press.invoice(invoice, samples.AT, other)
        assert [problem.code for problem in refused.value.problems] == ["logo-differs"]
    assert [flaw.code for flaw in press.flaws(samples.plain(), file())] == ["logo-differs"]


def test_looks_are_recorded_but_are_not_what_is_approved() -> None:
    plain, dressed = samples.plain(), of(file(), "#8a1538")
    assert content_hash(plain) == content_hash(dressed)
    assert from_json(Invoice, to_json(dressed)) == dressed


@pytest.mark.parametrize("count", [5, 7, 12, 20])
def test_the_pages_are_guessed_with_the_logo(press: Press, count: int) -> None:
    draft = replace(samples.draft(count), seller=of(file()).draft.seller)
    invoice = samples.issue(draft)
    shown = view(invoice, look(draft.seller, file()))
    assert press.printed(shown).pages
    assert pagination.guess(shown).pages == len(press.printed(shown).pages)
