"""The client company's logo: any bytes become a small RGB picture, or are refused with a code.

Nothing but these bytes is read.  What is decoded is bounded first: the file by its size, and the
picture by what its head declares, before a pixel is made.
"""

from __future__ import annotations

import base64
import functools
import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from invoicing.texts.problems.printing import MILLIONS_OF_PIXELS
from invoicing.values.french import tenths
from jobs.ports import Flaw

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_BYTES, MOST_SIDE = 1_000_000, 4_000  # of the file; pixels
LEAST_SIDE = 16  # pixels
ROOM = (70.0, 18.0)  # mm, of the page
FINEST = 12  # pixels a mm: 300 an inch
SMALL = 120_000  # bytes; a larger PNG is a photograph, and becomes a JPEG
MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    struct.error,
    zlib.error,
    OverflowError,
)  # fmt: skip - what Pillow raises over bad files


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A logo as it is printed: a ``data:`` URI, and its size in mm."""

    source: bytes
    width: float
    height: float


class Unusable(Exception):
    """A logo that cannot be printed, and why."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.code)
        self.flaw = flaw


@functools.lru_cache(maxsize=64)
def picture(content: bytes) -> Picture:
    """Decode a logo and fit it into its room.  May raise Unusable."""
    image = _flat(_opened(content))
    scale = min(ROOM[0] / image.width, ROOM[1] / image.height)
    width, height = (round(side * scale, 1) for side in image.size)
    finest = (max(round(width * FINEST), 1), max(round(height * FINEST), 1))
    if finest[0] < image.width:
        image = image.resize(finest, Image.Resampling.LANCZOS)
    return Picture(source=_encoded(image), width=max(width, 0.5), height=max(height, 0.5))


def _opened(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise _too_large(tenths(len(content) / 1e6) + " Mo")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content), formats=FORMATS)
            _bounded(image)
            image.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise _too_large(MILLIONS_OF_PIXELS) from bomb
        except BROKEN as error:
            raise Unusable(Flaw(code="logo-unusable")) from error
    return image


def _bounded(image: Image.Image) -> None:
    """Check the size that the head of the file declares.  May raise Unusable."""
    if max(image.size) > MOST_SIDE:
        size = f"{image.width} × {image.height} pixels"
        raise _too_large(size)
    if getattr(image, "is_animated", False):
        raise Unusable(Flaw(code="logo-animated"))
    if min(image.size) < LEAST_SIDE or image.mode not in MODES:
        raise Unusable(Flaw(code="logo-unusable"))


def _too_large(size: str) -> Unusable:
    return Unusable(Flaw(code="logo-too-large", values={"size": size}))


def _flat(image: Image.Image) -> Image.Image:
    """Turn a picture upright, lay it on white, and make it RGB."""
    upright = ImageOps.exif_transpose(image)
    if "transparency" not in upright.info and upright.mode not in {"LA", "PA", "RGBA"}:
        return upright.convert("RGB")
    clear = upright.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _encoded(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    kind = b"png"
    if out.tell() > SMALL:
        out, kind = io.BytesIO(), b"jpeg"
        image.save(out, "JPEG", quality=90, subsampling=0)
    return b"data:image/" + kind + b";base64," + base64.b64encode(out.getvalue())
