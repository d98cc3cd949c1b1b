"""One writer for each form of a document."""
