"""Chasing: reminders, the weekly digest, forms by mail, an agency's spreadsheet."""
