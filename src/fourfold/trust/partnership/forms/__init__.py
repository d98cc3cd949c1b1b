"""What the room asks for: signing in, people and their roles, filters of the directory."""
