"""What governance asks of people."""
