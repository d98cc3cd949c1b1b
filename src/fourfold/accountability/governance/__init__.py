"""Governance: what a board oversees in a plan, its agenda, what changed, the yearly review."""
