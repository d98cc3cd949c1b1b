"""Reading what the chasing room keeps."""
