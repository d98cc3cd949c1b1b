"""What oversight asks of people."""
