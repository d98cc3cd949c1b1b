"""Reading what the oversight room keeps, and the audit log as far as one answers for it."""
