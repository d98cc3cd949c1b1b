"""An agency's actions as a spreadsheet: what goes out, what comes back, and the difference between the two."""
