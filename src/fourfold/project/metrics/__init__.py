"""Figures for Prometheus, on a port of loopback and never on the public one. See docs/operations/metrics.md.

No figure is about a person: labels are names of routes, methods, classes of status and states, each from a closed
list, and never an address, an id or anything that was typed.
"""
