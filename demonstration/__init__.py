"""The demonstration agency on the sandbox: furnish it, serve it, run it once and show what came."""

from demonstration.furnish import AGENCY, HERE, furnish, serve, variables
from demonstration.show import function, show

__all__ = ["AGENCY", "HERE", "function", "furnish", "serve", "show", "variables"]
