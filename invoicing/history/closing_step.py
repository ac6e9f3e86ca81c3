"""The steps of a contract's end, and whose the mailbox is: the words that the Journal keeps."""

from __future__ import annotations

from enum import Enum, unique


@unique
class ClosingStep(Enum):
    """In order; each needs the one before."""

    CONFIRMED = "confirmed"  # by the agency, under a code
    STOPPED = "stopped"  # no new document; open approvals are withdrawn
    FORWARDED = "forwarded"  # mail goes on to the client's own address
    KIT = "kit"  # everything lies in the client's folder
    CREDENTIALS = "credentials"  # handed over, sealed
    RECEIVED = "received"  # the client, or the agency for him, says so
    LET_GO = "let-go"  # our grant is dead


@unique
class Account(Enum):
    """Whose the mailbox is: it decides what can be done by program."""

    WORKSPACE = "Compte Workspace"
    CONSUMER = "Compte Gmail"
    OWN = "Boîte du client"
