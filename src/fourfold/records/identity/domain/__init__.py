"""Rules of the identity room, without Django."""
