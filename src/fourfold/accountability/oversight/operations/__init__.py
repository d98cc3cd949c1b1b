"""Keeping the breach register, warning of its clock, sending checkpoints, and searching the log on the record."""
