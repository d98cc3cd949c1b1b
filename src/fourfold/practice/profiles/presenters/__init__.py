"""What the pages of a problem profile show."""
