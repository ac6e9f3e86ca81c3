"""The command that reads a hand-over kit back.  No logic."""

from __future__ import annotations

import argparse

from commands.terminal import OUT
from desk import NEEDED, Settings, desk, instant
from invoicing.texts.commands import contract_end as texts
from invoicing.texts.commands.terminal import BUSY
from jobs.engine.run import End
from jobs.handover_kit.read_back import opened
from jobs.on_request.restore_kit import restore as restored


def restore(options: argparse.Namespace) -> int:
    """Check a kit, and type it into the empty workbook that ``WORKBOOK_ID`` names."""
    with opened(options.zips) as kit:
        if options.verify:
            flaws = list(kit.flaws())
            for flaw in flaws:
                OUT.print(f"• {flaw}.", markup=False, soft_wrap=True)
            verdict = texts.KIT_NOT_VERIFIED if flaws else texts.KIT_VERIFIED
            OUT.print(verdict.format(count=len(kit.hashes)))
            return 1 if flaws else 0
        settings = Settings.read(needs=NEEDED)
        with desk(settings) as laid:
            result = restored(laid, instant(settings), kit)
    if result.end is not End.DONE:
        OUT.print(BUSY)
        return 1
    for tab, count in result.rows.items():
        OUT.print(texts.ROWS_RESTORED.format(tab=tab, count=count))
    OUT.print(texts.FILES_RESTORED.format(client=result.client, count=result.files))
    return 0
