"""Reading what governance keeps."""
