"""Commands of the door for people that prove, check and confirm; cli.py names them.  No logic."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.table import Table

from commands.terminal import OUT
from desk import NEEDED, Settings, desk, instant
from invoicing.texts.commands import proof as texts
from invoicing.texts.commands.terminal import BUSY, UNASKED
from invoicing.texts.pages.proof import LIVE
from jobs.audit import audit as audits
from jobs.engine.run import End
from jobs.on_request import confirm_details
from jobs.proof import journal_extract
from jobs.proof import pack as proofs


def _print(line: str) -> None:
    OUT.print(line, markup=False, highlight=False, soft_wrap=True)


def proof(options: argparse.Namespace) -> int:
    """Write the proof pack of one document, or verify one that was written."""
    if options.verify is not None:
        return _verify(options.verify)
    if bool(options.number) == bool(options.ref):
        _print(texts.NAME_ONE)
        return 2
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        pack = proofs.proof(
            laid,
            instant(settings),
            number=options.number,
            seller=options.seller,
            ref=options.ref,
        )
    folder = options.to or Path(pack.name)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        _print(texts.NOT_EMPTY.format(folder=folder))
        return 2
    for document in pack.files:
        (folder / document.name).write_bytes(document.content)
        _print(f"{folder / document.name}")
    for name in pack.missing:
        _print(texts.MISSING.format(name=name))
    if pack.has_live_codes:
        _print(f"• {LIVE}")
    return 1 if pack.missing else 0


def _verify(folder: Path) -> int:
    if not folder.is_dir():
        _print(texts.NO_FOLDER.format(folder=folder))
        return 2
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    flaws = list(journal_extract.flaws(files))
    for flaw in flaws:
        _print(f"• {flaw}.")
    verdict = texts.NOT_VERIFIED if flaws else texts.VERIFIED
    _print(verdict.format(folder=folder, count=len(files)))
    return 1 if flaws else 0


def trust(options: argparse.Namespace) -> int:
    """Record a person's word that a client's changed IBAN or address is right."""
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        change = confirm_details.change_of(laid, options.seller)
        if change is None:
            _print(texts.NOTHING_TO_CONFIRM)
            return 0
        _show_change(change)
        try:
            is_agreed = options.yes or _agreed(options.noted_by)
        except EOFError:
            _print(texts.OR_YES.format(unasked=UNASKED))
            return 2
        if not is_agreed:
            _print(texts.NOTHING_NOTED)
            return 1
        end = confirm_details.trust(laid, instant(settings), change, noted_by=options.noted_by)
    if end is End.BUSY:
        _print(BUSY)
        return 1
    _print(texts.CONFIRMED.format(client=change.seller, name=options.noted_by))
    return 0


def _show_change(change: confirm_details.DetailChange) -> None:
    table = Table("", texts.KNOWN, texts.IN_WORKBOOK)
    for label, (old, new) in (
        (texts.IBAN, change.iban),
        (texts.APPROVAL_ADDRESS, change.approvers),
    ):
        before = old if change.is_known else texts.EMPTIED
        table.add_row(label, before, new, style="bold" if old != new else "")
    OUT.print(table)


def _agreed(name: str) -> bool:
    reply = OUT.input(texts.ANSWERS_FOR_IT.format(name=name))
    return reply.strip().lower() in {"o", "oui"}


def audit(options: argparse.Namespace) -> int:
    """Compare Journal, archive, mailboxes and Sheet; print what is missing, doubled or changed."""
    settings = Settings.read(needs=NEEDED)
    with desk(settings) as laid:
        report = audits.audit(laid, instant(settings))
    table = Table("", "Où", "Quoi")
    for finding in sorted(report.findings, key=lambda each: not each.is_fault):
        table.add_row("✗" if finding.is_fault else "·", finding.where, finding.said)
    if report.findings:
        OUT.print(table)
    verdict = texts.CLEAN if report.is_clean else texts.SEE_ABOVE
    counts = {"rows": report.rows, "documents": report.documents, "mails": report.mails}
    _print(texts.AUDITED.format(**counts, verdict=verdict))
    return 0 if report.is_clean else 1
