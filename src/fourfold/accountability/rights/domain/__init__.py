"""Rules of the rights room, without Django."""
