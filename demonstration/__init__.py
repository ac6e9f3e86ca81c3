"""The demonstration agency on the sandbox: furnish it, serve it, run it once and show what came."""

from demonstration.furnishing import AGENCY, HERE, furnish, serve, variables
from demonstration.showing import function, show

__all__ = ["AGENCY", "HERE", "function", "furnish", "serve", "show", "variables"]
