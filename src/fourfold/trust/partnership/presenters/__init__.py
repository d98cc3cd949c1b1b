"""What the room's pages show, in words."""
