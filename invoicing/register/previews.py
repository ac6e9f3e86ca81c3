"""`Aperçu`: a row shown as it would be billed, ticked or not; it has no number and is not sent."""

from __future__ import annotations

from dataclasses import replace

from invoicing.history.records import Preview
from invoicing.register.entry import Entry, RowPreview
from invoicing.rows.typed_consent import PREVIEW
from invoicing.texts.states import next_steps


def as_far_as_ticked(entry: Entry) -> Entry:
    """Return an entry without what only a tick asks for, if its row is not ticked."""
    row, wanted = entry.row, entry.candidate
    if row is None or wanted is None:
        return entry
    is_seen = row.action == PREVIEW and entry.document is None
    sight = RowPreview(candidate=wanted, problems=entry.problems) if is_seen else None
    if row.ready:
        return replace(entry, sight=sight)
    return replace(entry, sight=sight, candidate=None, reasons=(), problems=(), remarks=())


def latest(entry: Entry) -> Preview | None:
    """Return the preview of the row as it is now, or ``None`` if none lies in Drive."""
    candidate = entry.sight.candidate if entry.sight else entry.candidate
    last = entry.previews[-1] if entry.previews else None
    is_current = candidate is not None and last is not None and last.content == candidate.content
    return last if is_current and last is not None and last.sha256 else None


def is_wanted(entry: Entry) -> bool:
    """Whether a preview is still to be made: one for each wish, and for each content."""
    sight = entry.sight
    if sight is None or sight.problems or sight.candidate.draft is None:
        return False
    is_new = entry.wish is None or entry.wish.action != PREVIEW
    return is_new or not entry.previews or entry.previews[-1].content != sight.candidate.content


def is_taken_back(entry: Entry) -> bool:
    """Whether `Aperçu` was emptied in a row that is not ticked, so that it may be asked again."""
    was_shown = entry.wish is not None and entry.wish.action == PREVIEW
    return was_shown and entry.sight is None and entry.candidate is None and entry.document is None


def said(entry: Entry, following: str) -> str:
    """`Prochaine étape`, with what became of the preview; *following*: what happens anyway."""
    if entry.sight is None:
        return following
    if entry.sight.problems:
        return following or next_steps.PREVIEW_IMPOSSIBLE
    mine = next_steps.PREVIEW_MADE if latest(entry) else next_steps.PREVIEW_SOON
    return " ; ".join(filter(None, (mine, following)))
