"""What the room’s pages show, from what its queries give."""
