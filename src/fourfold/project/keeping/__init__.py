"""Keeping what the partnership entered: encrypted backups, and restoring them. See docs/operations/backup.md."""
