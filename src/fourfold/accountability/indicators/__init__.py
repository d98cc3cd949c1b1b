"""Indicators: what measures each success factor, and the series that show it."""
