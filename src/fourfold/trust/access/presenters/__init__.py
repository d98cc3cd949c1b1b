"""What this room's pages show."""
