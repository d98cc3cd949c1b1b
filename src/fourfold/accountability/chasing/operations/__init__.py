"""What can be done in the chasing room."""
