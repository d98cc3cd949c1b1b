"""Which records are the same person: comparisons, blocking, decisions and their reasons."""
