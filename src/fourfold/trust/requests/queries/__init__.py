"""Reading requests: one, lists, what waits, and the figures."""
