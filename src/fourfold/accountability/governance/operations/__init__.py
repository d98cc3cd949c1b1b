"""What governance changes."""
