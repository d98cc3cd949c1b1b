"""What the messages room keeps."""
