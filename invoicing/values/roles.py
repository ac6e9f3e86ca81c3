"""In which role somebody gets a document: the one table of roles.

The words are French, for `Envois` shows them and every Journal keeps them.
"""

from __future__ import annotations

BUYER = "Destinataire"  # the role of the main transmission
OFFICE = "Service comptable"  # the buyer's own
PAYER = "Tiers payeur"
ACCOUNTANT = "Comptable"  # the client's
COPY = "Client"
ROLES = (BUYER, OFFICE, PAYER, ACCOUNTANT, COPY)  # in the order in which they leave
