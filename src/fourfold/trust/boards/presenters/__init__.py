"""What the pages of boards show: plain values."""
