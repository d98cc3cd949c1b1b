"""Documents: one content model, written as HTML, PDF and Word; and charts as vector pictures."""
