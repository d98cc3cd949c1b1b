"""What can be done with a problem profile."""
