"""What the chasing room asks."""
