"""What the boards room keeps."""
