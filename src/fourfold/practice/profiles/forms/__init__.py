"""What is asked about a problem profile."""
