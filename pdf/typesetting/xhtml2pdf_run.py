"""HTML → PDF by xhtml2pdf, where every warning is an error.

xhtml2pdf only logs a missing glyph, an image it cannot read, a resource it may not fetch and a
style it does not know; what it then draws is blank.  Here each is a complaint, and no PDF comes
of it.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path

from reportlab import rl_config
from reportlab.platypus.doctemplate import LayoutError
from xhtml2pdf import pisa
from xhtml2pdf.config.resources import RenderLimitError, ResourceAccessPolicy

from pdf.typesetting.fonts import NARROW, STAND_IN

rl_config.invariant = 1  # no dates or random ids of reportlab's own

LOG = logging.getLogger("xhtml2pdf")
BASE = """
html { font-family: Helvetica; font-size: 10px; font-weight: normal; color: #000000; margin: 0;
  padding: 0; line-height: 150%; border: 1px none; display: inline; width: auto; height: auto;
  white-space: normal; }
body, div, p, table, tr, th, td { display: block; }
"""  # what xhtml2pdf's own base says of the elements we use; the whole is slower by 3 %


class Unprintable(Exception):
    """What xhtml2pdf complained of."""


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


def typeset(html: str, base: Path) -> bytes:
    """Set *html*, reading nothing outside *base* and nothing remote.  May raise Unprintable."""
    complaints, out = _Complaints(), io.BytesIO()
    propagate, LOG.propagate = LOG.propagate, False
    LOG.addHandler(complaints)
    try:
        status = pisa.CreatePDF(
            html.replace(NARROW, STAND_IN),
            dest=out,
            path=str(base / "page.html"),
            encoding="utf-8",
            default_css=BASE,
            resource_policy=ResourceAccessPolicy.server(base),
        )
    except (LayoutError, RenderLimitError) as error:
        raise Unprintable(type(error).__name__) from error
    finally:
        LOG.removeHandler(complaints)
        LOG.propagate = propagate
    if status.err or complaints.heard:
        raise Unprintable("; ".join(complaints.heard[:3]) or f"{status.err} errors")
    return out.getvalue()
