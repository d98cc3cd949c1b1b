"""What the chasing room's pages show: plain values."""
