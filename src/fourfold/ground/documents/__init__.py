"""Documents: one content model, written as HTML, PDF and Word, with charts. It knows no room and no database."""
