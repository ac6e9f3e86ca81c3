"""The command that reads a hand-over kit back.  No logic."""

from __future__ import annotations

import argparse

from commands.terminal import OUT
from desk import NEEDED, Settings, desk, instant
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
            OUT.print(f"Remise {'NON vérifiée' if flaws else 'vérifiée'}, "
                      f"{len(kit.hashes)} fichiers.")  # fmt: skip
            return 1 if flaws else 0
        settings = Settings.read(needs=NEEDED)
        with desk(settings) as laid:
            result = restored(laid, instant(settings), kit)
    if result.end is not End.DONE:
        OUT.print("Un autre passage est en cours : recommencez dans quelques minutes.")
        return 1
    for tab, count in result.rows.items():
        OUT.print(f"{tab} : {count} lignes, identiques cellule à cellule.")
    OUT.print(f"{result.client} : {result.files} PDF déposés. Ce classeur se consulte ; "
              "le contrat y est clos, rien n'en partira.")  # fmt: skip
    return 0
