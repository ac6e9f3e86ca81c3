"""docs/facture.png: the invoice of the README, as the demonstration prints it.

``make run``, then ``python -m tests.papers.generated.picture``.  Needs poppler (``make test``).
"""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

from tests.papers.house import HOUSE

NUMBER = "ROUXEL-2026-0001"
PICTURE = HOUSE / "docs/facture.png"
RESOLUTION = 96  # dots an inch
MARGIN = 36  # pixels of white that are left around the page's content
COLOURS = 128
FRAME = (200, 200, 200)
GLANCE = (56, 80)  # pixels in which two pictures are compared: logo and layout, not words


def pdf_in(folder: Path) -> Path:
    """Return the invoice's PDF in the folder of a demonstration."""
    (found,) = (folder / "drive").rglob(f"*_{NUMBER}.pdf")
    return found


def picture(pdf: Path) -> Image.Image:
    """Draw the first page, cropped and framed."""
    command = ["pdftoppm", "-r", str(RESOLUTION), "-png", "-singlefile", str(pdf)]
    drawn = subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
    page = Image.open(BytesIO(drawn)).convert("RGB")
    return ImageOps.expand(page.crop(_content(page)), border=1, fill=FRAME)


def _content(page: Image.Image) -> tuple[int, int, int, int]:
    white = Image.new("RGB", page.size, (255, 255, 255))
    box = ImageChops.difference(page, white).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN


def difference(one: Image.Image, other: Image.Image) -> int:
    """How far two pictures are apart at a glance: the greatest difference of a grey, of 255."""
    first, second = (
        each.convert("L").resize(GLANCE, Image.Resampling.BOX).tobytes() for each in (one, other)
    )
    return max(abs(a - b) for a, b in zip(first, second, strict=True))


def main() -> None:
    """Write the picture, in few colours."""
    drawn = picture(pdf_in(HOUSE / "build/demo"))
    drawn.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
