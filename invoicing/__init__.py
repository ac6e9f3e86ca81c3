"""The domain: what an invoice is, and what may happen to it.  Pure: no I/O, no clock, no log."""
