"""What pages show of requests."""
