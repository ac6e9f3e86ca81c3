"""In which role a mail or a document goes to somebody: the one table of roles.

A role's value is its French label: `Envois` shows it, and every Journal keeps it.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Role(StrEnum):
    """In which role somebody gets a document, in the order in which they leave."""

    BUYER = "Destinataire"  # the role of the main transmission
    OFFICE = "Service comptable"  # the buyer's own
    PAYER = "Tiers payeur"
    ACCOUNTANT = "Comptable"  # the client's
    COPY = "Client"


@unique
class MailRole(StrEnum):
    """What a mail is that carries no document: the first word, or words, of its role.

    What follows tells it from others of its sort: a request, an instant, to whom it goes.
    """

    APPROVAL = "Validation"
    REMINDER = "Rappel"  # of a request for approval
    CHANGED_DETAILS = "Changement"  # an IBAN or an address is to be confirmed
    NOTICE = "Note"
    DIGEST = "Bilan"
    PENDING = "En suspens"  # before the end of a contract
    CLOSING = "Clôture"  # the agency is asked whether to close
    WITHDRAWN = "Retrait"  # of open requests
    FORWARDING = "Transfert"  # Google waits for the client's word
    RECEIPT = "Remise"  # the client is asked whether he has everything
    FAREWELL = "Clôturé"
    CANCELLATION = "Annulation"

    def of(self, rest: str) -> str:
        """Return the role of one mail.

        >>> MailRole.DIGEST.of("2026-11-24")
        'Bilan 2026-11-24'
        """
        return f"{self} {rest}"

    def names(self, role: str) -> bool:
        """Whether a role is of this sort.

        >>> MailRole.CLOSING.names("Clôture ABC"), MailRole.CLOSING.names("Clôturé 2026-11-24")
        (True, False)
        """
        return role == self or role.startswith(f"{self} ")
