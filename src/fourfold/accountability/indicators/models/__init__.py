"""What the indicators room keeps."""
