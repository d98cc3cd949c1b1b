"""What the chasing room keeps."""
