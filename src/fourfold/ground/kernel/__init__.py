"""The kernel: what every room may rely on. Ids, the clock, periods, errors, actors and governance classes.

It knows no web, no database and no domain.
"""
