"""How data sets are shown."""
