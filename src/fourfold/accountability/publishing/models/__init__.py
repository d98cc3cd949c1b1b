"""What the publishing room keeps."""
