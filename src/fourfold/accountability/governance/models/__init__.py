"""What the governance room keeps."""
