"""What the stages of one billing run share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jobs.channels.registry import Way, channels
from jobs.correspondence.current import Correspondence, correspondence
from jobs.documents.at_hand import DocumentsAtHand
from jobs.engine.context import Context
from jobs.mail.dispatch import Dispatch
from jobs.mail.heard import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What one billing run knows, has heard, lets go and has at hand."""

    context: Context
    heard: Heard
    dispatch: Dispatch
    documents: DocumentsAtHand
    mails: Correspondence
    channels: Sequence[Way]

    @classmethod
    def begun(cls, context: Context) -> Work:
        """Begin with nothing heard, sent or read."""
        heard, dispatch, documents = Heard(), Dispatch(), DocumentsAtHand()
        return cls(
            context=context,
            heard=heard,
            dispatch=dispatch,
            documents=documents,
            mails=correspondence(context, heard, dispatch, documents),
            channels=channels(context, dispatch, documents),
        )
