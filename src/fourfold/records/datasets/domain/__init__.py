"""Rules of the room, pure: keys, shapes, the dictionary."""
